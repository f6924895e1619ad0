"""Ctrl-C, a polite kill and a hang-up, no more processor time, at moments when it is hard to heed them."""

import os
import pty
import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.signals import PATIENCE, REQUESTS
from tests.chaos.newsroom import Newsroom, wait_for_calls
from tests.machine import on_terminal, on_terminal_with_nohup, stuck_reader

AT_ONCE = PATIENCE + 8.0
"""Seconds; far less than the answers take, and enough on a busy machine."""


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


@pytest.fixture
def slow() -> Iterator[Emulator]:
    with Emulator(latency=60.0) as emulator:
        yield emulator


@pytest.mark.parametrize("number", [*REQUESTS, signal.SIGHUP])
def test_a_request_to_end_is_heeded_with_a_word_on_how_to_go_on(
    newsroom: Newsroom, slow: Emulator, number: signal.Signals
) -> None:
    run = newsroom.start(slow)
    wait_for_calls(run, slow, 2)
    run.send(number)

    assert run.wait(AT_ONCE) == 130
    assert "run the same command again to go on" in run.err
    assert "Traceback" not in run.err
    assert newsroom.record()["status"] == "interrupted"


@pytest.mark.long
@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupt_is_heeded_even_if_nobody_takes_the_last_words(
    newsroom: Newsroom, slow: Emulator, times: int
) -> None:
    run = newsroom.start(slow, prepare=stuck_reader)
    while not newsroom.workspace.exists():
        assert run.process.exitcode is None
    for _ in range(times):
        run.send(signal.SIGINT)

    assert run.wait(AT_ONCE) == 130


def test_a_terminal_that_vanishes_ends_the_run_and_the_workspace_resumes(newsroom: Newsroom, slow: Emulator) -> None:
    master, terminal = pty.openpty()
    run = newsroom.start(slow, prepare=partial(on_terminal, os.ttyname(terminal)))
    wait_for_calls(run, slow, 2)
    os.close(terminal)
    os.close(master)

    assert run.wait(AT_ONCE) == 130
    assert newsroom.record()["status"] == "interrupted"
    with Emulator() as emulator:
        assert newsroom.start(emulator).wait() == 0


def test_with_nohup_a_run_outlives_its_terminal(newsroom: Newsroom) -> None:
    master, terminal = pty.openpty()
    with Emulator(latency=0.5) as emulator:
        run = newsroom.start(emulator, prepare=partial(on_terminal_with_nohup, os.ttyname(terminal)))
        wait_for_calls(run, emulator, 2)
        os.close(terminal)
        os.close(master)
        code = run.wait()

    assert code == 1  # what was to be printed at the end found no reader
    assert newsroom.record()["status"] == "done"


def test_a_workspace_of_an_interrupted_run_can_be_moved_and_goes_on(newsroom: Newsroom, slow: Emulator) -> None:
    run = newsroom.start(slow)
    wait_for_calls(run, slow, 2)
    run.send(signal.SIGTERM)
    run.wait(AT_ONCE)
    newsroom.workspace = Path(shutil.move(newsroom.workspace, newsroom.folder / "elsewhere"))

    with Emulator() as emulator:
        assert newsroom.start(emulator).wait() == 0
    assert newsroom.record()["status"] == "done"
