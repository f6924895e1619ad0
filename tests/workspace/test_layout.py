import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.workspace.layout import OWN_FILES, OWN_FOLDERS, is_written, require_plain, sweep

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


OTHERS = (
    ".ghostwriter-tmp-mine",
    ".private-abcd1234",
    "sources/.interview.docx.0123456789abcdef",
    ".notes.md.0123456789abcdef",
)
HALVES = (".final.md.0123456789abcdef", "sources/.S1.md.0123456789abcdef", "originals/.final.md.0123456789abcdef")


def test_what_a_killed_run_left_is_tidied_away_and_what_only_looks_like_it_stays(tmp_path: Path) -> None:
    for name in (*OTHERS, *HALVES):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / ".ghostwriter-tmp-a1_b2c3d").mkdir()

    sweep(tmp_path)

    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(OTHERS)
    assert not (tmp_path / ".ghostwriter-tmp-a1_b2c3d").exists()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        *(
            (name, True)
            for name in (*OWN_FILES, "sources/S12.md", "drafting/draft-2.md", "verification/round-2/batch-10.json")
        ),
        *((f"originals/{name}", True) for name in ("final.md", "extraction/facts.json")),
        *(
            (name, False)
            for name in ("sources/interview.md", "sources/S1.docx", "sources/S1.md/x", "drafting/draft-.md")
        ),
        *(
            (name, False)
            for name in ("notes/final.md", "verification/round-x.json", "transcripts/interview.jsonl", "run.lock")
        ),
    ],
)
def test_a_run_writes_few_names(name: str, *, written: bool) -> None:
    assert is_written(name) is written
