"""Days of the calendar, in all orders: 3 March 2021, March 3rd, 2021-03-03, 3/3/21, 14 to 16 March."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ghostwriter.text.dates.dates import MONTHS

_MONTHS = {name: number for number, name in enumerate(MONTHS, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?(?!\w)"
_TO = r"\s*(?:-|–|—|to|through|thru|until|and|or|&|,(?:\s*and)?)\s*"
_DAYS = rf"{_DAY}(?:{_TO}(?:the\s+)?{_DAY}){{0,30}}"
"""As many as a month has: a list without end would be gone through from each of its days."""
_NAMED = re.compile(
    rf"""
    (?<!\w)(?:
        (?P<month>{_MONTH})\.?\s+(?:the\s+)?(?P<days>{_DAYS})(?:,?\s+(?:of\s+)?(?P<year>\d{{4}})(?!\d))?
      | (?P<days_first>{_DAYS})\s+(?:day\s+)?(?:of\s+)?(?P<month_last>{_MONTH})(?![^\W\d_])\.?
        (?:,?\s+(?:of\s+)?(?P<year_last>\d{{4}})(?!\d))?
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d/-]|\.\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_STATED_MONTH = re.compile(
    rf"(?<![^\W\d_])(?:(?P<plain>{'|'.join(name.title() for name in MONTHS if name not in {'march', 'may'})})|"
    r"(?i:in|of|by|last|next|late|this|from|since|until|early|during|mid)[\s-](?P<either>May|March))(?![^\W\d_])"
)
_PLAIN = "|".join(sorted(_MONTHS.keys() - {"march", "mar", "may"}, key=len, reverse=True))
_ANY_MONTH = re.compile(
    rf"(?<![^\W\d_])(?:(?i:{_PLAIN})|March|MARCH|Mar|May|MAY|(?:(?<=in\s)|(?<=of\s)|(?<=by\s)|(?<=last\s)|(?<=since\s))(?:march|may))"
    r"(?![^\W\d_])"
)
"""Written small, two of them are mostly other words."""
_RANGE = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|to|through|thru|until)\s*(?:the\s+)?(\d{1,2})", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_LAST_DAY, _LAST_MONTH, _FULL_YEAR = 31, 12, 4
_CENTURIES = (1900, 2000)


class Day(NamedTuple):
    """A day; ``year`` is None where it is not given."""

    year: int | None
    month: int
    day: int


class PlacedDay(NamedTuple):
    """Days that a stretch of text may stand for: two for 3/4/2021, three for 14 to 16 March."""

    start: int
    end: int
    readings: tuple[Day, ...]


def numeric_days(text: str) -> Iterator[PlacedDay]:
    """Days that are written with figures alone."""
    for match in _NUMERIC.finditer(text):
        readings = tuple(_numeric(match))
        if readings:
            yield PlacedDay(match.start(), match.end(), readings)
    for match in _COMPACT.finditer(text):
        yield PlacedDay(match.start(), match.end(), (Day(*map(int, match.groups())),))


def named_days(text: str) -> Iterator[PlacedDay]:
    """Days whose month is written in letters; those of a range or a list together."""
    for match in _NAMED.finditer(text):
        month = _MONTHS[(match["month"] or match["month_last"]).lower()]
        written = match["year"] or match["year_last"]
        year = int(written) if written else None
        days = sorted(_listed(match["days"] or match["days_first"]))
        if days and days[-1] <= _LAST_DAY:
            end = match.end() - match[0].endswith(".")
            yield PlacedDay(match.start(), end, tuple(Day(year, month, day) for day in days))


def days_of(text: str) -> set[Day]:
    """All days that a text may name."""
    return {day for placed in (*numeric_days(text), *named_days(text)) for day in placed.readings}


def months_of(text: str) -> set[int]:
    """All months that a text may name."""
    named = {month for _, _, month in possible_months(text)}
    return named | {day.month for day in days_of(text)}


def possible_months(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of each word that may name a month."""
    for match in _ANY_MONTH.finditer(text):
        yield match.start(), match.end(), _MONTHS[match[0].lower()]


def named_months(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of each month that is named in full, and is no name, verb or noun."""
    for match in _STATED_MONTH.finditer(text):
        group = "plain" if match["plain"] else "either"
        yield match.start(group), match.end(group), _MONTHS[match[group].lower()]


def _numeric(match: re.Match[str]) -> Iterator[Day]:
    first, mark, middle, last = match.groups()
    if len(first) == _FULL_YEAR:
        orders = [(first, middle, last)]
    elif len(last) == _FULL_YEAR or (len(last) == _FULL_YEAR // 2 and mark != "-"):
        orders = [(last, middle, first), (last, first, middle)]
    else:
        orders = []
    for year, month, day in orders:
        if 1 <= int(month) <= _LAST_MONTH and 1 <= int(day) <= _LAST_DAY:
            years = [int(year)] if len(year) == _FULL_YEAR else [century + int(year) for century in _CENTURIES]
            yield from (Day(one, int(month), int(day)) for one in years)


def _listed(days: str) -> set[int]:
    found = {int(number) for number in _NUMBER.findall(days)}
    for first, last in _RANGE.findall(days):
        found |= set(range(int(first), int(last) + 1))
    return found
