"""What a brief names outside of its own folder is read if its person says so, and not otherwise."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from tests.attacks.arena import CANARY, WITH_ARTICLE, Arena, Outcome
from tests.attacks.hostile_outside import OUTSIDE, REFUSED, SAID_BY_THE_BRIEF, brief, lay_out
from tests.scripting import credentials

ASKED = "Let this brief read them"
READ_IT = "it read what lies outside"
"""What the arena says of a run that was let."""


class Watched:
    """An arena whose models are on the wire, so that what is sent is seen."""

    def __init__(self, root: Path, emulator: Emulator) -> None:
        self.arena = Arena(root, env=credentials(emulator))
        self._emulator = emulator

    def run(self, text: str, *options: str, typed: str | None = None) -> tuple[Outcome, list[str]]:
        """Run a brief; ``typed`` is typed on a terminal, without it there is none."""
        lay_out(self.arena, text)
        self.arena.arguments = list(options)
        self._emulator.received.clear()
        return self.arena.run(typed=typed)

    @property
    def sent(self) -> str:
        return json.dumps([received.body for received in self._emulator.received])

    def state(self) -> list[Path]:
        """The answers that are remembered."""
        return [path for path in (self.arena.root / "state/ghostwriter").glob("allowed-outside/**/*") if path.is_file()]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    with Emulator() as emulator:
        yield Watched(tmp_path / "arena", emulator)


@pytest.mark.long
@pytest.mark.parametrize("name", list(OUTSIDE))
def test_in_a_pipe_it_is_refused_before_anything_is_read_or_sent(name: str, watched: Watched) -> None:
    outcome, wrong = watched.run(OUTSIDE[name])

    assert wrong == []
    assert outcome.code == 2
    assert " --allow-outside /" in outcome.err
    assert outcome.err.count("\n") == 2
    assert watched.sent == "[]"
    assert not watched.arena.workspace.exists()
    assert watched.state() == []


@pytest.mark.long
@pytest.mark.parametrize("name", ["a file", "a folder", "a pattern", "a style", "behind a link above"])
def test_the_option_that_the_error_names_allows_it(name: str, watched: Watched) -> None:
    refused, _ = watched.run(OUTSIDE[name])
    told = re.search(r"add (--allow-outside .*?);", refused.err)
    assert told

    outcome, wrong = watched.run(OUTSIDE[name], *shlex.split(told[1]))

    assert outcome.code in WITH_ARTICLE, outcome.err
    assert CANARY in watched.sent
    assert wrong == [READ_IT]
    assert "outside of the brief's folder, and read because that was allowed" in outcome.err
    assert watched.state() == []


@pytest.mark.long
@pytest.mark.parametrize("name", list(REFUSED))
def test_what_nobody_can_allow_is_not_even_asked_for(name: str, watched: Watched) -> None:
    outcome, wrong = watched.run(REFUSED[name], "--allow-outside", "/", "--dry-run", typed="y\n")

    assert [one for one in wrong if CANARY in one or "gave away" in one or one == READ_IT] == []
    assert outcome.code in {2, 3}
    assert ASKED not in outcome.err

    asked, _ = watched.run(REFUSED[name], "--dry-run", typed="y\n")

    assert asked.code in {2, 3}
    assert ASKED not in asked.err
    assert CANARY not in asked.err + asked.out


@pytest.mark.long
@pytest.mark.parametrize("name", list(SAID_BY_THE_BRIEF))
def test_a_brief_does_not_say_itself_what_it_may_read(name: str, watched: Watched) -> None:
    outcome, wrong = watched.run(SAID_BY_THE_BRIEF[name])

    assert wrong == []
    assert outcome.code == 2
    assert watched.sent == "[]"


@pytest.mark.long
@pytest.mark.parametrize("option", [[], ["--json"], ["--quiet"], ["--dry-run"]])
def test_on_a_terminal_no_is_an_answer(option: list[str], watched: Watched) -> None:
    outcome, wrong = watched.run(OUTSIDE["a file"], *option, typed="n\n")

    assert wrong == []
    assert outcome.code == 2
    assert outcome.err.count(ASKED) == 1
    assert str(watched.arena.root / "outside/secret.md") in outcome.err.split(ASKED)[0]
    assert "--allow-outside" in outcome.err.split(ASKED)[1]
    assert outcome.out == ""
    assert watched.sent == "[]"
    assert watched.state() == []
    assert not watched.arena.workspace.exists()


@pytest.mark.long
@pytest.mark.parametrize("typed", ["\n", "maybe\n", "\x04", "yn\n", "yes, no\n"])
def test_only_yes_is_a_yes(typed: str, watched: Watched) -> None:
    outcome, wrong = watched.run(OUTSIDE["a style"], typed=typed)

    assert (outcome.code, wrong, watched.sent) == (2, [], "[]")


def test_an_interrupted_question_is_no_answer(watched: Watched) -> None:
    outcome, wrong = watched.run(OUTSIDE["a file"], typed="\x03")

    assert (outcome.code, wrong, watched.state()) == (130, [], [])


def test_on_a_terminal_yes_is_remembered_outside_of_the_briefs_folder(watched: Watched) -> None:
    text = brief("sources: [dam.md, ../outside/secret.md]\nstyle: ../outside/deep/page.html")

    outcome, wrong = watched.run(text, typed="y\n")

    assert outcome.code in WITH_ARTICLE, outcome.err
    assert outcome.err.count(ASKED) == 1
    assert all(name in outcome.err.split(ASKED)[0] for name in ("/outside/secret.md", "/outside/deep/page.html"))
    assert wrong == [READ_IT]
    assert CANARY in watched.sent
    (kept,) = watched.state()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert kept.parents[2] == watched.arena.root / "state"

    again, _ = watched.run(text, typed="n\n")
    piped, _ = watched.run(text)

    assert ASKED not in again.err
    assert {again.code, piped.code} <= WITH_ARTICLE


@pytest.mark.long
@pytest.mark.parametrize(
    "changed",
    [
        "sources: [dam.md, ../outside/secret.md, ../outside/deep/page.html]",
        "sources: [dam.md, ../outside]",
        "sources: [dam.md, '../outside/**']",
        "sources: [dam.md]\nstyle: ../outside/deep/page.html",
    ],
)
def test_a_brief_that_comes_to_name_others_asks_again(changed: str, watched: Watched) -> None:
    allowed, _ = watched.run(OUTSIDE["a file"], "--dry-run", typed="y\n")

    asked, _ = watched.run(brief(changed), "--dry-run", typed="n\n")
    piped, _ = watched.run(brief(changed), "--dry-run")

    assert (allowed.code, asked.code, piped.code) == (0, 2, 2)
    question = asked.err.split(ASKED)[0]
    assert "/outside/deep/page.html" in question
    assert "/outside/secret.md" not in question


def test_another_brief_with_the_same_words_asks_for_itself(watched: Watched) -> None:
    watched.run(OUTSIDE["a file"], "--dry-run", typed="y\n")
    lay_out(watched.arena, OUTSIDE["a file"])
    (watched.arena.desk / "brief.md").rename(watched.arena.desk / "other.md")
    watched.arena.brief = "other.md"

    outcome, _ = watched.run(OUTSIDE["a file"], "--dry-run", typed="n\n")

    assert outcome.code == 2
    assert "other.md reads a file outside of its folder" in outcome.err


def test_a_file_that_comes_to_a_folder_later_was_not_allowed(watched: Watched) -> None:
    watched.run(OUTSIDE["a folder"], "--dry-run", typed="y\n")
    (watched.arena.root / "outside/new.md").write_text("New.\n")

    outcome, _ = watched.run(OUTSIDE["a folder"], "--dry-run")

    assert outcome.code == 2
    assert "/outside/new.md" in outcome.err
    assert "secret.md" not in outcome.err


def test_an_answer_does_not_hold_for_what_a_link_leads_to_now(watched: Watched) -> None:
    watched.run(OUTSIDE["behind a link above"], "--dry-run", typed="y\n")
    (watched.arena.root / "elsewhere").mkdir()
    (watched.arena.root / "elsewhere/secret.md").write_text("Other words.\n")
    (watched.arena.root / "linked").unlink()
    (watched.arena.root / "linked").symlink_to("elsewhere")

    outcome, _ = watched.run(OUTSIDE["behind a link above"], "--dry-run")

    assert outcome.code == 2
    assert "/elsewhere/secret.md" in outcome.err


def test_what_a_question_names_cannot_draw_on_the_terminal(watched: Watched) -> None:
    name = "\x1b[2J\u202e" + "x" * 200 + ".md"
    (watched.arena.root / "outside" / name).write_text("Words.\n")

    outcome, wrong = watched.run(brief("sources: [dam.md, '../outside/*x.md']"), "--dry-run", typed="n\n")

    assert wrong == []
    assert "x.md" in outcome.err.split(ASKED)[0]


def test_many_files_are_counted(watched: Watched) -> None:
    for number in range(30):
        (watched.arena.root / f"outside/{number}.md").write_text(f"{number}\n")

    outcome, _ = watched.run(brief("sources: [dam.md, '../outside/*.md']"), "--dry-run", typed="n\n")

    question, error = outcome.err.split(ASKED)
    assert "reads 31 files outside of its folder" in question
    assert "and 11 more" in question
    assert "and 28 more" in error


def test_settings_beside_the_brief_do_not_say_where_answers_are_kept(watched: Watched) -> None:
    watched.arena.write({".env": f"XDG_STATE_HOME={watched.arena.desk / 'planted'}\n"})

    watched.run(OUTSIDE["a file"], "--dry-run", typed="y\n")

    assert len(watched.state()) == 1
    assert not (watched.arena.desk / "planted").exists()


def test_an_answer_that_came_with_the_brief_is_none(watched: Watched) -> None:
    watched.run(OUTSIDE["a file"], "--dry-run", typed="y\n")
    planted = watched.arena.desk / "state"
    (watched.arena.root / "state").rename(planted)
    watched.arena.env["XDG_STATE_HOME"] = str(planted)

    outcome, _ = watched.run(OUTSIDE["a file"], "--dry-run")

    assert outcome.code == 2
    assert "lies in the brief's folder; what this brief may read is asked each time" in outcome.err


@pytest.mark.long
@pytest.mark.parametrize("spoil", ["a damaged answer", "no folder to keep it in"])
def test_what_cannot_be_remembered_is_said_and_asked_each_time(spoil: str, watched: Watched) -> None:
    if spoil == "a damaged answer":
        watched.run(OUTSIDE["a file"], "--dry-run", typed="y\n")
        watched.state()[0].write_text("{")
    else:
        (watched.arena.root / "state").write_text("a file stands here")

    asked, _ = watched.run(OUTSIDE["a file"], "--dry-run", typed="y\n")

    assert asked.code == 0
    assert ASKED in asked.err
    assert "; what this brief may read is asked each time" in asked.err


def test_the_question_comes_before_the_libraries_are_loaded(watched: Watched) -> None:
    lay_out(watched.arena, OUTSIDE["a file"])
    program = (
        "import sys; sys.argv = ['ghostwriter', 'run', 'brief.md']\n"
        "from ghostwriter.cli.app import app\n"
        "try:\n    app(standalone_mode=False)\nexcept Exception as error:\n    print(type(error).__name__)\n"
        "print(sorted(sys.modules))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=watched.arena.desk,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.stdout.startswith("NotAllowed\n")
    assert not {"openhands", "litellm", "botocore"} & set(done.stdout.split("'"))
