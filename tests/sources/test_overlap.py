import os
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import WorkspaceError
from tests.scripting import BRIEF, DAM, Newsroom


@pytest.fixture
def newsroom(tmp_path: Path, wire: Emulator) -> Newsroom:
    return Newsroom(tmp_path, wire)


@pytest.mark.parametrize("name", ["workspace/sources/mine.md", "workspace/final.md"])
def test_a_source_that_lies_where_runs_write_is_refused_and_stays(
    newsroom: Newsroom, tmp_path: Path, name: str
) -> None:
    source = tmp_path / name
    source.parent.mkdir(parents=True)
    source.write_text(DAM)
    newsroom.brief_file.write_text(BRIEF.replace("dam.md", name))

    with pytest.raises(WorkspaceError, match=f"{name} lies in workspace .* where runs write"):
        newsroom.run()

    assert source.read_text() == DAM
    assert newsroom.calls() == []


def test_a_brief_that_lies_where_its_copy_would_is_left_as_it_is(newsroom: Newsroom, tmp_path: Path) -> None:
    windows = BRIEF.replace("\n", "\r\n").encode("utf-8-sig")
    newsroom.brief_file.write_bytes(windows)
    first = newsroom.run()
    copy = newsroom.workspace / "brief.md"
    copy.write_bytes(windows)
    for name in ("dam.md", "town.md"):
        (tmp_path / name).rename(newsroom.workspace / name)
    newsroom.brief_file = copy

    again = newsroom.run()

    assert (first.status, again.status) == ("done", "done")
    assert newsroom.calls() == []
    assert newsroom.run(fresh=True).status == "done"
    assert copy.read_bytes() == windows
    assert newsroom.json("run.json")["brief"]["path"] == str(tmp_path / "brief.md")


def test_the_folder_of_a_brief_is_no_workspace(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.workspace = tmp_path

    with pytest.raises(WorkspaceError, match="is not empty and no run's workspace"):
        newsroom.run()

    assert {path.name for path in tmp_path.iterdir()} == {"brief.md", "dam.md", "town.md"}


def test_what_a_run_has_written_is_no_source_of_the_next(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.brief_file.write_text(BRIEF.replace("dam.md, town.md", '"**/*.md"'))

    first = newsroom.run()
    again = newsroom.run()

    assert [source.origin for source in first.sources] == ["dam.md", "town.md"]
    assert again.sources == first.sources
    assert newsroom.calls() == []


def test_a_place_that_cannot_be_told_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.workspace = tmp_path / os.fsdecode(b"\xff\xfe")

    with pytest.raises(WorkspaceError, match="cannot be told in UTF-8"):
        newsroom.run()


def test_a_name_that_is_too_long_is_an_error_of_the_workspace(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.workspace = tmp_path / ("x" * 300)

    with pytest.raises(WorkspaceError, match="File name too long"):
        newsroom.run()
