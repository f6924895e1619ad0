"""A small brief, an emulator in this process, and the real program in a fork."""

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ghostwriter.emulator.server import Emulator
from tests.forkserver import HANGING, Forked, start
from tests.scripting import credentials, write_brief


class Newsroom:
    """Repeats one command in one workspace."""

    def __init__(self, folder: Path) -> None:
        write_brief(folder)
        self.folder = folder
        self.workspace = folder / "workspace"

    def start(
        self, emulator: Emulator, *more: str, prepare: Callable[[], None] | None = None, log: Path | None = None
    ) -> Forked:
        env = credentials(emulator) | {"HOME": str(self.folder), "PATH": os.defpath, "GHOSTWRITER_LONGEST_WAIT": "0.05"}
        return start(["run", "brief.md", "--workspace", str(self.workspace), *more], self.folder, env, prepare, log)

    def record(self) -> Any:
        return json.loads(self.read("run.json"))

    def read(self, name: str) -> str:
        return (self.workspace / name).read_text(encoding="utf-8")


class HeldEmulator(Emulator):
    """Answers as many calls as it is told, and holds all others until it is let answer them, or ends."""

    def __init__(self, answered: int = 0) -> None:
        super().__init__()
        self._answered = answered
        self._released = threading.Event()

    def wait(self, seconds: float) -> None:
        if len(self.received) > self._answered:
            self._released.wait(HANGING)

    def release(self) -> None:
        self._released.set()

    def __exit__(self, *raised: Any) -> None:  # noqa: PYI036  (passed on as they are)
        self.release()
        super().__exit__(*raised)


def wait_for_calls(run: Forked, emulator: Emulator, count: int) -> None:
    """Until the emulator has been asked so often; the answers are still to come."""
    wait_until(run, lambda: len(emulator.received) >= count)


def wait_until(run: Forked, reached: Callable[[], bool]) -> None:
    """Until a run has come so far; it must not end before."""
    deadline = time.monotonic() + HANGING
    while not reached():
        assert run.process.exitcode is None, run.err
        assert time.monotonic() < deadline
        time.sleep(0.01)
