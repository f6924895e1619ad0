"""Whose a folder is, and which brief's a workspace is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ghostwriter.brief.brief import Brief
from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.workspace.layout import COPY, RECORD
from ghostwriter.workspace.ownership import brief_place, is_same_brief, recorded_brief, require_ours, require_usable

LOCK = "ghostwriter: process 4711 on here\n"
RECORDED = RunRecord(title="Dams").model_dump_json()


def folder(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.mark.parametrize(
    "files",
    [
        {},
        {".DS_Store": "x", ".gitkeep": ""},
        {"run.lock": ""},
        {"run.lock": "ghostwriter: pro", ".ghostwriter-tmp-a1b2c3d4/x": ""},
        {"run.lock": "", ".run.copy.json.0123456789abcdef": "{"},
        {"run.lock": LOCK, "final.md": "x"},
        {"run.lock": LOCK.removeprefix("ghostwriter: "), "final.md": "x"},
        {RECORD: RECORDED, "final.md": "x"},
        {RECORD: '{"sta', COPY: RECORDED, "final.md": "x"},
        {RECORD: RECORDED.replace('"schema_version":1', '"schema_version":99'), "final.md": "x"},
    ],
    ids=str,
)
def test_an_empty_folder_and_a_workspace_may_be_used(files: dict[str, str], tmp_path: Path) -> None:
    require_ours(folder(tmp_path, files))


@pytest.mark.parametrize(
    "files",
    [
        {"final.md": "mine"},
        {".bashrc": "mine"},
        {".git/HEAD": "mine"},
        {"sources/interview.md": "mine"},
        {".private-abcd1234/photo": "mine"},
        {"run.lock": "4711\n"},
        {"run.lock": "", "final.md": "mine"},
        {"run.lock": "held by make\n", "final.md": "mine"},
        {"run.lock": "x" * 200_000},
        *(
            {RECORD: text, COPY: text, "final.md": "mine"}
            for text in ("", "{", "[]", "{}", '{"foo": 1}', "notes", "\0" * 9)
        ),
        {RECORD: '{"schema_version": 1}'},
        {RECORD: '{"schema_version": 1, "title": "Dams", "status": "done"}'},
    ],
    ids=lambda files: str(files)[:80],
)
def test_every_other_folder_is_refused_with_what_to_do(files: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"with or without --fresh; .* --workspace workspaces/dams\.$"):
        require_ours(folder(tmp_path, files), Brief(path=Path("dams.md")))


def test_a_folder_that_is_not_there_yet_or_is_none_is_told_of_when_it_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")

    for name in ("new", "new/deep", "file", "loop", "x" * 300):
        require_ours(tmp_path / name)


def test_the_folder_that_is_advised_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "workspaces", {"my dams/x": "", "my dams-2": ""})

    with pytest.raises(WorkspaceError, match="--workspace 'workspaces/my dams-3'"):
        require_ours(tmp_path, Brief(path=Path("texts/my dams.md")))
    with pytest.raises(WorkspaceError, match="--workspace workspaces/stdin"):
        require_ours(tmp_path, Brief())


def project(root: Path) -> tuple[Brief, Path]:
    """A brief and its workspace."""
    folder(root, {"brief.md": "x", "workspaces/brief/run.lock": LOCK})
    brief = Brief(path=root / "brief.md", title="Dams", text="x")
    workspace = root / "workspaces/brief"
    record = RunRecord(brief=brief_place(brief, workspace), title=brief.title, brief_sha256=brief.sha256)
    (workspace / RECORD).write_text(record.model_dump_json())
    return brief, workspace


def edited(brief: Brief, root: Path) -> Brief:
    return brief.model_copy(update={"title": "Mills", "text": "y"})


def moved(brief: Brief, root: Path) -> Brief:
    assert brief.path is not None
    brief.path.rename(root / "elsewhere.md")
    return brief.model_copy(update={"path": root / "elsewhere.md", "text": "y"})


def by_a_link(brief: Brief, root: Path) -> Brief:
    (root / "link").symlink_to(root)
    return brief.model_copy(update={"path": root / "link/brief.md"})


def piped(brief: Brief, root: Path) -> Brief:
    return brief.model_copy(update={"path": None, "text": "y"})


def its_copy(brief: Brief, root: Path) -> Brief:
    return edited(brief, root).model_copy(update={"path": root / "workspaces/brief/brief.md"})


@pytest.mark.parametrize("change", [lambda brief, root: brief, edited, moved, by_a_link, piped, its_copy])
def test_a_brief_stays_the_same(change: Callable[[Brief, Path], Brief], tmp_path: Path) -> None:
    brief, workspace = project(tmp_path)

    require_usable(change(brief, tmp_path), workspace)


def anothers(brief: Brief, root: Path) -> Brief:
    """Another client's, word for word: only its place tells."""
    folder(root, {"other/brief.md": "x"})
    return brief.model_copy(update={"path": root / "other/brief.md"})


def moved_and_edited(brief: Brief, root: Path) -> Brief:
    return edited(moved(brief, root), root)


def piped_of_another_title(brief: Brief, root: Path) -> Brief:
    return edited(piped(brief, root), root)


@pytest.mark.parametrize("change", [anothers, moved_and_edited, piped_of_another_title])
def test_another_brief_is_refused(change: Callable[[Brief, Path], Brief], tmp_path: Path) -> None:
    brief, workspace = project(tmp_path)

    with pytest.raises(
        WorkspaceError, match=r"belongs to another brief, 'Dams' \(.*brief\.md\), and what it holds is kept"
    ):
        require_usable(change(brief, tmp_path), workspace)


def test_a_project_that_is_moved_or_copied_goes_on_with_its_workspace(tmp_path: Path) -> None:
    brief, _ = project(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "moved")
    project(tmp_path / "here")

    require_usable(brief.model_copy(update={"path": tmp_path / "moved/brief.md"}), tmp_path / "moved/workspaces/brief")


def test_without_a_title_the_words_tell_a_piped_brief() -> None:
    recorded = json.loads(
        RunRecord(brief=brief_place(Brief(), Path()), brief_sha256=Brief(text="x").sha256).model_dump_json()
    )

    assert is_same_brief(Brief(text="x"), Path(), recorded)
    assert not is_same_brief(Brief(text="y"), Path(), recorded)
    assert recorded_brief(recorded) == "one without a title (standard input)"


@pytest.mark.parametrize(("title", "same"), [("", True), ("Dams", True), ("Mills", False)])
def test_a_record_of_an_earlier_version_is_known_by_its_title(title: str, *, same: bool) -> None:
    recorded = json.loads(RunRecord(title=title).model_dump_json())

    assert is_same_brief(Brief(path=Path("texts/brief.md"), title="Dams"), Path(), recorded) is same
