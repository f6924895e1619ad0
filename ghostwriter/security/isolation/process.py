"""Work that is done in a process of its own, so that a bomb takes down that process and not the run.

The process is this Python with an empty environment and limits of its own (``isolation.worker``); it answers messages one
after the other, and ends when nobody listens any more.
"""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

from ghostwriter.security.isolation.worker import LENGTH

# -I: neither the folder nor the environment decides which modules are loaded; ours come last.
_PROGRAM = "import sys; sys.path.extend(sys.argv[2:]); import importlib; importlib.import_module(sys.argv[1]).main()"


class TookTooLong(Exception):
    """There was no answer in time."""


class NotRunning(Exception):
    """It had ended before it was asked, or never started."""


class EndedEarly(Exception):
    """It ended without an answer: its limits were too narrow."""


class SaidTooMuch(Exception):
    """The answer is longer than it may be."""


def started(module: str) -> "subprocess.Popen[bytes]":
    """A process in which ``module.main`` answers messages."""
    paths = [str(Path(__file__).parents[3]), *(path for path in sys.path if Path(path).is_absolute())]
    return subprocess.Popen(  # noqa: S603  (this Python, and a program of our own)
        [sys.executable, "-I", "-c", _PROGRAM, module, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )


def asked(process: "subprocess.Popen[bytes]", message: bytes, *, seconds: float, longest: int) -> bytes:
    """The answer to a message, of at most ``longest`` bytes.

    Raises:
        NotRunning, TookTooLong, EndedEarly, SaidTooMuch: if there is none; the process has to be ended then.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    until = time.monotonic() + seconds
    try:
        process.stdin.write(LENGTH.pack(len(message)) + message)
        process.stdin.flush()
    except BrokenPipeError as error:
        raise NotRunning from error
    (length,) = LENGTH.unpack(_read(process.stdout.fileno(), LENGTH.size, until))
    if length > longest:
        raise SaidTooMuch
    return _read(process.stdout.fileno(), length, until)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process, whatever it is at."""
    process.kill()
    process.communicate()


def _read(handle: int, wanted: int, until: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < wanted:
        ready, _, _ = select.select([handle], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TookTooLong
        piece = os.read(handle, wanted - len(pieces))
        if not piece:
            raise EndedEarly
        pieces += piece
    return bytes(pieces)
