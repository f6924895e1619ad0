"""Figures in text, made comparable: 1.2 million, 1,200,000 and $1.2M are the same, and so are three and 3, 7 pm and 19:00.

Only figures in digits are asked for; number words are read where a figure may rest on them.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ghostwriter.text.dates.calendar import Day, numeric_days
from ghostwriter.text.numbers.digits import (
    CENTS,
    DIGITS,
    LONGEST_NUMBER,
    NUMBER,
    SCALE,
    TO,
    completed,
    in_each_century,
    phones,
    powers,
    powers_of_range,
    readings,
    value_of,
    without_idle_numbers,
)
from ghostwriter.text.numbers.fractions import Share, fractions, ratios
from ghostwriter.text.numbers.lookup import stated_numbers
from ghostwriter.text.numbers.rounding import Hedge, exactly, hedge_of, rounded
from ghostwriter.text.numbers.times_of_day import stated_times

_DECADE = re.compile(r"\d{2,4}s\b")
_CENTURY = re.compile(r"(?:st|nd|rd|th)[\s-]+century\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|pct\b)", re.IGNORECASE)
_MONEY = tuple("$€£¥₹")
_A_CENTURY, _A_DECADE = 100, 10

type Range = tuple[Decimal, Decimal]


class Figure(NamedTuple):
    """A figure as written, and the values of which a source has to hold one.

    That is a value in one of the ranges ``(least, most)``, the likeliest of which is the last, or the time of day, or one of the
    days, or all of the ``parts``.
    """

    shown: str
    ranges: tuple[Range, ...] = ()
    time: int | None = None
    days: tuple[Day, ...] = ()
    parts: tuple[Decimal, ...] = ()


class PlacedFigure(NamedTuple):
    """A figure, and where it stands."""

    start: int
    end: int
    figure: Figure


def figures(text: str) -> list[Figure]:
    """The figures that a text states, in order."""
    return [placed.figure for placed in placed_figures(text)]


@functools.lru_cache(maxsize=64)
def placed_figures(text: str) -> tuple[PlacedFigure, ...]:
    """The figures that a text states, with their places, in order."""
    bare = without_idle_numbers(text)
    if not DIGITS.search(bare):
        return ()
    found: list[PlacedFigure] = []
    for read in (_days, _times, _phones, _fractions, _ratios, _quantities):
        new = list(read(bare))
        found += new
        bare = _blanked(bare, new)
    return tuple(sorted(found, key=lambda placed: placed.start))


def missing_numbers(claim: str, text: str) -> list[str]:
    """Figures of a claim, as written there, that a text does not hold in any form."""
    wanted = dict.fromkeys(figures(claim))
    return [figure.shown for figure in wanted if not is_held(figure, text)]


def is_held(figure: Figure, text: str) -> bool:
    """Tell whether a text holds a figure in some form."""
    known = stated_numbers(text)
    if figure.time in known.times or any(known.has_between(least, most) for least, most in figure.ranges):
        return True
    if figure.parts and known.values.issuperset(figure.parts):
        return True
    return any(
        value_of(str(day.year)) in known.values
        and value_of(str(day.day)) in known.values
        and (day.month in known.months or day.month in known.values)
        for day in figure.days
    )


def _days(text: str) -> Iterator[PlacedFigure]:
    for start, end, days in numeric_days(text):
        shown = text[start:end]
        # Eight digits may be any number, too.
        ranges = (exactly(value_of(shown)),) if shown.isdecimal() else ()
        yield PlacedFigure(start, end, Figure(shown, ranges, days=days))


def _times(text: str) -> Iterator[PlacedFigure]:
    for start, end, time in stated_times(text):
        yield PlacedFigure(start, end, Figure(text[start:end], time=time))


def _phones(text: str) -> Iterator[PlacedFigure]:
    for start, end, digits in phones(text):
        yield PlacedFigure(start, end, Figure(text[start:end].strip(), (exactly(value_of(digits)),)))


def _fractions(text: str) -> Iterator[PlacedFigure]:
    return (_share(share, text) for share in fractions(text))


def _ratios(text: str) -> Iterator[PlacedFigure]:
    return (_share(share, text) for share in ratios(text) if DIGITS.search(text, share.start, share.end))


def _share(share: Share, text: str) -> PlacedFigure:
    hedge = hedge_of(text, share.start, share.end)
    figure = Figure(text[share.start : share.end], tuple(_told(share, hedge)), parts=share.numbers)
    return PlacedFigure(share.start, share.end, figure)


def _told(share: Share, hedge: Hedge | None) -> Iterator[Range]:
    """A share as a fraction, and as a percentage, as either may have been rounded."""
    yield rounded(share.value, Decimal("0.005"), hedge)
    if not share.ones:
        yield rounded(share.value * 100, Decimal("2" if hedge else "0.7"), hedge)


def _quantities(text: str) -> Iterator[PlacedFigure]:
    before: re.Match[str] | None = None
    for match in NUMBER.finditer(text):
        values = readings(match[0])
        if not values:
            # A version, or the like: each part has to stand.
            for part in DIGITS.finditer(match[0]):
                start = match.start() + part.start()
                yield PlacedFigure(start, start + len(part[0]), Figure(part[0], (exactly(value_of(part[0])),)))
        elif _DECADE.fullmatch(text, match.start(), match.end() + 1):
            shown = f"{_sign(text, match)}{match[0]}s"
            yield PlacedFigure(match.start(), match.end() + 1, Figure(shown, tuple(_decades(values[0]))))
        else:
            yield _quantity(text, match, values, before)
        before = match


def _quantity(text: str, match: re.Match[str], values: list[Decimal], before: re.Match[str] | None) -> PlacedFigure:
    scale = SCALE.match(text, match.end())
    end = scale.end() if scale else match.end()
    if text[match.start() - 1 : match.start()] == "." and not text[match.start() - 2 : match.start() - 1].isalnum():
        values = [value_of(f"0.{match[0]}")] if match[0].isdecimal() else values
    hedge = hedge_of(text, match.start(), end)
    digit = _last_digit(match[0][:LONGEST_NUMBER], hedge)
    ranges = [exactly(value) for value in _others(text, match, values, before)]
    if _CENTURY.match(text, match.end()):
        ranges += [((value - 1) * _A_CENTURY, value * _A_CENTURY) for value in values]
    ranges += [
        rounded(value * 10**power, digit * 10**power, hedge) if power or hedge else exactly(value)
        for value in values
        for power in sorted(powers(scale) | (powers_of_range(text, match) if scale is None else set()))
    ]
    return PlacedFigure(match.start(), end, Figure(f"{_sign(text, match)}{text[match.start() : end]}", tuple(ranges)))


def _others(text: str, match: re.Match[str], values: list[Decimal], before: re.Match[str] | None) -> Iterator[Decimal]:
    """Other readings of a number by the words beside it: a share of one, cents, a year without its century."""
    if _PERCENT.match(text, match.end()) or CENTS.match(text, match.end()):
        yield from (value / 100 for value in values)
    if text[match.start() - 1 : match.start()] in {"'", "’", "‘"} and match[0].isdecimal() and len(match[0]) == 2:  # noqa: PLR2004
        yield from in_each_century(values[0])
    if before and TO.fullmatch(text, before.end(), match.start()):
        yield from completed(before[0], match[0])


def _sign(text: str, match: re.Match[str]) -> str:
    before = text[match.start() - 1 : match.start()]
    return before if before in _MONEY else ""


def _decades(start: Decimal) -> Iterator[Range]:
    # The '90s have lost their century, and the 1800s may be a whole one.
    if start >= _A_CENTURY and start % _A_CENTURY == 0:
        yield start, start + _A_CENTURY - 1
    for first in (start, *in_each_century(start)):
        yield first, first + _A_DECADE - 1


def _last_digit(number: str, hedge: Hedge | None) -> Decimal:
    """By how much its last digit may have been rounded: by half of it, or all of it where a round number is hedged."""
    if "." in number:
        return Decimal(1).scaleb(-len(number.rpartition(".")[2])) / 2
    zeros = len(number) - len(number.rstrip("0"))
    return Decimal(10) ** zeros if hedge and zeros else Decimal("0.5")


def _blanked(text: str, found: Iterable[PlacedFigure]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, _ in sorted(found, key=lambda placed: placed.start):
        if end > at:
            pieces += [text[at:start], " " * (end - max(at, start))]
            at = end
    return "".join([*pieces, text[at:]])
