"""What others do to a workspace while a run goes on in it, or have done before."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from tests.chaos.newsroom import HeldEmulator, Newsroom, wait_for_calls
from tests.machine import few_descriptors, obey_permissions, wild_clock


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The article that comes of it when nothing happens."""
    newsroom = Newsroom(tmp_path_factory.mktemp("undisturbed"))
    with Emulator() as emulator:
        assert newsroom.start(emulator).wait() == 0
    return newsroom.read("final.md")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


@pytest.fixture
def slow() -> Iterator[HeldEmulator]:
    with HeldEmulator() as emulator:
        yield emulator


def finish_and_compare(newsroom: Newsroom, undisturbed: str) -> None:
    with Emulator() as emulator:
        run = newsroom.start(emulator)
        assert run.wait() == 0, run.err
    assert newsroom.read("final.md") == undisturbed


def test_a_second_run_is_told_who_holds_the_workspace_and_damages_nothing(
    newsroom: Newsroom, slow: HeldEmulator, undisturbed: str
) -> None:
    first = newsroom.start(slow)
    wait_for_calls(first, slow, 2)
    (newsroom.folder / "second").mkdir()
    late = newsroom.start(slow, log=newsroom.folder / "second")

    assert late.wait() == 2
    slow.release()
    assert f"in use by another run (process {first.pid} on " in late.err
    assert first.wait() == 0
    assert newsroom.read("final.md") == undisturbed


def test_a_workspace_that_is_deleted_meanwhile_is_missed_and_not_half_made_anew(
    newsroom: Newsroom, slow: HeldEmulator, undisturbed: str
) -> None:
    run = newsroom.start(slow)
    wait_for_calls(run, slow, 2)
    shutil.rmtree(newsroom.workspace)
    slow.release()

    assert run.wait() == 2
    assert "error: " in run.err
    assert "Traceback" not in run.err
    assert not newsroom.workspace.exists()
    assert len(slow.received) == 2
    finish_and_compare(newsroom, undisturbed)


def test_a_workspace_that_is_moved_meanwhile_goes_on_where_it_is_and_pays_for_nothing_again(
    newsroom: Newsroom, slow: HeldEmulator, undisturbed: str
) -> None:
    run = newsroom.start(slow)
    wait_for_calls(run, slow, 2)
    moved = newsroom.folder / "moved"
    newsroom.workspace.rename(moved)
    slow.release()

    assert run.wait() == 2
    assert "Traceback" not in run.err
    assert not newsroom.workspace.exists()
    newsroom.workspace = moved
    finish_and_compare(newsroom, undisturbed)


def test_a_draft_that_is_edited_while_it_is_checked_is_not_printed_unchecked(newsroom: Newsroom) -> None:
    with HeldEmulator(answered=3) as emulator:
        run = newsroom.start(emulator)
        wait_for_calls(run, emulator, 4)
        draft = newsroom.workspace / "drafting/draft.md"
        edited = draft.read_text() + "\nThe dam was built by giants.\n"
        draft.write_text(edited)
        emulator.release()

        assert run.wait() == 2
    assert "drafting/draft.md was edited while the run went on" in run.err
    assert not (newsroom.workspace / "final.md").exists()
    with Emulator() as emulator:
        assert newsroom.start(emulator).wait() in {0, 4}
    assert draft.read_text() == edited
    assert "giants" in newsroom.read("verification/round-1.json")


def test_a_workspace_that_becomes_read_only_ends_the_run_before_another_call_is_paid_for(
    newsroom: Newsroom, slow: HeldEmulator, undisturbed: str
) -> None:
    run = newsroom.start(slow, prepare=obey_permissions)
    wait_for_calls(run, slow, 2)
    # The folders of results: the one for temporary files is gone when the run is over.
    folders = [newsroom.workspace, *(path for path in newsroom.workspace.glob("[!.]*/**/") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    slow.release()
    code = run.wait()
    for folder in folders:
        folder.chmod(0o755)

    assert code == 2
    assert "Permission denied" in run.err
    assert "Traceback" not in run.err
    assert len(slow.received) == 2
    finish_and_compare(newsroom, undisturbed)


def test_a_workspace_that_cannot_be_written_is_said_before_any_call(newsroom: Newsroom, slow: HeldEmulator) -> None:
    newsroom.workspace.mkdir()
    newsroom.workspace.chmod(0o555)
    run = newsroom.start(slow, prepare=obey_permissions)

    assert run.wait() == 2
    assert "cannot be written: Permission denied" in run.err
    assert not slow.received


def test_a_clock_that_jumps_by_months_changes_nothing(newsroom: Newsroom, undisturbed: str) -> None:
    with Emulator() as emulator:
        run = newsroom.start(emulator, prepare=wild_clock)

        assert run.wait() == 0, run.err
    assert newsroom.read("final.md") == undisturbed
    finish_and_compare(newsroom, undisturbed)


@pytest.mark.long
@pytest.mark.parametrize("count", [8, 12, 16, 20, 24, 32])
def test_too_few_descriptors_are_an_error_that_says_so_and_the_workspace_resumes(
    newsroom: Newsroom, undisturbed: str, count: int
) -> None:
    with Emulator() as emulator:
        run = newsroom.start(emulator, prepare=partial(few_descriptors, count))

        assert run.wait() in {0, 1, 2}
    assert "Traceback" not in run.err
    assert "internal error" not in run.err
    finish_and_compare(newsroom, undisturbed)


def test_files_that_are_nobodys_business_stay(newsroom: Newsroom, undisturbed: str) -> None:
    finish_and_compare(newsroom, undisturbed)
    names = (".env.local", ".my.settings", "notes.txt", ".hidden", "sources/interview.docx", ".private-abcd1234")
    others = [newsroom.workspace / name for name in names]
    for path in others:
        path.write_text("mine")

    with Emulator() as emulator:
        for option in ("--quiet", "--fresh"):
            run = newsroom.start(emulator, option)
            assert run.wait() == 0, run.err

    assert newsroom.read("final.md") == undisturbed
    assert [path.read_text() for path in others] == ["mine"] * len(others)
    assert "left where it is, since no run writes it: sources/interview.docx" in run.err
