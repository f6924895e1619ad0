"""Dates in text, in any of the ways that they are written."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3
_UNMISTAKABLE = "|".join(month for month in MONTHS if month not in {"march", "may"})
_MONTH = "|".join([*MONTHS, r"sept\.?", *(rf"{month[:_SHORTEST]}\.?" for month in MONTHS)])
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = re.compile(
    rf"""
    \b(?P<iso_year>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b
  | \b(?P<one>\d{{1,2}})[./](?P<other>\d{{1,2}})[./](?P<numeric_year>\d{{4}}|\d{{2}})\b
  | \b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<month>{_MONTH})(?:,?[ ](?P<year>{_YEAR}))?)(?!\w)
  | \b(?P<month_first>{_MONTH})[ ](?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?[ ](?P<year_last>{_YEAR}))?(?!\w)
  | \b(?P<month_of>{_MONTH})(?:[ ]of)?,?[ ](?P<its_year>{_YEAR})\b
  | \b(?P<month_alone>{_UNMISTAKABLE})\b
  | \b(?:in|of|since|until|by|last|next|during|from|early|late|mid)[ -](?P<month_behind>May|March)\b
  | \b(?P<year_alone>{_YEAR})\b
  | \b(?P<weekday>{"|".join(WEEKDAYS)})(?=s?\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CENTURY = 100


class Date(NamedTuple):
    """The parts of a date that a text gives, and its place; months and weekdays by their English names."""

    year: int | None
    month: str | None
    day: int | None
    weekday: str | None
    start: int
    end: int

    def differs_from(self, other: "Date") -> bool:
        """Whether the given parts rule out that both are the same day."""
        mine, theirs = self[:4], other[:4]
        return any(one is not None and two is not None and one != two for one, two in zip(mine, theirs, strict=True))

    def is_named_by(self, other: "Date") -> bool:
        """Whether the other date names at least one part of this one and contradicts none."""
        return not self.differs_from(other) and any(
            one is not None and one == two for one, two in zip(self[:4], other[:4], strict=True)
        )


def dates(text: str) -> list[Date]:
    """The dates that a text gives, in order; 4/5/1937 is given in both of its readings."""
    found: list[Date] = []
    for date in (date for match in _DATE.finditer(text) for date in _readings(match)):
        last = found[-1] if found else None
        if last and last.weekday and last.day is None and date.day and text[last.end : date.start] in {" ", ", "}:
            found[-1] = date._replace(weekday=last.weekday, start=last.start)
        else:
            found.append(date)
    return found


def months(text: str) -> set[str]:
    """The months that a text names."""
    return {date.month for date in dates(text) if date.month}


def weekdays(text: str) -> set[str]:
    """The days of the week that a text names."""
    return {date.weekday for date in dates(text) if date.weekday}


def all_differ(some: Iterable[Date], others: Iterable[Date]) -> bool:
    """Whether both texts give dates and share none."""
    pairs = [one.differs_from(other) for one in some for other in others]
    return bool(pairs) and all(pairs)


def _readings(match: re.Match[str]) -> Iterator[Date]:
    part = match.groupdict()
    place = match.span()
    if part["one"]:
        numeric = int(part["numeric_year"])
        for day, month in ((part["one"], part["other"]), (part["other"], part["one"])):
            if 1 <= int(month) <= len(MONTHS):
                yield Date(numeric if numeric >= _CENTURY else None, MONTHS[int(month) - 1], int(day), None, *place)
        return
    year = next((int(part[name]) for name in _YEARS if part[name]), None)
    month = next((part[name] for name in _NAMES if part[name]), None)
    day = next((int(part[name]) for name in ("iso_day", "day", "day_after") if part[name]), None)
    weekday = part["weekday"].lower() if part["weekday"] else None
    yield Date(year, _name(month) if month else None, day, weekday, *place)


_YEARS = ("iso_year", "year", "year_last", "its_year", "year_alone")
_NAMES = ("iso_month", "month", "month_first", "month_of", "month_alone", "month_behind")


def _name(month: str) -> str | None:
    if month.isdigit():
        return MONTHS[int(month) - 1] if 1 <= int(month) <= len(MONTHS) else None
    return next(name for name in MONTHS if name.startswith(month[:_SHORTEST].lower()))
