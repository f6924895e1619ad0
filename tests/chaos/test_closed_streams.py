"""Nobody reads: streams that are closed from the start, or before all is said."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from tests.chaos.newsroom import Newsroom
from tests.machine import nobody_reads, onto, without


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("numbers", [(1,), (2,), (0, 1, 2)])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_streams_that_are_closed_from_the_start_are_not_missed(
    newsroom: Newsroom, emulator: Emulator, numbers: tuple[int, ...], more: tuple[str, ...]
) -> None:
    run = newsroom.start(emulator, *more, prepare=partial(without, *numbers))

    assert run.wait() == 0
    assert newsroom.record()["status"] == "done"
    assert not newsroom.read("run.lock").replace(f"process {run.pid} on", "").strip().startswith("{")


@pytest.mark.long
@pytest.mark.parametrize("prepare", [partial(nobody_reads, 1), partial(onto, "/dev/full", 1)])
def test_events_that_nobody_takes_do_not_end_a_run_that_is_paid_for_but_are_no_success(
    newsroom: Newsroom, emulator: Emulator, prepare: Callable[[], None]
) -> None:
    run = newsroom.start(emulator, "--json", prepare=prepare)

    assert run.wait() == 1
    assert "standard output was closed" in run.err
    assert newsroom.record()["status"] == "done"


def test_progress_is_only_talk(newsroom: Newsroom, emulator: Emulator) -> None:
    run = newsroom.start(emulator, prepare=partial(nobody_reads, 2))

    assert run.wait() == 0
    assert "final.md" in run.out
    assert newsroom.record()["status"] == "done"


def test_results_that_nobody_takes_are_no_success(newsroom: Newsroom, emulator: Emulator) -> None:
    run = newsroom.start(emulator, prepare=partial(onto, "/dev/full", 1))

    assert run.wait() == 1
    assert "No space left on device" in run.err
    assert "Traceback" not in run.err
    assert newsroom.record()["status"] == "done"
