"""Opening hours in records, and what a sentence says of them: days on which it is closed, times of other days, no such times."""

import re
from collections.abc import Iterator

from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.records import DAY, DAYS, HALF_DAY, days_between, opening_hours

_RANGE = re.compile(rf"({DAY})s?\s*(?:through|thru|to|until|-|–)\s*({DAY})s?", re.IGNORECASE)
_EVERY_DAY = re.compile(r"every\s?day|daily|(?:seven|7) days|all week|throughout the week", re.IGNORECASE)
_ONE_DAY = re.compile(rf"\b({DAY})s?\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?P<h>\d{1,2})(?::(?P<m>\d{2}))?\s*[ap]\.?m?\b|(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d)|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"open|hours|operat|clos|a\.?m|p\.?m", re.IGNORECASE)
_CLOSED = re.compile("closed", re.IGNORECASE)
_OTHER = re.compile(r"extended|longer|later|shorter|early|earlier|var(?:y|ies|ying)", re.IGNORECASE)
_OPEN_AND_CLOSE = 2


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
    record = opening_hours(sources.texts)
    days, times = (_days(sentence), _times(sentence)) if record and _SPEAKS.search(sentence) else (set(), set())
    if not days and not times:
        return found
    closed = {day for day in DAYS if record.get(day, (0, 0)) == (0, 0)}
    listed = {time % HALF_DAY for hours in record.values() for time in hours}
    of_these = {time % HALF_DAY for day in days for time in record.get(day, ())}
    uniform = [day for day in days - closed if day in record and {time % HALF_DAY for time in record[day]} != times]
    return found | {
        "hours_spoken_of": 1.0,
        "hours_days": float(len(days)),
        "hours_closed": 0.0 if _CLOSED.search(sentence) else float(len(days & closed)),
        "hours_none_such": float(len(times - listed)),
        "hours_of_others": float(len(times - of_these)) if days else 0.0,
        "hours_uniform": float(len(uniform)) if len(times) == _OPEN_AND_CLOSE else 0.0,
        "hours_differ": float(bool(_OTHER.search(sentence))),
    }


def _days(sentence: str) -> set[str]:
    found = set(DAYS) if _EVERY_DAY.search(sentence) else set()
    for match in _RANGE.finditer(sentence):
        found |= set(days_between(match[1], match[2]))
    found |= {match[1].lower() for match in _ONE_DAY.finditer(sentence)}
    if "weekday" in sentence.lower():
        found |= set(DAYS[:5])
    if "weekend" in sentence.lower():
        found |= set(DAYS[5:])
    return found


def _times(sentence: str) -> set[int]:
    """Times of day, in minutes of a half day, as they are spoken of."""
    return set(_minutes(sentence))


def _minutes(sentence: str) -> Iterator[int]:
    for match in _TIME.finditer(sentence):
        if match["word"]:
            yield 0
        else:
            yield (int(match["h"] or match["hour"]) * 60 + int(match["m"] or match["minute"] or 0)) % HALF_DAY
