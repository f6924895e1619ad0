"""Times of day, however they are written, as minutes of a half day: 7 pm, 19:00 and seven o'clock are the same."""

import re
from collections.abc import Iterator

from ghostwriter.text.numbers.words import spelled_values

_HALF_DAY = 12 * 60
_HOURS = range(1, 13)
_DIGITS = 2
"""Of an hour."""
_STATED = re.compile(
    r"""
    (?<![\d:.,])(?P<h>\d{1,2}) (?:
        (?:[:.h](?P<m>\d{2}))?\s?[ap]\.?\s?m\b
      | :(?P<minute>\d{2})(?![:.,]?\d)
      | h(?P<past>[0-5]\d)?\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_POSSIBLE = re.compile(r"(?<![\d:.,])(\d{1,2})(?:[:.h](\d{1,2}))?(?![:.,]?\d)")
_WITHOUT_COLON = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)\s?(?:h|hrs?|hours)\b", re.IGNORECASE)
_TWELVE = re.compile(r"\b(?:noon|midday|midnight)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(half|quarter)[\s-]+(past|to)[\s-]+(\w+)", re.IGNORECASE)
_QUARTERS = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}


def stated_times(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and time of what can be nothing but a time of day."""
    for match in _STATED.finditer(text):
        minutes = match["m"] or match["minute"] or match["past"] or 0
        yield match.start(), match.end(), _time(match["h"], minutes)


def possible_times(text: str) -> set[int]:
    """The times that any number of a text may be, in digits or in words."""
    found = {_time(hour, minute or 0) for hour, minute in _POSSIBLE.findall(text)}
    found |= {_time(hour, minute) for hour, minute in _WITHOUT_COLON.findall(text)}
    found |= {_time(int(value)) for value in spelled_values(text) if value in _HOURS}
    if _TWELVE.search(text):
        found.add(0)
    for match in _PAST.finditer(text):
        minutes = _QUARTERS.get((match[1].lower(), match[2].lower()), 0)
        said = match[3] if match[3].isdecimal() else ""
        hours = [int(said)] if 0 < len(said) <= _DIGITS else [int(value) for value in spelled_values(match[3])]
        found |= {_time(hour, minutes) for hour in hours}
    return found


def _time(hour: str | int, minutes: str | int = 0) -> int:
    return (int(hour) * 60 + int(minutes)) % _HALF_DAY
