"""The final article is held against a guardrail, once, and what it objects to is named."""

from pathlib import Path
from typing import Any

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import GuardrailIntervened
from ghostwriter.schema.events import Notice
from tests.scripting import Newsroom

GUARD: dict[str, Any] = {"article_guardrail": "abc123:2"}
WORD = {"match": "farmers", "action": "BLOCKED"}
OBJECTION: dict[str, Any] = {
    "match": {"contains": "# The dam that kept Elm dry"},
    "response": {"action": "GUARDRAIL_INTERVENED", "assessments": [{"wordPolicy": {"customWords": [WORD]}}]},
}


def judged(emulator: Emulator) -> list[Any]:
    return [received for received in emulator.received if received.raw_path.startswith("/guardrail/")]


def for_the_article(entry: dict[str, Any], newsroom: Newsroom) -> None:
    """Play an entry for the guardrail only: the draft, too, holds the headline."""
    from ghostwriter.emulator.script import parse_entries

    newsroom.emulator._service._script._waiting = parse_entries([entry | {"match": {"contains": "[^1]"}}])


def test_an_article_that_passes_is_judged_once(tmp_path: Path) -> None:
    with Emulator() as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        record = newsroom.run(**GUARD)
        (request,) = judged(emulator)
        newsroom.run(**GUARD)

        assert request.raw_path == "/guardrail/abc123/version/2/apply"
        assert request.headers["authorization"].startswith("Bearer ")
        assert request.body["source"] == "OUTPUT"
        assert request.body["content"][0]["text"]["text"].startswith("# The dam")
        assert emulator.received == []
    assert record.guardrail.intervened is False


def test_an_intervention_stops_the_run_and_names_the_policy(tmp_path: Path) -> None:
    with Emulator() as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        for_the_article(OBJECTION, newsroom)
        with pytest.raises(GuardrailIntervened, match=r"abc123:2 intervened: word policy: farmers \(BLOCKED\)"):
            newsroom.run(**GUARD)

    assert newsroom.json("run.json")["status"] == "failed"
    assert not (newsroom.workspace / "final.md").exists()


def test_an_intervention_can_be_recorded_instead(tmp_path: Path) -> None:
    with Emulator() as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        for_the_article(OBJECTION, newsroom)
        record = newsroom.run(**GUARD, on_article_intervention="record")

    assert record.status == "done"
    assert record.guardrail.findings == ["word policy: farmers (BLOCKED)"]
    assert any("objects to the article" in event.text for event in newsroom.events if isinstance(event, Notice))


def test_a_long_article_is_judged_in_whole_paragraphs() -> None:
    from ghostwriter.bedrock.guardrails.apply import LARGEST_PIECE, _pieces

    text = "\n\n".join(f"Paragraph {n}. " + "word " * 500 for n in range(30)) + "\n\n" + "x" * (LARGEST_PIECE + 5)
    pieces = list(_pieces(text))

    assert all(len(piece) <= LARGEST_PIECE for piece in pieces)
    assert "".join(pieces).replace("\n\n", "") == text.replace("\n\n", "")
