"""Figures of the report in words, and as bars."""

from collections.abc import Callable
from dataclasses import dataclass

from ghostwriter.schema.artifacts import Coverage
from ghostwriter.schema.record_parts import StageRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.stages import STAGE_NAMES

_MINUTE = 60
_WHOLE_SECONDS = 9.95


def dollars(usd: float) -> str:
    """An amount to the cent from a dollar on, else to a hundredth of a cent."""
    return f"${usd:,.2f}" if usd >= 1 or usd == 0 else f"${usd:.4f}"


def duration(seconds: float) -> str:
    """A time in minutes and seconds, with a decimal where it is short."""
    if seconds < _WHOLE_SECONDS:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def counted(number: int, noun: str) -> str:
    """``1 issue``, ``2 issues``, ``1,200 words``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Segment:
    """A stretch of the coverage bar: how many claims ended up so, and where it lies, in percent of the bar."""

    kind: str
    count: int
    start: float
    width: float


def segments(coverage: Coverage) -> list[Segment]:
    """The claims that were found, by their outcome; kinds that did not occur are left out."""
    counts = {
        "supported": coverage.supported,
        "contradicted": coverage.contradicted,
        "unsupported": coverage.unsupported,
        "opinion": coverage.opinions,
        "unchecked": coverage.found - coverage.checked,
    }
    total = sum(counts.values())
    found: list[Segment] = []
    start = 0.0
    for kind, count in counts.items():
        if count > 0:
            found.append(Segment(kind, count, round(start, 3), round(100 * count / total, 3)))
            start += 100 * count / total
    return found


@dataclass(frozen=True)
class Bar:
    """One stage's bar: ``width`` is in percent of the chart's longest, ``cached`` the part of it that came from the cache."""

    stage: str
    figure: str
    width: float
    cached: float = 0.0


@dataclass(frozen=True)
class Chart:
    """One measure of all stages."""

    title: str
    bars: tuple[Bar, ...]


def stages_in_order(record: RunRecord) -> list[tuple[str, StageRecord]]:
    """The stages that ran, by name, in the order of a run."""
    return [(name, record.stages[name]) for name in STAGE_NAMES if name in record.stages]


def charts(record: RunRecord) -> list[Chart]:
    """Tokens, dollars and seconds, each measured by the stage that took most."""
    measures: list[tuple[str, Callable[[StageRecord], float], Callable[[float], str]]] = [
        ("Tokens in", lambda stage: stage.input_tokens, "{:,.0f}".format),
        ("Tokens out", lambda stage: stage.output_tokens, "{:,.0f}".format),
        ("Dollars", lambda stage: stage.usd, dollars),
        ("Waiting for answers", lambda stage: stage.seconds, duration),
    ]
    stages = stages_in_order(record)
    made = []
    for title, measure, in_words in measures:
        percent = 100 / (max((measure(stage) for _, stage in stages), default=0) or 1)
        made.append(
            Chart(
                title,
                tuple(
                    Bar(
                        stage=name,
                        figure=in_words(measure(stage)),
                        width=round(percent * measure(stage), 2),
                        cached=round(percent * stage.cache_read_tokens, 2) if title == "Tokens in" else 0.0,
                    )
                    for name, stage in stages
                ),
            )
        )
    return made
