"""Records in sources, ``key: value`` a line: what they say yes or no to, and the opening hours that they give day by day."""

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = "|".join(DAYS)
"""A pattern of the names of days."""
HALF_DAY = 12 * 60
"""Minutes: as they are spoken of, the hours of opening and closing do not tell morning from evening."""
_ANSWER = re.compile(
    r"^[ \t]*(?P<key>[A-Za-z][\w .&/-]{0,60}?):[ \t]*(?P<value>True|False|Yes|No|Free|Paid|None|Null|Unknown|N/A)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ANSWERS = {
    **dict.fromkeys(["true", "yes", "free", "paid"], True),
    **dict.fromkeys(["false", "no"], False),
    **dict.fromkeys(["none", "null", "unknown", "n/a"], None),
}
_PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s._-]+")
_HOURS = re.compile(
    rf"^[^\w\n]{{0,40}}(?:\w{{1,60}}[^\S\n]{{1,20}})?(?P<day>{DAY}):\s{{0,20}}(?P<opens>\d{{1,2}}:\d{{1,2}})"
    r"\s{0,20}[-–]\s{0,20}(?P<closes>\d{1,2}:\d{1,2})[^\S\n]*+$",
    re.MULTILINE | re.IGNORECASE,
)


class Answer(NamedTuple):
    """A record that says yes, no or nothing (None) to its key. Lower-cased words: of what stands above it, and of the key itself.

    ``attributes BusinessParking garage: False`` has ``attributes business parking`` above ``garage``.
    """

    above: tuple[str, ...]
    key: tuple[str, ...]
    holds: bool | None


class Hours(NamedTuple):
    """When a day opens and closes, in minutes since midnight."""

    opens: int
    closes: int


@functools.lru_cache(maxsize=64)
def answers(source: str) -> tuple[Answer, ...]:
    """The records of a source that answer yes, no or nothing, in order; a key may be answered more than once."""
    found = []
    for match in _ANSWER.finditer(source):
        *above, key = match["key"].split()
        found.append(Answer(_words(" ".join(above)), _words(key), _ANSWERS[match["value"].lower()]))
    return tuple(found)


@functools.lru_cache(maxsize=64)
def opening_hours(sources: tuple[str, ...]) -> Mapping[str, Hours]:
    """The hours of each day; days that are given twice, and not alike, are left out."""
    found: dict[str, set[Hours]] = {}
    for source in sources:
        for match in _HOURS.finditer(source):
            found.setdefault(match["day"].lower(), set()).add(
                Hours(_minutes(match["opens"]), _minutes(match["closes"]))
            )
    return {day: next(iter(hours)) for day, hours in found.items() if len(hours) == 1}


def days_between(first: str, last: str) -> tuple[str, ...]:
    """The days from one to another, both included, over the end of the week if need be."""
    start, end = DAYS.index(first.lower()), DAYS.index(last.lower())
    return DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1])


def _words(key: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in _PARTS.split(key) if part)


def _minutes(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
