"""Measures in texts, and equality across units: 10 miles and 16 km, 5'10" and 178 cm."""

import functools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ghostwriter.text.numbers.figures import Figure, placed_figures
from ghostwriter.text.numbers.words import spelled_figures
from ghostwriter.text.units.units import Unit, converted, unit_at

_ONE = re.compile(r"\b(?:(?P<half>half\s+(?:an?|of\s+an?)|an?\s+half)|an?|one)(?=[\s-])", re.IGNORECASE)
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)
_ADDED = re.compile(r"(?:\s*,)?\s*(?:and\s+)?")
_METRES = re.compile(r"\d\s?m$")
"""What was read as millions may be metres, too."""
_FEET, _FEET_LETTERS = re.compile(r"(?:\bft\.?|\bfeet|\bfoot|['′’])[\s,]*$"), 8
_IN = re.compile(r"[\s-]?in\b")
_CLOSE, _CLOSE_IF_HOT, _CLOSE_IF_ROUND, _CLOSE_IF_SMALL = (Decimal(share) for share in ("0.03", "0.02", "0.05", "0.1"))
"""Shares of a value: converted figures are rounded, and by up to half of their last digit if that is not too much."""
_SMALL = 10
_A_DEGREE = Decimal(1)


class Measure(NamedTuple):
    """A measure between ``least`` and ``most``, as it may be rounded, written at ``[start, end)``."""

    start: int
    end: int
    least: Decimal
    most: Decimal
    unit: Unit

    @property
    def slack(self) -> Decimal:
        """Tolerance for the same measure in another unit."""
        size = abs(self.most)
        if self.unit.dimension == "temperature":
            return max(_A_DEGREE, size * _CLOSE_IF_HOT)
        half = Decimal(1).scaleb(_last_place(self.least)) / 2
        return max(size * _CLOSE, min(half, size * (_CLOSE_IF_ROUND if size >= _SMALL else _CLOSE_IF_SMALL)))


class _Known:
    """Measures, and what their bounds are in each unit that they can be converted to, in order."""

    def __init__(self, measured: Iterable[Measure]) -> None:
        self._measures: dict[str, list[Measure]] = defaultdict(list)
        for one in measured:
            self._measures[one.unit.dimension].append(one)
        self._bounds: dict[Unit, list[Decimal]] = {}

    def hold(self, one: Measure) -> bool:
        """Check that a measure is one of these in another unit."""
        bounds = self._bounds_in(one.unit)
        place = bisect_left(bounds, one.least - one.slack)
        return place < len(bounds) and bounds[place] <= one.most + one.slack

    def _bounds_in(self, unit: Unit) -> list[Decimal]:
        if unit not in self._bounds:
            alike = self._measures.get(unit.dimension, ())
            values = (converted(bound, one.unit, unit) for one in alike for bound in (one.least, one.most))
            self._bounds[unit] = sorted(value for value in values if value is not None)
        return self._bounds[unit]


def is_converted(figure: Figure, after: str, text: str) -> bool:
    """Check that a figure and its unit give one of a text's measures in another unit."""
    found = unit_at(f"m{after}" if _METRES.search(figure.shown) else after, 0)
    if found is None:
        return False
    return any(_known(text).hold(Measure(0, 0, least, most, found[0])) for least, most in figure.ranges)


def converted_places(text: str, measured: Iterable[Measure]) -> list[Measure]:
    """The measures of a text that are some of those ``measured``, in another unit."""
    known = _Known(measured)
    return [mine for mine in measures(text) if known.hold(mine)]


@functools.lru_cache(maxsize=128)
def _known(text: str) -> _Known:
    return _Known(measures(text))


@functools.lru_cache(maxsize=128)
def measures(text: str) -> tuple[Measure, ...]:
    """Measures of a text, in digits or in words; 5 feet 10 inches are three measures, the last of them the sum."""
    single = sorted(
        {measure for start, end, least, most in _values(text) for measure in _measure(text, start, end, least, most)}
    )
    return (*single, *_sums(text, single))


def _values(text: str) -> Iterator[tuple[int, int, Decimal, Decimal]]:
    for start, end, figure in placed_figures(text):
        for least, most in figure.ranges:
            yield start, end, least, most
    for start, end, value in spelled_figures(text):
        yield start, end, value, value
    for match in _ONE.finditer(text):
        value = Decimal("0.5") if match["half"] else Decimal(1)
        yield match.start(), match.end(), value, value


def _measure(text: str, start: int, end: int, least: Decimal, most: Decimal) -> Iterator[Measure]:
    found = unit_at(text, end - 1 if _METRES.search(text, start, end) else end) or _inches(text, start, end)
    if found is None:
        return
    unit, last = found
    more = _AND_A_HALF.match(text, last)
    if more is None:
        yield Measure(start, last, least, most, unit)
    else:
        yield Measure(start, more.end(), least + Decimal("0.5"), most + Decimal("0.5"), unit)


def _inches(text: str, start: int, end: int) -> tuple[Unit, int] | None:
    """In means inches where feet stand before it."""
    abbreviation = _IN.match(text, end) if _FEET.search(text[max(0, start - _FEET_LETTERS) : start]) else None
    found = unit_at("inches", 0) if abbreviation else None
    return (found[0], abbreviation.end()) if found and abbreviation else None


def _sums(text: str, single: Iterable[Measure]) -> Iterator[Measure]:
    for one, other in pairwise(single):
        beside = one.end <= other.start and _ADDED.fullmatch(text, one.end, other.start)
        if beside and one.unit.dimension == other.unit.dimension and other.unit.size < one.unit.size:
            share = other.unit.size / one.unit.size
            yield Measure(
                one.start, other.end, one.least + other.least * share, one.most + other.most * share, one.unit
            )


def _last_place(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
