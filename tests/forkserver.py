"""The real program in a fork of a process that has imported it once: a start costs milliseconds instead of seconds.

What is forked has no threads and no handlers of its own; it runs the command ``ghostwriter`` with the arguments, environment,
folder and streams that a shell would give it, and can be killed like any process. It ends when the tests do, whatever ends them.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

PRELOAD = (
    "ghostwriter.__main__",
    "ghostwriter.cli.app",
    "ghostwriter.pipeline.pipeline",
    "ghostwriter.agents.conversation",
    "ghostwriter.report",
    "pytest",
    __name__,
)
HANGING = 300.0
"""Seconds after which a run is taken to hang, however busy the machine is."""
_DIE_WITH_PARENT = 1
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(list(PRELOAD))


@dataclass(frozen=True)
class Forked:
    """One run of the program; what it prints is in its two files."""

    process: BaseProcess
    out_file: Path
    err_file: Path

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def wait(self, seconds: float = HANGING) -> int:
        """The exit code, negative for a signal; one that does not end in time is killed, and fails the test."""
        self.process.join(seconds)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join(seconds)
            raise AssertionError(f"still running after {seconds:.0f} s: {self.err_file.read_text()}")
        return self.process.exitcode

    def send(self, number: int) -> None:
        """Send a signal; one that is over already gets none."""
        if self.process.exitcode is None:
            os.kill(self.pid, number)

    @property
    def out(self) -> str:
        return self.out_file.read_text(encoding="utf-8", errors="replace")

    @property
    def err(self) -> str:
        return self.err_file.read_text(encoding="utf-8", errors="replace")


def start(
    arguments: Sequence[str],
    folder: Path,
    env: Mapping[str, str],
    prepare: Callable[[], None] | None = None,
    log: Path | None = None,
) -> Forked:
    """Run ``ghostwriter`` with ``arguments`` in ``folder``.

    ``env`` is its whole environment. ``prepare`` is called in the fork before the program begins, and has to be a function
    of a module. Its two streams go to ``out.txt`` and ``err.txt`` in ``log``, or else in ``folder``.
    """
    out, err = (log or folder) / "out.txt", (log or folder) / "err.txt"
    for path in (out, err):
        path.write_bytes(b"")
    child = _SERVER.Process(target=_run, args=(list(arguments), folder, dict(env), prepare, out, err))
    child.start()
    return Forked(child, out, err)


def _run(  # noqa: PLR0913, PLR0917  (what a shell sets up)
    arguments: list[str], folder: Path, env: dict[str, str], prepare: Callable[[], None] | None, out: Path, err: Path
) -> None:
    from ghostwriter.__main__ import start as program
    from ghostwriter.bedrock.sdk import SWITCHES

    die_with_parent()
    for number, path in ((1, out), (2, err)):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    kept = {name: value for name, value in os.environ.items() if name in {*SWITCHES, "OH_PERSISTENCE_DIR"}}
    os.environ.clear()
    os.environ.update(dict(env) | kept)
    os.chdir(folder)
    if prepare is not None:
        prepare()
    sys.argv = ["ghostwriter", *arguments]
    sys.stdout, sys.stderr = (_stream(number) for number in (1, 2))
    program()


def die_with_parent() -> None:
    """Leave nothing running when whoever started this process ends, however that happens."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _stream(number: int) -> Any:
    try:
        return os.fdopen(number, "w", buffering=1 if number == 2 else -1, encoding="utf-8", closefd=False)
    except OSError:
        return None  # as Python does for a program that was started with it closed
