"""What lies in a folder that somebody names as a workspace is lost to no run, and passes for no run's own work."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.brief.brief import load_brief
from ghostwriter.errors import WorkspaceError
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from tests.forkserver import start
from tests.scripting import BRIEF, DAM, TOWN, write_brief

OWNERS = {
    "final.md": "# My own article\n",
    "report.html": "<!doctype html><title>My own report</title>",
    "brief.md": "my own brief\n",
    "events.jsonl": "Monday: met the mayor",
    "sources/interview.docx": "my interview",
    "sources/S1.md": "my first source",
    "drafting/draft.md": "# My own draft\n",
    "drafting/chapter 1.txt": "my chapter",
    "originals/final.md": "my first try",
    "originals/negatives/1.tif": "my picture",
    "transcripts/talk.jsonl": "my talk",
    "set-aside/1/final.md": "my older article",
    ".private-letters/to Ada.txt": "my letter",
}
"""What a writer may have in a folder of the same layout."""
OURS = ("run.json", "run.copy.json", "run.lock")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(desk: Path, *arguments: str) -> Ended:
    log = desk.parent / "log"
    log.mkdir(exist_ok=True)
    env = {"HOME": str(desk.parent / "home"), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    forked = start(list(arguments), desk, env, log=log)
    ended = Ended(forked.wait(), forked.out, forked.err)
    assert "Traceback" not in ended.err, ended.err
    return ended


def put(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def snapshot(root: Path) -> dict[str, tuple[int, int, str]]:
    """Everything in a folder and the folder itself, with mode, time and content."""
    return {
        str(path.relative_to(root)): (
            (found := path.lstat()).st_mode,
            found.st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in (root, *root.rglob("*"))
    }


def contents(root: Path) -> set[str]:
    return {path.read_text(errors="replace") for path in root.rglob("*") if path.is_file()}


def record_of(workspace: Path) -> Any:
    return json.loads((workspace / "run.json").read_text())


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a brief that was run, in its default workspace."""
    desk = tmp_path_factory.mktemp("finished") / "desk"
    write_brief(desk)
    ended = run(desk, "run", "brief.md", "--offline")
    assert ended.code == 0, ended.err
    return desk


@pytest.fixture
def desk(finished: Path, tmp_path: Path) -> Path:
    """The same, to be tampered with."""
    return Path(shutil.copytree(finished, tmp_path / "desk"))


STRANGERS: dict[str, dict[str, str]] = {
    "a writer's folder": OWNERS,
    "one file": {"final.md": "mine"},
    "a hidden file": {".bashrc": "mine"},
    "a repository": {".git/HEAD": "ref: refs/heads/main\n"},
    "a record of another tool": OWNERS | {"run.json": '{"foo": 1}', "run.copy.json": "[]"},
    "a record that names our format": OWNERS | {"run.json": '{"schema_version": 1, "status": "done"}'},
    "a record that is torn": OWNERS | {"run.json": "", "run.copy.json": '{"schema_version": 1, "sta'},
    "an empty lock": OWNERS | {"run.lock": ""},
    "a lock of another tool": OWNERS | {"run.lock": "4711\n"},
    "nothing but a lock of another tool": {"run.lock": "held by make"},
    "a lock that nearly looks like ours": OWNERS | {"run.lock": "Process 4711 on here\n"},
}


@pytest.mark.long
@pytest.mark.parametrize("name", STRANGERS)
def test_a_folder_that_is_no_workspace_is_refused_and_not_touched(name: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    write_brief(desk)
    owners = put(desk / "mine", STRANGERS[name])
    before = snapshot(desk)

    for options in ((), ("--fresh",), ("--dry-run",), ("--fresh", "--dry-run")):
        ended = run(desk, "run", "brief.md", "--offline", "--workspace", "mine", *options)

        assert ended.code == 2
        assert f"error: folder {str(owners)!r} is not empty and no run's workspace" in ended.err
        assert ended.err.endswith("--workspace workspaces/brief.\n")
        assert len(ended.err.splitlines()) == 1
    assert run(desk, "report", "mine").code == 2
    assert snapshot(desk) == before


@pytest.mark.long
@pytest.mark.parametrize("where", [".", "../home", "workspaces/brief", "link"])
def test_wherever_it_lies_and_however_it_is_named(where: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    write_brief(desk)
    put(tmp_path / "home", {".bashrc": "mine"})
    put(desk / "workspaces/brief", {"final.md": "mine"})
    (desk / "link").symlink_to("workspaces/brief")
    before = snapshot(desk), snapshot(tmp_path / "home")
    named = () if where == "workspaces/brief" else ("--workspace", where)

    for options in ((), ("--fresh",)):
        ended = run(desk, "run", "brief.md", "--offline", *named, *options)

        assert ended.code == 2
        assert ended.err.endswith("--workspace workspaces/brief-2.\n"), ended.err
    assert (snapshot(desk), snapshot(tmp_path / "home")) == before


@pytest.mark.long
@pytest.mark.parametrize("options", [(), ("--fresh",)])
def test_a_record_that_came_from_a_real_workspace_costs_the_owner_nothing(options: tuple[str, ...], desk: Path) -> None:
    owners = put(desk / "mine", OWNERS)
    for name in OURS:
        shutil.copy(desk / "workspaces/brief" / name, owners / name)

    ended = run(desk, "run", "brief.md", "--offline", "--workspace", "mine", *options)

    assert contents(owners) >= set(OWNERS.values()), ended.err
    if ended.code in {0, 4}:
        told = record_of(owners)
        assert told["article_edited"] is ((owners / "final.md").read_text() == OWNERS["final.md"])
        assert (told["rate"] is None) is told["article_edited"]


@pytest.mark.long
@pytest.mark.parametrize(
    "brief",
    [BRIEF, BRIEF.replace("title: The dam that kept Elm dry", "title: Another"), "Tell it.\n"],
    ids=["the same", "title", "none"],
)
def test_another_brief_of_the_same_name_is_refused_and_told_where_to_go(brief: str, desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    article = "# What client A has edited by hand\n"
    (workspace / "final.md").write_text(article)
    put(desk / "client b", {"brief.md": brief, "sources/dam.md": DAM, "dam.md": DAM, "town.md": TOWN})
    before = snapshot(desk)

    for options in ((), ("--fresh",), ("--dry-run",), ("--quiet",), ("--json",)):
        ended = run(desk, "run", "client b/brief.md", "--offline", *options)

        assert ended.code == 2
        assert ended.out == ""
        assert "belongs to another brief, 'The dam that kept Elm dry' (" in ended.err
        assert ended.err.endswith("--workspace workspaces/brief-2.\n")
    assert snapshot(desk) == before
    assert (
        run(desk, "run", "client b/brief.md", "--offline", "--dry-run", "--workspace", "workspaces/brief-2").code == 0
    )


def test_a_project_that_was_moved_goes_on(desk: Path) -> None:
    ended = run(desk.rename(desk.with_name("moved")), "run", "brief.md", "--offline")

    assert ended.code == 0
    assert "nothing was asked or written" in ended.err


def edit(workspace: Path) -> None:
    path = workspace / "final.md"
    path.write_text(path.read_text() + "\nThe dam was built by giants.\n")


def edit_and_record(workspace: Path) -> None:
    """The record is made to call the edit a run's own."""
    edit(workspace)
    digest = hashlib.sha256((workspace / "final.md").read_bytes()).hexdigest()
    for name in OURS[:2]:
        record = json.loads((workspace / name).read_text())
        record["derived"]["final.md"] = [digest, digest]
        (workspace / name).write_text(json.dumps(record))


def edit_without_record(workspace: Path) -> None:
    edit(workspace)
    for name in OURS[:2]:
        (workspace / name).unlink()


def plant(workspace: Path) -> None:
    """An article that stands there before the first run."""
    for path in workspace.iterdir():
        if path.name != "run.lock":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (workspace / "final.md").write_text("# Giants\n\nThe dam was built by giants.\n")


@pytest.mark.long
@pytest.mark.parametrize("tamper", [edit, edit_and_record, edit_without_record, plant])
def test_an_article_that_is_not_what_was_verified_is_called_so_everywhere(
    tamper: Callable[[Path], None], desk: Path
) -> None:
    workspace = desk / "workspaces/brief"
    tamper(workspace)
    edited = (workspace / "final.md").read_text()

    for options in ((), ("--quiet",), ("--json",)):
        ended = run(desk, "run", "brief.md", "--offline", *options)

        assert ended.code == 4
        assert (workspace / "final.md").read_text() == edited
        assert "claims supported" not in ended.err
        if "--json" in options:
            last = json.loads(ended.out.splitlines()[-1])
            assert (last["article_edited"], last["coverage"], last["exit_code"]) == (True, None, 4)
        else:
            assert "final.md: edited by hand, not verified" in ended.err
        told = record_of(workspace)
        assert (told["article_edited"], told["coverage"], told["rate"], told["exit_code"]) == (True, None, None, 4)
    for _ in range(2):
        page = (workspace / "report.html").read_text()
        assert "<strong>final.md: edited by hand, not verified.</strong>" in page
        assert "claims supported" not in page
        assert 'coverage-bar" viewBox' not in page
        assert run(desk, "report", "workspaces/brief").code == 0
    (workspace / "final.md").unlink()
    ended = run(desk, "run", "brief.md", "--offline")
    assert ended.code == 0
    assert "(100%)" in ended.err
    assert record_of(workspace)["article_edited"] is False
    assert "claims supported (100%)" in (workspace / "report.html").read_text()


def test_what_is_printed_in_its_place_is_what_was_verified_if_everything_beside_it_is_forged(desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    verified = (workspace / "final.md").read_text()
    edit_and_record(workspace)
    shutil.copy(workspace / "final.md", workspace / "originals/final.md")

    assert run(desk, "run", "brief.md", "--offline").code == 0
    assert (workspace / "final.md").read_text() == verified


def call_it_supported(path: Path) -> None:
    """A verdict without evidence, on a claim that nobody has checked."""
    verification = json.loads(path.read_text())
    verification["verdicts"][0]["evidence"] = []
    verification["verdicts"][0]["claim"]["text"] = "The dam was built by giants."
    verification["coverage"] |= {"found": 99, "checked": 99, "supported": 99}
    path.write_text(json.dumps(verification))


@pytest.mark.long
@pytest.mark.parametrize("name", ["verification/verdicts.json", "verification/round-1.json"])
def test_verdicts_that_a_hand_has_written_are_no_verdicts(name: str, desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    before = {path: (workspace / path).read_text() for path in (name, "final.md")}
    call_it_supported(workspace / name)
    forged = (workspace / name).read_text()

    reported = run(desk, "report", "workspaces/brief")
    ended = run(desk, "run", "brief.md", "--offline")

    assert reported.code == 2
    assert f"{name} in workspace 'workspaces/brief' was edited since it was verified" in reported.err
    assert ended.code == 0
    assert {path: (workspace / path).read_text() for path in before} == before
    assert (workspace / "set-aside/1" / name).read_text() == forged
    assert "99 of 99" not in ended.err + (workspace / "report.html").read_text()


@pytest.mark.parametrize("name", ["drafting/draft.md", "sources/S1.md"])
def test_a_report_shows_nothing_that_was_edited_since_it_was_verified(name: str, desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    before = (workspace / "report.html").read_bytes()
    (workspace / name).write_text((workspace / name).read_text() + "\nThe dam was built by giants.\n")

    ended = run(desk, "report", "workspaces/brief")

    assert ended.code == 2
    assert f"{name} in workspace" in ended.err
    assert (workspace / "report.html").read_bytes() == before


def test_what_an_owner_keeps_among_a_runs_own_files_outlives_every_run(desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    mine = {name: text for name, text in OWNERS.items() if not (workspace / name).exists()}
    put(workspace, mine | {"report.html": OWNERS["report.html"], "sources/S1.md": OWNERS["sources/S1.md"]})

    for options in ((), ("--fresh",), ()):
        assert run(desk, "run", "brief.md", "--offline", *options).code == 0

    assert contents(workspace) >= {*mine.values(), OWNERS["report.html"], OWNERS["sources/S1.md"]}
    assert {name: (workspace / name).read_text() for name in mine} == mine


def test_a_report_made_after_an_edit_says_so_before_any_run_does(desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    edit(workspace)

    ended = run(desk, "report", "workspaces/brief")

    assert ended.code == 0
    assert "final.md: edited by hand, not verified." in (workspace / "report.html").read_text()


@pytest.mark.parametrize("fresh", [False, True])
def test_the_library_refuses_what_the_command_line_refuses(tmp_path: Path, *, fresh: bool) -> None:
    brief = load_brief(write_brief(tmp_path / "desk"))
    owners = put(tmp_path / "mine", OWNERS)
    before = snapshot(owners)
    pipeline = GhostwriterPipeline(env={})

    with pytest.raises(WorkspaceError, match="is not empty and no run's workspace"):
        pipeline.run(brief, owners, fresh=fresh)
    with pytest.raises(WorkspaceError, match="is not empty and no run's workspace"):
        pipeline.dry_run(brief, owners)

    assert snapshot(owners) == before


@pytest.mark.long
@pytest.mark.parametrize("command", [("report", "workspaces/brief"), ("run", "brief.md", "--offline", "--json")])
def test_an_edit_of_the_article_and_its_original_is_an_edit(command: tuple[str, ...], desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    for name in ("final.md", "originals/final.md"):  # as a command that edits many files does
        path = workspace / name
        path.write_text(path.read_text().replace("dam", "DAM"))
    edited = (workspace / "final.md").read_text()

    ended = run(desk, *command)

    assert ended.code == (0 if command[0] == "report" else 4), ended.err
    assert (workspace / "final.md").read_text() == edited
    assert "edited by hand" in (workspace / "report.html").read_text()
    assert "100%" not in ended.out


def test_no_share_is_told_in_events_of_an_article_that_was_edited(desk: Path) -> None:
    workspace = desk / "workspaces/brief"
    for name in ("final.md", "drafting/draft.md"):
        path = workspace / name
        path.write_text(path.read_text() + "\nIt was all in vain.\n")

    ended = run(desk, "run", "brief.md", "--offline", "--json")

    told = [event for event in map(json.loads, ended.out.splitlines()) if event["kind"] == "claims_verified"]
    assert told
    assert {event["rate"] for event in told} == {None}


LOOKALIKES = {
    "events.jsonl": '{"ts": 1, "event": "my log, only copy"}\n',
    "run.copy.json": '{ // my settings\n  "theme": "dark" }\n',
    "final.md": "# my article\n",
    "originals/final.md": "# my article\n",
}


def test_a_forged_record_gives_no_files_of_the_owners_away(desk: Path) -> None:
    forged = record_of(desk / "workspaces/brief") | {"title": "", "derived": {}, "stages": {}}
    del forged["brief"]
    owners = put(desk / "mine", LOOKALIKES | {"run.json": json.dumps(forged)})
    before = snapshot(owners)

    ended = run(desk, "run", "brief.md", "--offline", "--workspace", "mine", "--fresh")

    if ended.code:
        assert snapshot(owners) == before
    else:
        assert set(LOOKALIKES.values()) <= contents(owners)


def test_a_forged_record_of_the_same_brief_gives_none_away_either(desk: Path) -> None:
    forged = record_of(desk / "workspaces/brief") | {"derived": {}, "stages": {}}
    owners = put(desk / "mine", LOOKALIKES | {"run.json": json.dumps(forged)})

    run(desk, "run", "brief.md", "--offline", "--workspace", "mine", "--fresh")

    kept = contents(owners)
    assert {text for name, text in LOOKALIKES.items() if name != "originals/final.md"} <= kept


def test_a_brief_that_was_moved_with_its_workspace_may_be_edited(tmp_path: Path) -> None:
    write_brief(tmp_path / "desk")
    assert run(tmp_path / "desk", "run", "brief.md", "--offline").code == 0
    moved = (tmp_path / "desk").rename(tmp_path / "moved")
    brief = moved / "brief.md"
    brief.write_text(brief.read_text().replace("The dam that kept Elm dry", "Another title"))

    assert run(moved, "run", "brief.md", "--offline").code == 0
