"""What a power cut does to a file that was not on the disk yet: it is empty, ends in the middle, or is full of zeros."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import WorkspaceError
from tests.scripting import Newsroom

TEARS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _data: b"",
    "cut short": lambda data: data[: len(data) // 2].rstrip(b"\n"),
    "zeros at the end": lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom whose run is over, and whose workspace is kept as it was in a folder ``whole``."""
    with Emulator() as emulator:
        newsroom = Newsroom(tmp_path_factory.mktemp("newsroom"), emulator)
        newsroom.run()
        shutil.copytree(newsroom.workspace, newsroom.workspace.with_name("whole"))
        yield newsroom


def put_back(newsroom: Newsroom) -> None:
    """Let the workspace be as the finished run left it."""
    shutil.rmtree(newsroom.workspace)
    shutil.copytree(newsroom.workspace.with_name("whole"), newsroom.workspace)


def files_of(workspace: Path) -> list[Path]:
    return sorted(path.relative_to(workspace) for path in workspace.rglob("*") if path.is_file())


@pytest.mark.parametrize("tear", TEARS)
def test_whichever_file_is_torn_the_same_command_mends_it_and_pays_for_nothing(finished: Newsroom, tear: str) -> None:
    whole = finished.workspace.with_name("whole")

    for name in files_of(whole):
        put_back(finished)
        (finished.workspace / name).write_bytes(TEARS[tear]((whole / name).read_bytes()))
        record = finished.run()

        assert record.status == "done", name
        assert finished.calls() == [], name
        for output in ("final.md", "verification/verdicts.json", "drafting/draft.md", "extraction/S1.json"):
            assert (finished.workspace / output).read_bytes() == (whole / output).read_bytes(), name
        assert finished.read("report.html").endswith("</html>"), name
        assert finished.json("run.json")["status"] == "done", name


@pytest.mark.parametrize("tear", TEARS)
def test_a_torn_artifact_of_a_run_that_died_before_it_noted_it_is_mended_and_not_paid_for_again(
    finished: Newsroom, tear: str
) -> None:
    put_back(finished)
    record = finished.json("run.json")
    noted = record["stages"].pop("drafting")["tasks"]["drafting/draft"]
    record["pending"] = {"drafting/draft": noted["key"]}
    (finished.workspace / "run.json").write_text(json.dumps(record))
    draft = finished.workspace / "drafting/draft.md"
    before = draft.read_bytes()
    draft.write_bytes(TEARS[tear](before))

    finished.run()

    assert finished.calls() == []
    assert draft.read_bytes() == before


def test_an_edit_that_leaves_out_the_end_is_an_edit(finished: Newsroom) -> None:
    put_back(finished)
    draft = finished.workspace / "drafting/draft.md"
    shortened = draft.read_text().rsplit("\n\n", 1)[0] + "\n"
    draft.write_text(shortened)

    finished.run()

    assert draft.read_text() == shortened
    assert [event.how for event in finished.events if event.kind == "task_finished" and event.stage == "drafting"] == [
        "kept"
    ]


def test_a_record_and_its_copy_that_are_both_torn_are_an_error_with_a_way_out(finished: Newsroom) -> None:
    for name in ("run.json", "run.copy.json"):
        (finished.workspace / name).write_bytes(b'{"schema_version": 1, "sta')

    with pytest.raises(WorkspaceError, match="--fresh"):
        finished.run()
