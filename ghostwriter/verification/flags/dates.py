"""Flags on months and days that no source names, though the sources may have every digit of them."""

import functools
import re
from collections.abc import Iterator

from ghostwriter.text.dates.calendar import (
    Day,
    PlacedDay,
    named_days,
    named_months,
    numeric_days,
)
from ghostwriter.text.numbers.digits import value_of
from ghostwriter.text.numbers.lookup import stated_numbers
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.places import Places
from ghostwriter.verification.flags.source_index import SourceIndex

_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_CAPITAL = re.compile("[A-Z]")
_LETTERS = 3


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each month and each day of the year that is in no source; hint at weekdays, which may follow from a date."""
    # Written small, a month may be another word: children of 5-12 may come.
    days = [one for one in named_days(text) if _CAPITAL.search(text, one.start, one.end)] + [*numeric_days(text)]
    for placed in days:
        if _digits_stand(placed, sources) and not _is_named(placed, sources):
            day = text[placed.start : placed.end]
            yield flag_at(text, placed.start, placed.end, "date", f"no source names {day}", hard=True)
    known = sources.months
    stretches = Places((day.start, day.end) for day in days)
    for start, end, month in named_months(text):
        if month not in known and not stretches.around(start, start + 1):
            yield flag_at(text, start, end, "date", f"{text[start:end]} is in no source", hard=True)
    for match in _WEEKDAY.finditer(text):
        if not _has_word_beginning(match[0][:_LETTERS].lower(), sources.folded):
            yield flag_at(text, *match.span(), "date", f"{match[0]} is in no source", hard=False)


@functools.lru_cache(maxsize=64)
def _has_word_beginning(letters: str, text: str) -> bool:
    return re.search(rf"\b{letters}", text) is not None


def _digits_stand(placed: PlacedDay, sources: SourceIndex) -> bool:
    """Tell whether the sources hold the day's number, which is flagged for itself otherwise."""
    values = stated_numbers(sources.together).values
    return any(value_of(str(day.day)) in values for day in placed.readings)


def _is_named(placed: PlacedDay, sources: SourceIndex) -> bool:
    """Tell whether a source names the day, or has its number in any form beside its month, unless it gives it another year."""
    years = [(day, sources.years.get((day.month, day.day))) for day in placed.readings]
    if any(known and (day.year is None or not known.isdisjoint({day.year, None})) for day, known in years):
        return True
    return any(known is None and _stands_beside(day, sources) for day, known in years)


def _stands_beside(day: Day, sources: SourceIndex) -> bool:
    return value_of(str(day.day)) in sources.beside_months.get(day.month, ())
