"""A small brief, an emulator in this process, and the real program in a fork."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ghostwriter.emulator.server import Emulator
from tests.forkserver import Forked, start
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


def wait_for_calls(run: Forked, emulator: Emulator, count: int) -> None:
    """Until the emulator has been asked so often; the answers are still to come."""
    deadline = time.monotonic() + 60
    while len(emulator.received) < count:
        assert run.process.exitcode is None, run.err
        assert time.monotonic() < deadline
        time.sleep(0.01)
