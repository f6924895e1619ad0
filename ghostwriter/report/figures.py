"""Figures as a reader wants them, and the widths of the bars beside them."""

from dataclasses import dataclass

from ghostwriter.artifacts import Coverage
from ghostwriter.events import Usage
from ghostwriter.record import RunRecord
from ghostwriter.stages import STAGE_NAMES

_MINUTE = 60
_WHOLE_SECONDS = 9.95


@dataclass(frozen=True)
class Segment:
    """A stretch of the coverage bar: how many claims ended up so, and where it lies, in percent of the bar."""

    kind: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class StageRow:
    """One line of the cost table; the bars are in percent of the costliest and the slowest stage."""

    name: str
    model: str
    usage: Usage
    usd_bar: float
    seconds_bar: float


def segments(coverage: Coverage) -> list[Segment]:
    """How the claims that were found ended up; kinds that did not occur are left out."""
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


def stage_rows(record: RunRecord) -> list[StageRow]:
    """What each stage took, in the order of the run."""
    stages = [(name, record.stages[name]) for name in STAGE_NAMES if name in record.stages]
    most_usd = max((stage.usd for _, stage in stages), default=0.0)
    most_seconds = max((stage.seconds for _, stage in stages), default=0.0)
    return [
        StageRow(
            name=name,
            model=stage.model,
            usage=Usage.model_validate(stage.model_dump(include=set(Usage.model_fields))),
            usd_bar=_share(stage.usd, most_usd),
            seconds_bar=_share(stage.seconds, most_seconds),
        )
        for name, stage in stages
    ]


def _share(value: float, largest: float) -> float:
    return round(100 * value / largest, 2) if largest > 0 else 0.0


def dollars(usd: float) -> str:
    """An amount to the cent from a dollar on, else to a hundredth of a cent."""
    return f"${usd:,.2f}" if usd >= 1 or usd == 0 else f"${usd:.4f}"


def duration(seconds: float) -> str:
    """A time in minutes and seconds, with a decimal where it is short."""
    if seconds < _WHOLE_SECONDS:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def count(number: int, noun: str) -> str:
    """``1 issue``, ``2 issues``, ``1,200 words``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
