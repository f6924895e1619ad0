"""How soon the program is there: help, an up-to-date run, the first request."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.material import write_brief
from benchmarks.row import Row
from ghostwriter.emulator.server import Emulator

ROUNDS = 5
EMPTY_TYPER = """
import typer
app = typer.Typer()
@app.command()
def main(): pass
@app.command()
def other(): pass
app()
"""
IMPORT_SDK = "import openhands.sdk"
QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_MODE": "PRODUCTION",
    "OPENHANDS_SUPPRESS_BANNER": "1",
}
"""The import is given the same switches, so that it does not wait for the network."""


def rows() -> Iterator[Row]:
    """Each figure is a ratio of medians over ``ROUNDS`` processes of either kind, taken in turn."""
    bare_import = [sys.executable, "-c", IMPORT_SDK]
    ratio = _ratio(
        [sys.executable, "-m", "ghostwriter", "--help"], [sys.executable, "-c", EMPTY_TYPER, "--help"], os.environ
    )
    yield Row("`--help`", f"{ratio:.2f} x", "an empty Typer app's `--help`")
    with tempfile.TemporaryDirectory() as folder, Emulator() as emulator:
        brief = write_brief(Path(folder), 2)
        environment = dict(os.environ) | _credentials(emulator) | QUIET
        run = [
            sys.executable,
            "-m",
            "ghostwriter",
            "run",
            str(brief),
            "--workspace",
            str(Path(folder) / "w"),
            "--quiet",
        ]
        subprocess.run(run, env=environment, check=True, capture_output=True)
        yield Row("an up-to-date run", f"{_ratio(run, bare_import, environment):.3f} x", f"`{IMPORT_SDK}`")
        first = _to_first_request([*run, "--fresh"], bare_import, environment, emulator)
        yield Row("time to the first model request", f"{first:.2f} x", f"`{IMPORT_SDK}`")


def _credentials(emulator: Emulator) -> dict[str, str]:
    return {"AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token, "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url}


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=dict(environment), check=True, capture_output=True)
    return time.perf_counter() - started


def _ratio(command: Sequence[str], other: Sequence[str], environment: Mapping[str, str]) -> float:
    pairs = [(_seconds(command, environment), _seconds(other, environment)) for _ in range(ROUNDS)]
    return statistics.median(ours for ours, _ in pairs) / statistics.median(theirs for _, theirs in pairs)


def _to_first_request(
    command: Sequence[str], other: Sequence[str], environment: Mapping[str, str], emulator: Emulator
) -> float:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        emulator.received.clear()
        started = time.time()
        subprocess.run(command, env=dict(environment), check=True, capture_output=True)
        ours.append(min(received.at for received in emulator.received) - started)
        theirs.append(_seconds(other, environment))
    return statistics.median(ours) / statistics.median(theirs)
