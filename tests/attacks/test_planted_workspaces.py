"""A report shows what its workspace holds, and nothing else of the disk, whatever a stranger has made of the workspace."""

import contextlib
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.report import write_report
from ghostwriter.report.load import read_run
from ghostwriter.workspace.workspace import Workspace
from tests.attacks.arena import CANARY, Arena
from tests.attacks.hostile_workspaces import FIELDS, FILES, LINKS, NAMES, RECORD, VERDICTS, change
from tests.report.newsroom import write_run


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text(f"# Secret\n\n{CANARY} is nobody's business.\n")
    return finished(tmp_path / "w")


def finished(root: Path) -> Path:
    """A workspace with everything that the report reads."""
    write_run(root)
    shutil.copy(root / VERDICTS, root / "verification/round-1.json")
    write_report(root)
    return root


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("field", list(FIELDS))
def test_a_name_that_leads_out_of_the_workspace_is_refused(field: str, workspace: Path, tmp_path: Path) -> None:
    name, make = FIELDS[field]
    sound, report = (workspace / name).read_bytes(), (workspace / "report.html").read_bytes()

    for hostile in NAMES:
        (workspace / name).write_bytes(sound)
        change(workspace, name, partial(make, name=hostile.format(outside=tmp_path / "outside")))
        with pytest.raises(WorkspaceError, match=r"does not validate|damaged"):
            write_report(workspace)

    assert (workspace / "report.html").read_bytes() == report


def test_a_draft_of_a_number_without_end_is_none(workspace: Path) -> None:
    name = "drafting/draft-99999999999999.md"
    (workspace / name).write_text("# Draft\n")
    change(workspace, VERDICTS, lambda said: said.update(draft=name))

    with pytest.raises(WorkspaceError, match="does not validate"):
        write_report(workspace)


def test_drafts_are_looked_for_among_those_that_are_there(workspace: Path) -> None:
    name = "drafting/draft-999999.md"
    (workspace / name).write_bytes((workspace / "drafting/draft.md").read_bytes())
    change(workspace, VERDICTS, lambda said: said.update(draft=name))

    files = read_run(workspace)

    assert [draft for draft, _ in files.drafts] == ["drafting/draft.md", name]


@pytest.mark.parametrize(
    "name", ["../outside/secret.md", "{outside}/secret.md", "sources/../../outside/secret.md", "/etc/passwd"]
)
def test_a_workspace_reads_beneath_its_folder_whoever_asks(name: str, workspace: Path, tmp_path: Path) -> None:
    with Workspace.open(workspace) as opened, pytest.raises(WorkspaceError, match="leads out of its folder"):
        opened.read(name.format(outside=tmp_path / "outside"))


def plants() -> Iterator[tuple[str, str]]:
    """Every kind of link in the place of every file; optional ones that are no file are as good as missing."""
    for kind in LINKS:
        for name in FILES:
            optional = name in {"report.html", "critique/critique.json", "verification/round-1.json"}
            if not (kind == "a link to its folder" and "/" not in name) and not (kind == "a pipe" and optional):
                yield kind, name


@pytest.mark.parametrize(("kind", "name"), list(plants()))
def test_a_file_that_leads_elsewhere_is_neither_shown_nor_written(
    kind: str, name: str, workspace: Path, tmp_path: Path
) -> None:
    LINKS[kind](workspace / name, tmp_path / "outside")
    before = snapshot(tmp_path / "outside")

    with pytest.raises(WorkspaceError):
        write_report(workspace)

    assert snapshot(tmp_path / "outside") == before


@pytest.mark.parametrize("name", ["report.html", "critique/critique.json", "verification/round-1.json"])
def test_nobody_waits_for_a_pipe(name: str, workspace: Path, tmp_path: Path) -> None:
    LINKS["a pipe"](workspace / name, tmp_path)

    with contextlib.suppress(WorkspaceError):
        assert write_report(workspace).is_file()


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena", command="report", brief="workspaces/brief")
    finished(arena.workspace)
    change(arena.workspace, VERDICTS, lambda said: said.update(draft="../../../outside/secret.md"))

    outcome, wrong = arena.run()

    assert wrong == []
    assert outcome.code == 2
    assert outcome.err.startswith(f"error: {VERDICTS} in workspace 'workspaces/brief' does not validate (draft: ")
    assert outcome.err.count("\n") == 1


def test_a_run_does_not_go_on_from_a_record_with_such_names(workspace: Path) -> None:
    change(workspace, RECORD, lambda record: record["sources"][0].update(id="../../outside/secret"))

    with pytest.raises(WorkspaceError, match=r"damaged .*sources\.0\.id"), Workspace.open(workspace):
        pass
