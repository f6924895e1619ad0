"""Ctrl-C, a polite kill and a hang-up, at moments when it is hard to heed them: while answers are waited for that never come."""

import os
import pty
import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ghostwriter.cli.signals import REQUESTS
from ghostwriter.emulator.server import Emulator
from tests.chaos.newsroom import HeldEmulator, Newsroom, wait_for_calls, wait_until
from tests.machine import on_terminal, on_terminal_with_nohup, stuck_reader


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


@pytest.fixture
def slow() -> Iterator[HeldEmulator]:
    with HeldEmulator() as emulator:
        yield emulator


@pytest.mark.parametrize("number", [*REQUESTS, signal.SIGHUP])
def test_a_request_to_end_is_heeded_with_a_word_on_how_to_go_on(
    newsroom: Newsroom, slow: HeldEmulator, number: signal.Signals
) -> None:
    run = newsroom.start(slow)
    wait_for_calls(run, slow, 2)
    run.send(number)

    assert run.wait() == 130
    assert "run the same command again to go on" in run.err
    assert "Traceback" not in run.err
    assert newsroom.record()["status"] == "interrupted"


@pytest.mark.long
@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupt_is_heeded_even_if_nobody_takes_the_last_words(
    newsroom: Newsroom, slow: HeldEmulator, times: int
) -> None:
    run = newsroom.start(slow, prepare=stuck_reader)
    wait_until(run, newsroom.workspace.exists)
    for _ in range(times):
        run.send(signal.SIGINT)

    assert run.wait() == 130


def test_a_terminal_that_vanishes_ends_the_run_and_the_workspace_resumes(
    newsroom: Newsroom, slow: HeldEmulator
) -> None:
    master, terminal = pty.openpty()
    run = newsroom.start(slow, prepare=partial(on_terminal, os.ttyname(terminal)))
    wait_for_calls(run, slow, 2)
    os.close(terminal)
    os.close(master)

    assert run.wait() == 130
    assert newsroom.record()["status"] == "interrupted"
    with Emulator() as emulator:
        assert newsroom.start(emulator).wait() == 0


def test_with_nohup_a_run_outlives_its_terminal(newsroom: Newsroom) -> None:
    master, terminal = pty.openpty()
    with HeldEmulator() as emulator:
        run = newsroom.start(emulator, prepare=partial(on_terminal_with_nohup, os.ttyname(terminal)))
        wait_for_calls(run, emulator, 2)
        os.close(terminal)
        os.close(master)
        emulator.release()
        code = run.wait()

    assert code == 1  # what was to be printed at the end found no reader
    assert newsroom.record()["status"] == "done"


def test_a_workspace_of_an_interrupted_run_can_be_moved_and_goes_on(newsroom: Newsroom, slow: HeldEmulator) -> None:
    run = newsroom.start(slow)
    wait_for_calls(run, slow, 2)
    run.send(signal.SIGTERM)
    run.wait()
    newsroom.workspace = Path(shutil.move(newsroom.workspace, newsroom.folder / "elsewhere"))

    with Emulator() as emulator:
        assert newsroom.start(emulator).wait() == 0
    assert newsroom.record()["status"] == "done"
