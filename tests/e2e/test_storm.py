"""A whole run in bad weather: throttles, resets and broken streams at random, and still an article."""

import random
from pathlib import Path

import pytest

from benchmarks.material import write_brief
from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.script import Entry, Script
from ghostwriter.emulator.server import Emulator
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.events import CallRetried, Event, ModelCalled
from ghostwriter.schema.run_record import RunRecord
from tests.scripting import credentials, with_calls

SOURCES = 12
THROTTLES, RESETS, CUTS = 0.30, 0.02, 0.02
THROTTLED = ServiceRefusal(429, "ThrottlingException", "Too many requests, please wait before trying again.")


class Weather(Script):
    """Strikes at random, by its seed; what it lets through the author answers."""

    def __init__(self, seed: int) -> None:
        super().__init__([])
        self._random = random.Random(seed)

    def next(self, request: object) -> Entry | None:
        with self._lock:
            chance = self._random.random()
        if chance < THROTTLES:
            return Entry(error=THROTTLED)
        if chance < THROTTLES + RESETS:
            return Entry(reset=True)
        return Entry(cut_after=3) if chance < THROTTLES + RESETS + CUTS else None


def run(folder: Path, weather: Script | None) -> tuple[RunRecord, list[Event]]:
    brief = load_brief(write_brief(folder, SOURCES))
    events: list[Event] = []
    with Emulator() as emulator:
        if weather is not None:
            emulator._service._script = weather
        settings = with_calls(resolve_settings(Flags(), {}, brief), longest_wait=0.2)
        pipeline = GhostwriterPipeline(settings, env=credentials(emulator), on_event=events.append)
        return pipeline.run(brief, folder / "workspace"), events


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_outlives_throttles_resets_and_broken_streams(seed: int, tmp_path: Path) -> None:
    (tmp_path / "quiet").mkdir()
    (tmp_path / "storm").mkdir()
    quiet, _ = run(tmp_path / "quiet", None)

    record, events = run(tmp_path / "storm", Weather(seed))

    answered = sum(isinstance(event, ModelCalled) for event in events)
    assert any(isinstance(event, CallRetried) for event in events)
    assert record.status == "done"
    assert answered <= 1.5 * quiet.totals.calls
    assert (tmp_path / "storm/workspace/final.md").read_text() == (tmp_path / "quiet/workspace/final.md").read_text()
