"""Drafts arrive in pieces: their words are shown at once, and what counts against them is silence, not length."""

import gc
import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.schema.events import CallRetried, TextStreamed
from tests.scripting import Newsroom, credentials, editor_call, for_task, write_brief

DRAFT = "drafting/draft.md"
TEXT = """# The dam that kept Elm dry

The Elm Dam was finished in 1936 after five years of work. [S1F1]

## Water

It holds back 240 million cubic metres of water. [S1F2] No flood has come to the town since the dam was closed. [S2F3]
"""


def paced(seconds: float) -> dict[str, Any]:
    return for_task(DRAFT, editor_call(DRAFT, TEXT) | {"pace": seconds})


def words(newsroom: Newsroom) -> str:
    return "".join(event.text for event in newsroom.events if isinstance(event, TextStreamed))


def test_the_words_of_a_draft_are_told_while_it_is_written(tmp_path: Path) -> None:
    with Emulator() as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        newsroom.run(rounds=0)

    assert words(newsroom) == newsroom.read(DRAFT)


def test_a_stream_may_last_longer_than_its_silences_may(tmp_path: Path) -> None:
    with Emulator(script=[paced(0.15)]) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        started = time.monotonic()
        newsroom.run(rounds=0, timeout=1.0, threshold=0)

    assert time.monotonic() - started > 1.5
    assert not [event for event in newsroom.events if isinstance(event, CallRetried)]
    assert newsroom.read(DRAFT) == TEXT


def test_a_stream_that_falls_silent_is_tried_again_and_its_words_begin_anew(tmp_path: Path) -> None:
    with Emulator(script=[paced(3), paced(0)]) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        newsroom.run(rounds=0, timeout=1.0, threshold=0)

    assert [event.task for event in newsroom.events if isinstance(event, CallRetried)] == ["drafting/draft"]
    assert words(newsroom).endswith(TEXT)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
def test_a_stream_that_broke_off_is_closed_and_not_left_to_the_garbage_collector(tmp_path: Path) -> None:
    # Which may come while the connection pool holds a lock that closing takes as well: the run would stand still for ever.
    broken = {"error": {"status": 429, "type": "ThrottlingException", "message": "Wait."}, "after_frames": 2}
    gc.collect()
    gc.disable()
    try:
        with Emulator(script=[for_task(DRAFT, broken)] * 5) as emulator:
            Newsroom(tmp_path, emulator).run(rounds=0, threshold=0, longest_wait=0.0)
        left = [one for one in gc.get_objects() if isinstance(one, httpx.Response) and not one.is_closed]
    finally:
        gc.enable()

    assert left == []


def test_a_terminal_shows_the_words_before_the_draft_is_done(tmp_path: Path) -> None:
    brief = write_brief(tmp_path)
    with Emulator(script=[paced(0.1)]) as emulator:
        shown = _on_a_terminal(
            ["run", str(brief), "--rounds", "0", "--threshold", "0"], tmp_path, credentials(emulator)
        )

    assert shown.find("five years of work") < shown.find("draft 1")
    assert "five years of work" in shown


def _on_a_terminal(arguments: list[str], folder: Path, env: dict[str, str]) -> str:
    """What the program writes to a terminal, control sequences included."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ghostwriter", *arguments],
        cwd=folder, env=os.environ | env | {"TERM": "xterm", "COLUMNS": "100", "LINES": "30"},
        stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait(60) == 0, shown[-500:]
    return shown.decode(errors="replace")
