import json
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.emulator.script import Script, load_script, parse_entries
from ghostwriter.errors import UsageError


def test_entries_are_played_in_order_and_each_once() -> None:
    script = Script([{"response": {"n": 1}}, {"response": {"n": 2}}])

    assert [script.next({}), script.next({}), script.next({})] == [
        *parse_entries([{"response": {"n": 1}}, {"response": {"n": 2}}]),
        None,
    ]


def test_a_match_waits_for_its_request() -> None:
    script = Script([{"response": {}, "match": {"contains": 'id="S2"'}}])

    assert script.next({"messages": [{"content": [{"text": 'source id="S1"'}]}]}) is None
    assert script.next({"messages": [{"content": [{"text": 'source id="S2"'}]}]}) is not None


@pytest.mark.parametrize(
    "entry",
    [{}, {"response": {}, "reset": True}, {"reset": True, "cut_after": 1}, {"error": {"status": 200}}, {"respose": {}}],
)
def test_a_malformed_entry_is_named(entry: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="script entry 1"):
        parse_entries([{"reset": True}, entry])


def test_a_script_comes_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text(json.dumps([{"reset": True}]), encoding="utf-8")

    assert load_script(path) == [{"reset": True}]


@pytest.mark.parametrize(
    ("content", "words"), [("{", "is not JSON"), ('{"a": 1}', "script entry"), (None, "cannot be read")]
)
def test_a_file_that_is_no_script_is_an_error_that_names_it(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "script.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(UsageError, match=words):
        load_script(path)
