"""Opening hours in records, and what a sentence says of them: days on which it is closed, times of other days, no such times."""

import functools
import re
from collections.abc import Iterator, Mapping

from ghostwriter.verification.flags.source_index import SourceIndex

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = "|".join(_DAYS)
_RECORD = re.compile(
    rf"^\W*(?:\w+\s+)?({_DAY}):\s*(\d{{1,2}}):(\d{{1,2}})\s*[-–]\s*(\d{{1,2}}):(\d{{1,2}})\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_RANGE = re.compile(rf"({_DAY})s?\s*(?:through|thru|to|until|-|–)\s*({_DAY})s?", re.IGNORECASE)
_EVERY_DAY = re.compile(r"every\s?day|daily|(?:seven|7) days|all week|throughout the week", re.IGNORECASE)
_ONE_DAY = re.compile(rf"\b({_DAY})s?\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?P<h>\d{1,2})(?::(?P<m>\d{2}))?\s*[ap]\.?m?\b|(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d)|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"open|hours|operat|clos|a\.?m|p\.?m", re.IGNORECASE)
_CLOSED = re.compile("closed", re.IGNORECASE)
_OTHER = re.compile(r"extended|longer|later|shorter|early|earlier|var(?:y|ies|ying)", re.IGNORECASE)
_HALF_DAY = 12 * 60
_OPEN_AND_CLOSE = 2

type Hours = Mapping[str, tuple[int, int]]
"""Minutes since midnight at which each day opens and closes."""

NAMES = (
    "hours_spoken_of",
    "hours_days",
    "hours_closed",
    "hours_none_such",
    "hours_of_others",
    "hours_uniform",
    "hours_differ",
)


def hours_features(sentence: str, sources: SourceIndex) -> dict[str, float]:
    """What a sentence says of hours, held against the record: how many days and times of it are wrong, and in what way."""
    found = dict.fromkeys(NAMES, 0.0)
    record = _record(sources)
    days, times = (_days(sentence), _times(sentence)) if record and _SPEAKS.search(sentence) else (set(), set())
    if not days and not times:
        return found
    closed = {day for day in _DAYS if record.get(day, (0, 0)) == (0, 0)}
    listed = {time % _HALF_DAY for hours in record.values() for time in hours}
    of_these = {time % _HALF_DAY for day in days for time in record.get(day, ())}
    uniform = [day for day in days - closed if day in record and {time % _HALF_DAY for time in record[day]} != times]
    return found | {
        "hours_spoken_of": 1.0,
        "hours_days": float(len(days)),
        "hours_closed": 0.0 if _CLOSED.search(sentence) else float(len(days & closed)),
        "hours_none_such": float(len(times - listed)),
        "hours_of_others": float(len(times - of_these)) if days else 0.0,
        "hours_uniform": float(len(uniform)) if len(times) == _OPEN_AND_CLOSE else 0.0,
        "hours_differ": float(bool(_OTHER.search(sentence))),
    }


@functools.lru_cache(maxsize=16)
def _record(sources: SourceIndex) -> Hours:
    return {
        match[1].lower(): (int(match[2]) * 60 + int(match[3]), int(match[4]) * 60 + int(match[5]))
        for text in sources.texts
        for match in _RECORD.finditer(text)
    }


def _days(sentence: str) -> set[str]:
    found = set(_DAYS) if _EVERY_DAY.search(sentence) else set()
    for match in _RANGE.finditer(sentence):
        first, last = (_DAYS.index(match[place].lower()) for place in (1, 2))
        found |= set(_DAYS[first : last + 1] if first <= last else _DAYS[first:] + _DAYS[: last + 1])
    found |= {match[1].lower() for match in _ONE_DAY.finditer(sentence)}
    if "weekday" in sentence.lower():
        found |= set(_DAYS[:5])
    if "weekend" in sentence.lower():
        found |= set(_DAYS[5:])
    return found


def _times(sentence: str) -> set[int]:
    """Times of day, in minutes of a half day, as they are spoken of."""
    return set(_minutes(sentence))


def _minutes(sentence: str) -> Iterator[int]:
    for match in _TIME.finditer(sentence):
        if match["word"]:
            yield 0
        else:
            yield (int(match["h"] or match["hour"]) * 60 + int(match["m"] or match["minute"] or 0)) % _HALF_DAY
