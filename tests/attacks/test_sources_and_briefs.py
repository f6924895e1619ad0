"""No source and no brief, however hostile, gets anything but an article or one clear error."""

import json
import os
import re
from contextlib import suppress
from pathlib import Path

import pytest

from ghostwriter.brief.brief import load_brief
from ghostwriter.errors import GhostwriterError
from tests.attacks.arena import WITH_ARTICLE, Arena
from tests.attacks.hidden_text import HIDING, NOTES
from tests.attacks.hostile_briefs import BRIEFS
from tests.attacks.hostile_desks import DESKS
from tests.attacks.hostile_sources import SMALL, SOURCES, hidden, together
from tests.scripting import BRIEF, DAM, TOWN, write_brief


@pytest.mark.long
@pytest.mark.parametrize("name", list(SOURCES))
def test_a_hostile_source_is_withstood(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    arena = Arena(tmp_path / "arena", arguments=["--offline"])
    SOURCES[name](arena)

    _, wrong = arena.run(fresh=request.config.getoption("--fresh", default=False))

    assert wrong == []


def test_hostile_sources_are_withstood_together_and_those_that_can_be_read_are(tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena", arguments=["--offline", "--skip-unreadable"])
    together(arena, SMALL)

    outcome, wrong = arena.run()

    assert wrong == []
    assert outcome.code in WITH_ARTICLE, outcome.err
    record = json.loads((arena.workspace / "run.json").read_text())
    assert len(SMALL) >= 30
    assert len(record["sources"]) > len(record["receipt"]["skipped"]) >= 8


@pytest.mark.parametrize("batch", range(4))
def test_what_is_hidden_in_sources_is_read_by_no_model_and_told(batch: int, tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena", arguments=["--offline"])
    names = [*HIDING, *NOTES][batch::4]
    hidden(arena, names)

    outcome, wrong = arena.run()

    assert wrong == []
    assert outcome.code in WITH_ARTICLE, outcome.err
    record = json.loads((arena.workspace / "run.json").read_text())
    read = {one["title"]: one for one in record["sources"]}
    texts = {name: (arena.workspace / f"sources/{one['id']}.md").read_text() for name, one in read.items()}
    assert {name for name, text in texts.items() if "OBEY" in re.sub(r"[^ -~]", "", text)} == set()
    assert {name for name in names if not read[name]["taken_out"]} <= {"a meta tag"}
    told = sum(bool(one["taken_out"].keys() - {"scripts and styles"}) for one in read.values())
    assert told >= len(names) - 3  # a meta tag, a script and a style sheet
    assert len(record["receipt"]["taken_out"]) == told
    assert outcome.err.count("hidden text removed") == told
    assert "Hidden text removed" in (arena.workspace / "report.html").read_text()


@pytest.mark.long
@pytest.mark.parametrize("name", list(DESKS))
def test_a_hostile_desk_is_withstood(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    arena = Arena(tmp_path / "arena", arguments=["--offline"])
    DESKS[name](arena)

    _, wrong = arena.run(fresh=request.config.getoption("--fresh", default=False))

    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("name", list(BRIEFS))
def test_a_hostile_brief_is_withstood(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    arena = Arena(tmp_path / "arena", arguments=["--offline"])
    arena.write({"dam.md": DAM, "town.md": TOWN, "brief.md": BRIEFS[name]})

    _, wrong = arena.run(fresh=request.config.getoption("--fresh", default=False))

    assert wrong == []


def test_whoever_reads_a_hostile_brief_gets_a_brief_or_one_error(tmp_path: Path) -> None:
    path = write_brief(tmp_path)

    for content in BRIEFS.values():
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        with suppress(GhostwriterError):
            assert load_brief(path).base == tmp_path


@pytest.mark.long
@pytest.mark.parametrize("kind", ["link", "link to a secret", "pipe", "folder", "device", "nothing"])
def test_what_is_no_file_is_no_brief(kind: str, tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena", arguments=["--offline"])
    arena.write({"dam.md": DAM, "real.md": "---\nsources: dam.md\n---\nTell it."})
    brief = arena.desk / "brief.md"
    match kind:
        case "link":
            brief.symlink_to("real.md")
        case "link to a secret":
            brief.symlink_to("../home/.aws/credentials")
        case "pipe":
            os.mkfifo(brief)
        case "folder":
            brief.mkdir()
        case "device":
            brief.symlink_to("/dev/zero")

    outcome, wrong = arena.run()

    assert wrong == []
    assert outcome.code == 2


def test_there_are_enough_of_them() -> None:
    assert len(SOURCES) + len(BRIEFS) + len(DESKS) + len(HIDING) + len(NOTES) >= 280


def test_words_that_a_page_shows_apart_are_not_read_as_one(tmp_path: Path) -> None:
    page = (
        "<!doctype html><title>Dam</title><p>The dam was finished in 1936 after five years of work.</p>"
        "<details><summary>Who built it</summary>Ada Brook led the work of nine hundred people.</details>"
        "<span style='display:block'>It cost 12</span><span style='display:block'>million dollars.</span>"
        "<dl><dt>Height<dd>40 metres<dd>at the weir</dl>"
    )
    arena = Arena(tmp_path / "arena", arguments=["--offline"])
    write_brief(arena.desk, BRIEF.replace("dam.md", "dam.html"))
    arena.write({"dam.html": page})

    _, wrong = arena.run()

    assert wrong == []
    read = (arena.workspace / "sources/S1.md").read_text()
    for one, other in (("Who built it", "Ada Brook"), ("cost 12", "million"), ("40 metres", "at the weir")):
        assert one in read
        assert f"{one}{other}" not in read
