"""Where a text states figures, and what stands around each."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ghostwriter.verification.flags.measured import Measured, measured
from ghostwriter.verification.flags.passages import Row
from ghostwriter.verification.number_words import spelled_figures
from ghostwriter.verification.numbers import Figure, PlacedFigure, placed_figures

_TIGHT, _NEAR, _WIDE = 3, 6, 14
"""Words on either side."""

_RECORD = re.compile(r"[\w .-]{1,60}:\s*\S{1,14}")


@dataclass(frozen=True)
class Occurrence:
    """A figure in a sentence: its place there, what it measures, its neighbours.

    ``sentence`` is that sentence's number, and a record is a line of a key and one value.
    """

    start: int
    end: int
    figure: Figure
    measured: Measured
    before: str
    tight: frozenset[str]
    near: frozenset[str]
    wide: frozenset[str]
    sentence: int
    is_record: bool

    @property
    def is_spelled(self) -> bool:
        """Whether it is written in words."""
        return not any(character.isdigit() for character in self.figure.shown)

    def agrees(self, other: "Occurrence") -> bool:
        """Whether two figures may stand for one value."""
        if self.figure.time is not None or other.figure.time is not None:
            return self.figure.time == other.figure.time
        return any(
            least <= highest and lowest <= most
            for least, most in self.figure.ranges
            for lowest, highest in other.figure.ranges
        )


def occurrences(text: str, number: int = 0) -> list[Occurrence]:
    """The figures of one sentence, those in words too."""
    found = [_whole(text, one) for one in placed_figures(text)]
    spelled = [
        PlacedFigure(start, end, Figure(text[start:end], ((value, value),)))
        for start, end, value in spelled_figures(text)
        if not any(one.start < end and start < one.end for one in found)
    ]
    if not found and not spelled:
        return []
    row = Row.of(text)
    return [_occurrence(text, row, one, number) for one in [*found, *spelled]]


def _whole(text: str, placed: PlacedFigure) -> PlacedFigure:
    """21st is a day, and no decade."""
    if not placed.figure.shown.endswith("s") or not text[placed.end : placed.end + 1].isalnum():
        return placed
    digits = placed.figure.shown.removesuffix("s")
    return PlacedFigure(placed.start, placed.end - 1, Figure(digits, ((Decimal(digits), Decimal(digits)),)))


def _occurrence(text: str, row: Row, placed: PlacedFigure, number: int) -> Occurrence:
    first, last = row.place(placed.start), row.place(placed.end)
    return Occurrence(
        placed.start,
        placed.end,
        placed.figure,
        measured(text, placed.start, placed.end, is_time=placed.figure.time is not None),
        row.words[first - 1] if first else "",
        row.around(first, last, _TIGHT),
        row.around(first, last, _NEAR),
        row.around(first, last, _WIDE),
        number,
        _RECORD.fullmatch(text) is not None,
    )
