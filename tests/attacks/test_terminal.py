"""Names of files, models and folders that hold orders for a terminal: whatever command repeats them, none is given."""

import json
import os
from pathlib import Path

import pytest

from tests.forkserver import start
from tests.scripting import write_brief

HOSTILE = "x\x1b]0;pwned\x07\x1b[31m\x9b31m\u202eexe.\rerror"
NOT_UTF8 = os.fsdecode(b"bad\xff\xc2\x9b31m")
OBEYED = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F))} - {"\n", "\t"}


def said(folder: Path, *arguments: str, **env: str) -> tuple[int, str]:
    """What a command prints."""
    log = folder / "log"
    log.mkdir(exist_ok=True)
    base = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "AWS_EC2_METADATA_DISABLED": "true"}
    forked = start(list(arguments), folder, base | env, None, log)
    code = forked.wait(60)
    return code, forked.out + forked.err


@pytest.mark.long
@pytest.mark.parametrize("name", [HOSTILE, NOT_UTF8], ids=["orders", "not UTF-8"])
def test_a_name_gives_no_order_to_a_terminal(name: str, tmp_path: Path) -> None:
    write_brief(tmp_path)
    file = f"{name}.md"
    (tmp_path / file).write_bytes((tmp_path / "dam.md").read_bytes())
    commands = [
        ("check", file, "--source", "town.md"),
        ("check", file, "--source", "town.md", "--json"),
        ("check", "dam.md", "--source", file),
        ("check", "dam.md", "--source", f"no{file}"),
        ("new", f"new{file}"),
        ("new", f"new{file}"),
        ("run", f"no{file}"),
        ("run", "brief.md", "--model", f"drafting={name}", "--dry-run"),
        ("run", "brief.md", "--prompts", name),
        ("run", "brief.md", "--threshold", name),
        ("report", name),
        ("models", name),
        ("emulator", "--script", name),
        ("doctor", "--model", f"drafting=us.{name}"),
        ("doctor", "--model", f"drafting=us.{name}", "--json"),
        (name,),
    ][: 7 if name is NOT_UTF8 else None]

    for command in commands:
        code, words = said(tmp_path, *command)
        assert code in {0, 1, 2, 3, 4}, command
        assert not OBEYED & set(words), command
        assert "internal error" not in words, command
        assert "Traceback" not in words, command


def test_what_a_run_tells_of_hostile_names_is_harmless_and_valid(tmp_path: Path) -> None:
    write_brief(tmp_path, "---\ntitle: The dam\nlength: 120\nsources: ['dam.md', 'town.md']\n---\nTell it.\n")

    for more in ((), ("--json",)):
        code, words = said(tmp_path, "run", "brief.md", "--offline", "--workspace", HOSTILE, *more)
        assert code in {0, 4}
        assert not OBEYED & set(words)
        assert "pwned" in words
    events = [json.loads(line) for line in words.splitlines() if line.startswith("{")]
    assert events[0]["workspace"].endswith(HOSTILE)


def test_lines_of_json_escape_what_they_were_given(tmp_path: Path) -> None:
    row = {"id": HOSTILE, "text": f"The dam \x9b31m was {HOSTILE} finished in 1936.", "sources": ["The dam."]}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n")

    code, words = said(tmp_path, "check", "--jsonl", "rows.jsonl")

    assert code == 0
    assert not OBEYED & set(words)
    assert json.loads(words)["id"] == HOSTILE
