"""How close a run's wall time comes to its critical path: the calls that have to wait for one another."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.calls import offline_run
from benchmarks.material import write_brief
from benchmarks.row import Row
from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from ghostwriter.pipeline.pipeline import GhostwriterPipeline

CALLS_IN_A_ROW = 3
"""Extraction, then the draft, then critique and verification side by side."""


def rows() -> Iterator[Row]:
    """Wall time of a run in a warm process; without latency, against that of two sources."""
    offline_run(1)  # imports and first-call costs are startup's affair
    base = _seconds(2, 0.0)
    for sources in (2, 12):
        for latency in (0.0, 0.2, 1.0):
            seconds = _seconds(sources, latency)
            if latency:
                path = CALLS_IN_A_ROW * latency
                yield Row(
                    f"wall time, {sources} sources, {latency * 1000:.0f} ms a call",
                    f"{seconds / path:.2f} x",
                    f"the critical path of {CALLS_IN_A_ROW} calls",
                )
            else:
                yield Row(
                    f"wall time, {sources} sources, 0 ms a call", f"{seconds / base:.2f} x", "2 sources, 0 ms a call"
                )


def _seconds(sources: int, latency: float) -> float:
    with tempfile.TemporaryDirectory() as folder, Emulator(latency=latency) as emulator:
        brief = load_brief(write_brief(Path(folder), sources))
        env = {"AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token, "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url}
        pipeline = GhostwriterPipeline(resolve_settings(Flags(), env, brief), env=env)
        started = time.perf_counter()
        pipeline.run(brief, Path(folder) / "workspace")
        return time.perf_counter() - started
