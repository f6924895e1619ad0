"""One workspace through everything that its plan has in store, until the same command is left in peace and has to finish."""

import json
import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.material import write_brief
from tests.chaos.paid import finished, in_flight, paid_calls, written
from tests.chaos.plan import Blow, Plan, Tear
from tests.forkserver import HANGING, Forked, start
from tests.machine import leave_room

SIGNALS = {"kill": signal.SIGKILL, "terminate": signal.SIGTERM, "interrupt": signal.SIGINT}


@dataclass(frozen=True)
class Undisturbed:
    """What a run comes to when nothing happens to it."""

    article: bytes
    verdicts: bytes
    calls: int
    seconds: float
    account: int


@dataclass
class Outcome:
    """What came of one plan; ``wrong`` says, line by line, what must not have been."""

    seed: int
    struck: Counter[str] = field(default_factory=Counter)
    torn: list[str] = field(default_factory=list)
    in_flight: int = 0
    cut: int = 0
    extra: int = 0
    paid_twice: int = 0
    written_paid_twice: int = 0
    wrong: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """The same as data that one process can tell another."""
        return vars(self) | {"struck": dict(self.struck)}


class Emulator:
    """The emulator as its own process: its log outlives every kill of a run."""

    def __init__(self, folder: Path, script: object = ()) -> None:
        folder.mkdir()
        self.log = folder / "calls.jsonl"
        (folder / "script.json").write_text(json.dumps(script), encoding="utf-8")
        arguments = ["emulator", "--port", "0", "--record", str(self.log), "--script", "script.json"]
        self._process = start(arguments, folder, {"HOME": str(folder)})
        while "AWS_BEARER_TOKEN_BEDROCK=" not in self._process.out:
            assert self._process.process.exitcode is None, self._process.err
            time.sleep(0.01)
        lines = [line.removeprefix("export ") for line in self._process.out.splitlines() if line.startswith("export ")]
        self.env = dict(line.split("=", 1) for line in lines)

    def stop(self) -> None:
        self._process.process.kill()
        self._process.process.join(HANGING)


class Newsroom:
    """One brief, its workspace, and the one command that is repeated."""

    def __init__(self, folder: Path, sources: int, script: object = ()) -> None:
        folder.mkdir(parents=True)
        write_brief(folder, sources)
        self.workspace = folder / "workspace"
        self.emulator = Emulator(folder / "emulator", script)
        self._folder = folder
        self._env = self.emulator.env | {"HOME": str(folder), "GHOSTWRITER_LONGEST_WAIT": "0.05", "PATH": os.defpath}

    def start(self, room: int | None = None) -> Forked:
        """Begin the run; ``room`` is the largest file, in bytes, that it can write."""
        prepare = None if room is None else partial(leave_room, room)
        return start(["run", "brief.md", "--workspace", "workspace"], self._folder, self._env, prepare)

    def read(self, name: str) -> bytes:
        return (self.workspace / name).read_bytes()


def undisturbed(folder: Path, sources: int) -> Undisturbed:
    """Run once in peace."""
    newsroom = Newsroom(folder, sources)
    try:
        newsroom.start().wait()  # warms what is cached between runs
        began = time.monotonic()
        (folder / "second").mkdir()
        newsroom.workspace = folder / "second" / "workspace"
        run = start(["run", "brief.md", "--workspace", "second/workspace"], folder, newsroom._env)
        assert run.wait() == 0, run.err
        return Undisturbed(
            article=newsroom.read("final.md"),
            verdicts=newsroom.read("verification/verdicts.json"),
            calls=sum(paid_calls(newsroom.emulator.log).values()) // 2,
            seconds=time.monotonic() - began,
            account=len(newsroom.read("events.jsonl")),
        )
    finally:
        newsroom.emulator.stop()


def carry_out(plan: Plan, folder: Path, peace: Undisturbed) -> Outcome:
    """Strike as planned, then repeat the command once more and hold the result against the undisturbed run's."""
    outcome = Outcome(plan.seed, cut=sum("cut_after" in fault for fault in plan.script))
    newsroom = Newsroom(folder, plan.sources, list(plan.script))
    try:
        guard: list[tuple[set[str], set[str], Counter[str]]] = []
        for blow in plan.blows:
            _strike(blow, newsroom, peace, outcome)
            outcome.in_flight += in_flight(newsroom.workspace)
            guard.append((finished(newsroom.workspace), written(newsroom.workspace), paid_calls(newsroom.emulator.log)))
            if blow.tear is not None:
                _tear(blow.tear, newsroom.workspace, outcome)
        last = newsroom.start()
        code = last.wait()
        if code != 0 or "Traceback" in last.err:
            outcome.wrong.append(f"the last run ended with {code}: {last.err[-2_000:]}")
        else:
            _hold_against(peace, newsroom, outcome)
        _count(guard, paid_calls(newsroom.emulator.log), peace, outcome)
    finally:
        newsroom.emulator.stop()
    return outcome


def _strike(blow: Blow, newsroom: Newsroom, peace: Undisturbed, outcome: Outcome) -> None:
    run = newsroom.start(blow.room if blow.kind == "full disk" else None)
    if blow.kind != "full disk":
        _wait_until(blow, run, newsroom, peace)
        run.send(SIGNALS[blow.kind])
    code = run.wait()
    if code == 0:
        outcome.struck["too late"] += 1
    elif code in {-signal.SIGKILL, 130, 2, 1}:
        outcome.struck[blow.kind] += 1
    else:
        outcome.wrong.append(f"{blow.kind} ended with {code}: {run.err[-2_000:]}")
    if "Traceback" in run.err or "internal error" in run.err or (code == 1 and blow.kind != "full disk"):
        outcome.wrong.append(f"{blow.kind}: {run.err[-2_000:]}")


def _wait_until(blow: Blow, run: Forked, newsroom: Newsroom, peace: Undisturbed) -> None:
    events = newsroom.workspace / "events.jsonl"
    began, grown = time.monotonic(), events.stat().st_size if events.exists() else 0
    while run.process.exitcode is None and time.monotonic() - began < HANGING:
        size = events.stat().st_size - grown if events.exists() else 0
        far = (time.monotonic() - began) / peace.seconds if blow.by == "time" else size / peace.account
        if far >= blow.far:
            break
        time.sleep(0.001)
    time.sleep(blow.moment)


def _tear(tear: Tear, workspace: Path, outcome: Outcome) -> None:
    files = sorted(path for path in workspace.rglob("*") if path.is_file() and path.name != "run.lock")
    if not files:
        return
    path = files[int(tear.which * len(files))]
    data = path.read_bytes()
    kept = data[: int(tear.kept * len(data))]
    path.write_bytes(kept + bytes(len(data) - len(kept)) if tear.zeros else kept)
    outcome.torn.append(path.relative_to(workspace).as_posix())


def _hold_against(peace: Undisturbed, newsroom: Newsroom, outcome: Outcome) -> None:
    if newsroom.read("final.md") != peace.article:
        outcome.wrong.append("the article is another one")
    if newsroom.read("verification/verdicts.json") != peace.verdicts:
        outcome.wrong.append("the verdicts are others")
    if litter := [str(path) for path in newsroom.workspace.rglob(".*")]:
        outcome.wrong.append(f"litter: {litter}")
    if taken := sorted((newsroom.workspace / "set-aside").rglob("*.*")):
        outcome.wrong.append(f"taken for somebody's edits: {[str(path) for path in taken]}")
    for line in newsroom.read("events.jsonl").splitlines():
        try:
            json.loads(line)
        except ValueError:
            outcome.wrong.append(f"a torn line stays in events.jsonl: {line[:80]!r}")


def _count(
    guard: list[tuple[set[str], set[str], Counter[str]]], paid: Counter[str], peace: Undisturbed, outcome: Outcome
) -> None:
    outcome.extra = sum(paid.values()) - peace.calls
    for told, there, by_then in guard:
        outcome.paid_twice += sum(paid[artifact] > by_then[artifact] for artifact in told)
        outcome.written_paid_twice += sum(paid[artifact] > by_then[artifact] for artifact in there - told)
    if outcome.extra > outcome.in_flight + outcome.cut:
        outcome.wrong.append(
            f"{outcome.extra} calls more than undisturbed; {outcome.in_flight} were in flight, {outcome.cut} answers cut"
        )
    if outcome.paid_twice:
        outcome.wrong.append(f"{outcome.paid_twice} finished artifacts were paid for twice")
