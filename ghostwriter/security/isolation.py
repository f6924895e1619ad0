"""Work in a process of its own, so that a bomb takes down that process and not the run.

The process is this Python with an empty environment and limits of its own: it has no credentials, may write no file, and ends
with its input. It answers messages one after the other; one that is too much for it ends it.
"""

import os
import resource
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

_LENGTH = struct.Struct(">Q")
"""Before every message and every answer: its length in bytes."""
# -I: neither the folder nor the environment decides which modules are loaded; ours come last.
_PROGRAM = "import sys; sys.path.extend(sys.argv[2:]); import importlib; importlib.import_module(sys.argv[1]).main()"


class NoAnswer(Exception):
    """Why an isolated process gave no answer; it has been ended."""

    def __init__(self, reason: Literal["not running", "too slow", "ended", "too long"]) -> None:
        super().__init__(reason)
        self.reason = reason


class IsolatedProcess:
    """A process in which ``main`` of a module answers messages; started with the first one."""

    def __init__(self, module: str) -> None:
        self._module = module
        self.running: subprocess.Popen[bytes] | None = None

    def ask(self, message: bytes, *, seconds: float, longest: int) -> bytes:
        """The answer to a message, of at most ``longest`` bytes.

        Raises:
            NoAnswer: if there is none in time; the next message starts another process.
        """
        process = self.running = self.running or _start(self._module)
        try:
            return _exchange(process, message, time.monotonic() + seconds, longest)
        except NoAnswer:
            self.end()
            raise

    def end(self) -> None:
        """End the process, whatever it is doing."""
        process, self.running = self.running, None
        if process is not None:
            process.kill()
            process.communicate()


def serve(answer: Callable[[bytes], bytes], seconds: int) -> None:
    """Within the process: answer messages until there are no more; each may take so many seconds of the processor."""
    while len(head := sys.stdin.buffer.read(_LENGTH.size)) == _LENGTH.size:
        message = sys.stdin.buffer.read(_LENGTH.unpack(head)[0])
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, resource.RLIM_INFINITY))
        said = answer(message)
        sys.stdout.buffer.write(_LENGTH.pack(len(said)) + said)
        sys.stdout.buffer.flush()


def limit(memory: int) -> None:
    """Within the process: no files, no core dumps, so many bytes of address space, as far as the system limits them."""
    for what, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory)):
        try:
            resource.setrlimit(what, (most, most))
        except ValueError:  # macOS does not limit address space
            continue


def _start(module: str) -> "subprocess.Popen[bytes]":
    paths = [str(Path(__file__).parents[2]), *(path for path in sys.path if Path(path).is_absolute())]
    return subprocess.Popen(  # noqa: S603  (this Python, and a program of our own)
        [sys.executable, "-I", "-c", _PROGRAM, module, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )


def _exchange(process: "subprocess.Popen[bytes]", message: bytes, until: float, longest: int) -> bytes:
    assert process.stdin is not None
    try:
        process.stdin.write(_LENGTH.pack(len(message)) + message)
        process.stdin.flush()
    except BrokenPipeError as error:
        raise NoAnswer("not running") from error
    (length,) = _LENGTH.unpack(_read(process, _LENGTH.size, until))
    if length > longest:
        raise NoAnswer("too long")
    return _read(process, length, until)


def _read(process: "subprocess.Popen[bytes]", wanted: int, until: float) -> bytes:
    assert process.stdout is not None
    handle = process.stdout.fileno()
    pieces = bytearray()
    while len(pieces) < wanted:
        ready, _, _ = select.select([handle], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise NoAnswer("too slow")
        piece = os.read(handle, wanted - len(pieces))
        if not piece:
            raise NoAnswer("ended")
        pieces += piece
    return bytes(pieces)
