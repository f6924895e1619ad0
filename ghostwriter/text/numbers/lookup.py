"""Numbers stated in a text, for lookup: every value that its figures and number words may stand for."""

import functools
import re
from bisect import bisect_left
from decimal import Decimal
from typing import NamedTuple

from ghostwriter.text.dates.calendar import days_of, months_of
from ghostwriter.text.numbers.digits import (
    CENTS,
    DIGITS,
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
)
from ghostwriter.text.numbers.fractions import share_values
from ghostwriter.text.numbers.times_of_day import possible_times
from ghostwriter.text.numbers.words import spelled_values

_CLOCK = re.compile(r"(?<![\d:.,])(\d{1,2}):(\d{1,2})(?![:.,]?\d)")
_POINT = re.compile(r"(?<![\w.,])\.\d+")
_SHORT_YEAR = re.compile(r"(?<!\w)['’‘](\d\d)(?!\d)|\b(\d0)s\b")
_ROMAN = re.compile(r"(?<=[^\W\d_]\s)(?:X{0,3})(?:IX|IV|V?I{0,3})\b")
_NUMERALS = {"I": 1, "V": 5, "X": 10}
_TWELVE = re.compile(r"\b(?:noon|midday|midnight)\b", re.IGNORECASE)
_DECADES = range(20, 100, 10)


class StatedNumbers(NamedTuple):
    """The values, the times of day (minutes of a half day), and the months that a text may state; the values also in order."""

    values: frozenset[Decimal]
    times: frozenset[int]
    months: frozenset[int]
    ordered: tuple[Decimal, ...]

    def has_between(self, least: Decimal, most: Decimal) -> bool:
        """Tell whether it may state a value from ``least`` to ``most``, both included."""
        place = bisect_left(self.ordered, least)
        return place < len(self.ordered) and self.ordered[place] <= most


@functools.lru_cache(maxsize=1024)
def stated_numbers(text: str) -> StatedNumbers:
    """Read the numbers of a text; cached, since a source is asked many times."""
    spelled = spelled_values(text)
    values = spelled | _values(text) | share_values(text)
    values |= {value_of(part) for match in _CLOCK.finditer(text) for part in match.groups()}
    values |= {value_of(f"0{match[0]}") for match in _POINT.finditer(text)}
    values |= {value_of(phone) for _, _, phone in phones(text)}
    values |= {value_of(str(part)) for day in days_of(text) for part in (day.year, day.day) if part is not None}
    years = [value_of(match[1] or match[2]) for match in _SHORT_YEAR.finditer(text)]
    years += [value for value in spelled if value in _DECADES]
    values |= {year for short in years for year in in_each_century(short)}
    values |= {Decimal(_roman(match[0])) for match in _ROMAN.finditer(text) if match[0]}
    if _TWELVE.search(text):
        values.add(Decimal(12))
    times, months = frozenset(possible_times(text)), frozenset(months_of(text))
    return StatedNumbers(frozenset(values), times, months, tuple(sorted(values)))


def _values(text: str) -> set[Decimal]:
    """The values of the numbers in digits, also as parts of ranges."""
    values: set[Decimal] = set()
    numbers = list(NUMBER.finditer(text))
    for position, match in enumerate(numbers):
        found = readings(match[0]) or [value_of(part) for part in DIGITS.findall(match[0])]
        scale = SCALE.match(text, match.end())
        values |= {value * 10**power for value in found for power in powers(scale) | powers_of_range(text, match)}
        if CENTS.match(text, match.end()):
            values |= {value / 100 for value in found}
        if position and TO.fullmatch(text, numbers[position - 1].end(), match.start()):
            values |= completed(numbers[position - 1][0], match[0])
    return values


def _roman(numeral: str) -> int:
    """The value of a numeral up to XXXIX."""
    values = [_NUMERALS[letter] for letter in numeral]
    return sum(-one if one < max(values[place:]) else one for place, one in enumerate(values))
