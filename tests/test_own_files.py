import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.own_files import OWN_FILES, OWN_FOLDERS, clear, require_plain

STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to a file": (lambda path: path.symlink_to("/etc/hosts"), "a link"),
    "a link to a folder": (lambda path: path.symlink_to("/etc"), "a link"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "a link"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "a link"),
    "a named pipe": (os.mkfifo, "a named pipe"),
}


def filled(root: Path) -> Path:
    """A workspace in which every name of a run's own stands."""
    for name in OWN_FILES:
        (root / name).write_text("{}")
    for name in OWN_FOLDERS:
        (root / name / "round-1").mkdir(parents=True)
        (root / name / "round-1" / "one.json").write_text("{}")
    (root / "notes.txt").symlink_to("elsewhere")
    return root


def replace(path: Path, put: Callable[[Path], object]) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    put(path)


def test_what_a_run_has_made_passes_and_what_is_others_is_not_looked_at(tmp_path: Path) -> None:
    require_plain(filled(tmp_path))


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize(
    "name", ["run.json", "final.md", "sources", "verification/round-1", "drafting/round-1/one.json"]
)
def test_what_is_no_file_and_no_folder_is_named(strange: str, name: str, tmp_path: Path) -> None:
    put, kind = STRANGE[strange]
    replace(filled(tmp_path) / name, put)

    with pytest.raises(WorkspaceError, match=f"^{name} in workspace .* is {kind}, which no run has made"):
        require_plain(tmp_path)


@pytest.mark.parametrize(("name", "kind"), [("final.md", "a folder"), ("critique", "a file")])
def test_a_file_is_no_folder_nor_the_other_way_round(name: str, kind: str, tmp_path: Path) -> None:
    replace(filled(tmp_path) / name, Path.mkdir if kind == "a folder" else Path.touch)

    with pytest.raises(WorkspaceError, match=f"{name} in workspace .* is {kind},"):
        require_plain(tmp_path)


@pytest.mark.parametrize("strange", STRANGE)
def test_whatever_has_been_made_of_a_workspace_a_fresh_start_clears_it_and_follows_no_link(
    strange: str, tmp_path: Path
) -> None:
    root, outside = tmp_path / "workspace", tmp_path / "outside"
    root.mkdir()
    filled(root)
    outside.mkdir()
    (outside / "mine.txt").write_text("mine")
    put, _ = STRANGE[strange]
    for name in ("sources", "final.md", "verification/round-1"):
        replace(root / name, put)
    replace(root / "drafting", lambda path: path.symlink_to(outside))
    replace(root / "report.html", Path.mkdir)
    replace(root / "critique", Path.touch)

    clear(root)

    assert [path.name for path in root.iterdir()] == ["notes.txt"]
    assert (outside / "mine.txt").read_text() == "mine"
