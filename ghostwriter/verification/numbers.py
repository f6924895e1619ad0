"""Figures in text, made comparable: 1.2 million, 1,200,000 and $1.2M are the same, and so are three and 3, 7 pm and 19:00.

Only figures in digits are asked for; number words are read where a figure may rest on them. What stands in a name (COVID-19,
A380), in an idiom (24/7, 4 out of 5) or before a list item states no quantity and is passed over.
"""

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ghostwriter.verification.number_words import spelled_values

_CITATION = re.compile(r"\[(?:S\d+F\d+[,;\s]*)+\]")
_IDLE = re.compile(
    r"""
    \b(?:24/7|50/50|50-50|9/11|20/20)\b
  | (?<=\d)\s?/\s?(?:5|10|100)\b(?![/.\d]) | \bout\s+of\s+(?:5|10|100)\b  # the scale of a rating
  | ^\s*(?:\d{1,3}[.)]|\(\d{1,3}\))\s                                    # the number of a list item
  | (?<![\w.,])(?!(?:EUR|USD|GBP|CHF|Rs)\d)[^\W\d_]+\d[\w-]*              # A380
  | (?<![\w.,-])[A-Z]\w*[-‐‑]\d{1,3}(?!\d)                               # COVID-19
    """,
    re.VERBOSE | re.MULTILINE,
)
_TIME = re.compile(r"(?<![\d:.,])(\d{1,2})(?::(\d{1,2}))?(?![:.,]?\d)\s?(?:([ap])\.?\s?m\b)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*[½¼¾]?")
_SCALE = re.compile(r"[\s-]?(hundred|thousand|million|billion|trillion|mln|mn|bn|tn|[kmb])\b", re.IGNORECASE)
_POWERS = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9,
    "trillion": 12, "tn": 12,
}  # fmt: skip
_DIGITS = re.compile(r"\d+")
_DECADE = re.compile(r"\d{2,4}s\b")
_FRACTION = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_TO = re.compile(r"\s*(?:-|–|—|to|and|or)\s*[$€£¥]?\s*", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:about|around|almost|nearly|roughly|some|approximately|over|under|above|below|close to|(?:more|less|fewer) than|"
    r"at least|up to|an estimated)\s+(?:a\s+)?[$€£¥]?$",
    re.IGNORECASE,
)
_LONGEST_HEDGE = 24
_ROUNDING = Decimal("0.1")
"""A rounded figure is never further off than this share of itself."""
_HALF_DAY = 12 * 60


class Figure(NamedTuple):
    """A figure as written, and the ranges ``(least, most)`` of which a source has to hold a value; or a time of day."""

    shown: str
    ranges: tuple[tuple[Decimal, Decimal], ...] = ()
    time: int | None = None


class PlacedFigure(NamedTuple):
    """A figure, and where it stands."""

    start: int
    end: int
    figure: Figure


def figures(text: str) -> list[Figure]:
    """The figures that a text states, in order."""
    return [placed.figure for placed in placed_figures(text)]


def placed_figures(text: str) -> list[PlacedFigure]:
    """The figures that a text states, with their places, in order."""
    bare = _IDLE.sub(lambda match: " " * len(match[0]), _CITATION.sub(lambda match: " " * len(match[0]), text))
    times = [match for match in _TIME.finditer(bare) if match[2] or match[3]]
    found = [
        PlacedFigure(
            match.start(), match.start() + len(match[0].rstrip()), Figure(match[0].strip(), time=_minutes(match))
        )
        for match in times
    ]
    found += _quantities(_blanked(bare, times))
    return sorted(found, key=lambda placed: placed.start)


def missing_numbers(claim: str, text: str) -> list[str]:
    """Figures of a claim, as written there, that a text does not hold in any form."""
    wanted = figures(claim)
    if not wanted:
        return []
    return [figure.shown for figure in dict.fromkeys(wanted) if not is_held(figure, text)]


def is_held(figure: Figure, text: str) -> bool:
    """Whether a text holds a figure in some form."""
    values, times = held_values(text)
    return figure.time in times or any(least <= value <= most for least, most in figure.ranges for value in values)


def _quantities(text: str) -> Iterator[PlacedFigure]:
    for match in _NUMBER.finditer(text):
        scale = _SCALE.match(text, match.end())
        readings = _readings(match[0])
        end = scale.end() if scale else match.end()
        hedged = _HEDGE.search(text[max(0, match.start() - _LONGEST_HEDGE) : match.start()]) is not None
        before = text[match.start() - 1 : match.start()]
        shown = f"{before if before in tuple('$€£¥') else ''}{text[match.start() : end]}"
        if not readings:
            # A date such as 04.05.1937, or a version: each part has to stand.
            for part in _DIGITS.finditer(match[0]):
                start = match.start() + part.start()
                yield PlacedFigure(start, start + len(part[0]), Figure(part[0], (_exactly(_value(part[0])),)))
        elif _DECADE.fullmatch(text, match.start(), match.end() + 1):
            yield PlacedFigure(match.start(), match.end() + 1, Figure(f"{shown}s", tuple(_decades(readings[0]))))
        else:
            ranges = tuple(
                _about(value * 10**power, Decimal(10) ** (power - _decimals(match[0], hedged=hedged)), hedged=hedged)
                if power or hedged
                else _exactly(value)
                for value in readings
                for power in _powers(scale)
            )
            yield PlacedFigure(match.start(), end, Figure(shown, ranges))


@functools.lru_cache(maxsize=128)
def held_values(text: str) -> tuple[frozenset[Decimal], frozenset[int]]:
    """The values that a text holds, and the times of day; a source is asked many times."""
    values = spelled_values(text)
    hours = list(_TIME.finditer(text))
    values |= {_value(part) for match in hours if match[2] for part in match.groups()[:2]}
    numbers = list(_NUMBER.finditer(text))
    for position, match in enumerate(numbers):
        readings = _readings(match[0]) or [_value(part) for part in _DIGITS.findall(match[0])]
        powers = _powers(_SCALE.match(text, match.end())) | _power_of_range(text, numbers[position : position + 2])
        values |= {value * 10**power for value in readings for power in powers}
        if position and _TO.fullmatch(text, numbers[position - 1].end(), match.start()):
            values |= _completed(numbers[position - 1][0], match[0])
    values |= {Decimal(value) for sign, value in _FRACTION.items() if sign in text}
    return frozenset(values), frozenset(_minutes(match) for match in hours)


def _readings(number: str) -> list[Decimal]:
    """What the digits and separators of a number may stand for; nothing, if they do not make one number."""
    if number[-1] in _FRACTION:
        return [whole + Decimal(_FRACTION[number[-1]]) for whole in _readings(number[:-1])]
    first, *others = re.split(r"[.,'’\s]", number)
    marks = re.findall(r"[.,'’\s]", number)
    by_thousands = len(first) <= 3 and all(len(group) == 3 for group in others)  # noqa: PLR2004 (groups of three)
    if by_thousands and len(set(marks)) == 1:
        whole = _value(first + "".join(others))
        return [whole, _value(f"{first}.{others[0]}")] if marks == ["."] else [whole]
    if len(marks) <= 1:
        return [_value(".".join([first, *others]))]
    if len(set(marks[:-1])) == 1 and marks[-1] in {".", ","} - {marks[0]}:
        return [_value(f"{first}{''.join(others[:-1])}.{others[-1]}")]
    return []


def _powers(scale: re.Match[str] | None) -> set[int]:
    """The powers of ten that a scale stands for; m and b may also be metres and the like."""
    if scale is None:
        return {0}
    power = _POWERS[scale[1].lower()]
    return {0, power} if len(scale[1]) == 1 and scale[1] not in {"k", "K"} else {power}


def _power_of_range(text: str, numbers: list[re.Match[str]]) -> set[int]:
    """In "12 to 15 million", 12 is a number of millions too."""
    if len(numbers) < 2 or not _TO.fullmatch(text, numbers[0].end(), numbers[1].start()):  # noqa: PLR2004 (a range)
        return set()
    return _powers(_SCALE.match(text, numbers[1].end()))


def _completed(first: str, last: str) -> set[Decimal]:
    """In "1932-36", 36 is 1936."""
    return (
        {_value(first[: -len(last)] + last)} if first.isdigit() and last.isdigit() and len(last) < len(first) else set()
    )


def _decades(start: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    # The '90s have lost their century.
    lost = range(1000, 2100, 100) if start < 100 else ()  # noqa: PLR2004 (a century)
    for first in (start, *(century + start for century in lost)):
        yield first, first + 9


def _value(digits: str) -> Decimal:
    """The number, to the precision in which all are compared."""
    return +Decimal(digits)


def _exactly(value: Decimal) -> tuple[Decimal, Decimal]:
    return value, value


def _about(value: Decimal, unit: Decimal, *, hedged: bool) -> tuple[Decimal, Decimal]:
    """What a figure may have been rounded from: half a unit of its last digit, or a whole one if it says "about"."""
    slack = min(unit if hedged else unit / 2, value * _ROUNDING)
    return value - slack, value + slack


def _decimals(number: str, *, hedged: bool) -> int:
    """Digits after the point; less than none for the zeros that end a hedged round number."""
    if "." in number:
        return len(number.rpartition(".")[2])
    return len(number.rstrip("0")) - len(number) if hedged else 0


def _minutes(match: re.Match[str]) -> int:
    return (int(match[1]) * 60 + int(match[2] or 0)) % _HALF_DAY


def _blanked(text: str, matches: list[re.Match[str]]) -> str:
    for match in matches:
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text
