"""The real program as its own process: up-to-date runs, kills and interrupts."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from tests.scripting import Newsroom, artifact_asked_for, credentials, write_brief

KILLS = 4


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(latency=0.15) as running:
        yield running


def start(brief: Path, workspace: Path, emulator: Emulator, *more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ghostwriter", "run", str(brief), "--workspace", str(workspace), *more]
    return subprocess.Popen(
        command,
        env=dict(os.environ) | credentials(emulator),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=brief.parent,
    )


def finish(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = process.communicate(timeout=90)
    return process.returncode, out, err


def test_an_up_to_date_run_imports_neither_the_sdk_nor_litellm(tmp_path: Path, emulator: Emulator) -> None:
    newsroom = Newsroom(tmp_path, emulator)
    newsroom.run()
    program = f"""
import sys
sys.argv = ["ghostwriter", "run", {str(newsroom.brief_file)!r}, "--workspace", {str(newsroom.workspace)!r}]
from ghostwriter.cli.app import main
main()
print("done")
print([name for name in sys.modules if name.split(".")[0] in ("openhands", "litellm")])
"""
    environment = dict(os.environ) | credentials(emulator)
    emulator.received.clear()

    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False, timeout=60
    )

    assert "done" in done.stdout, done.stderr
    assert done.stdout.rstrip().endswith("[]")
    assert not emulator.received


def test_a_run_killed_at_any_moment_finishes_on_repeating_the_command(tmp_path: Path, emulator: Emulator) -> None:
    seed = 20_261_120
    chance = random.Random(seed)
    brief, workspace = write_brief(tmp_path), tmp_path / "workspace"
    finished_before: set[str] = set()
    in_flight = 0

    for _ in range(KILLS):
        process = start(brief, workspace, emulator)
        _wait_for_calls(process, emulator, len(emulator.received) + chance.randint(1, 2))
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        finish(process)
        in_flight += 2
        finished_before |= _finished(workspace)
    code, _, err = finish(start(brief, workspace, emulator))

    assert code == 0, f"seed {seed}: {err}"
    asked = Counter(artifact_asked_for(received) for received in emulator.received)
    assert not [artifact for artifact in finished_before if asked[artifact] > KILLS + 1]
    assert sum(asked.values()) <= len(asked) + in_flight
    record = json.loads((workspace / "run.json").read_text())
    assert record["status"] == "done"


def _wait_for_calls(process: "subprocess.Popen[str]", emulator: Emulator, wanted: int) -> None:
    deadline = time.monotonic() + 60
    while len(emulator.received) < wanted and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)


def _finished(workspace: Path) -> set[str]:
    if not (workspace / "run.json").exists():
        return set()
    record = json.loads((workspace / "run.json").read_text())
    return {task["artifact"] for stage in record["stages"].values() for task in stage["tasks"].values()}


def test_ctrl_c_stops_before_the_models_answer_and_leaves_a_workspace_that_resumes(tmp_path: Path) -> None:
    with Emulator(latency=120.0) as slow:
        brief, workspace = write_brief(tmp_path), tmp_path / "workspace"
        process = start(brief, workspace, slow)
        _wait_for_calls(process, slow, 2)
        process.send_signal(signal.SIGINT)
        interrupted = time.monotonic()
        code, _, err = finish(process)
        took = time.monotonic() - interrupted

    assert code == 130
    assert took < 60
    assert "run the same command again" in err
    assert "Traceback" not in err
    assert json.loads((workspace / "run.json").read_text())["status"] == "interrupted"
    with Emulator() as quick:
        assert finish(start(brief, workspace, quick))[0] == 0


def test_missing_credentials_are_said_before_any_call(tmp_path: Path) -> None:
    brief = write_brief(tmp_path)

    done = subprocess.run(
        [sys.executable, "-m", "ghostwriter", "run", str(brief), "--workspace", str(tmp_path / "w")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
    )

    assert done.returncode == 3
    assert "AWS_BEARER_TOKEN_BEDROCK" in done.stderr
    assert "--offline" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_run_that_was_killed_does_not_say_that_it_is_done(tmp_path: Path, emulator: Emulator) -> None:
    newsroom = Newsroom(tmp_path, emulator)
    newsroom.run()
    newsroom.brief_file.write_text(newsroom.brief_file.read_text().replace("warm", "dry"), encoding="utf-8")
    emulator.received.clear()

    process = start(newsroom.brief_file, newsroom.workspace, emulator)
    _wait_for_calls(process, emulator, 1)
    process.send_signal(signal.SIGKILL)
    finish(process)

    assert newsroom.json("run.json")["status"] == "running"
    newsroom.run()
    assert newsroom.json("run.json")["status"] == "done"
