"""Figures as a reader wants them, and where they stand in the bar of all claims."""

from dataclasses import dataclass

from ghostwriter.schema.artifacts import Coverage

_MINUTE = 60
_WHOLE_SECONDS = 9.95


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
