"""Opening hours: what a sentence says of several days at once, against a record that gives hours day by day."""

import re
from collections.abc import Iterator, Mapping

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.records import DAY, DAYS, HALF_DAY, days_between, opening_hours

_SPOKEN_OF = re.compile(
    rf"(?:(?P<first>{DAY})s?\s*(?:through|thru|to|until|-|–)\s*(?P<last>{DAY})s?)|"
    r"(?P<all>every\s?day(?: of the week)?|daily|(?:seven|7) days a week)",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?P<h1>\d{1,2})(?::(?P<m1>\d{2}))?\s*(?:[ap]\.?m\.?\s*)?(?:to|until|till|-|–)\s*(?P<h2>\d{1,2})(?::(?P<m2>\d{2}))?\s*[ap]\.?m\b",
    re.IGNORECASE,
)
_EXCEPTIONS = re.compile(
    r"\b(?:except|vary|varying|varies|extended|shorter|longer|most days|closed|weekends?|hours differ)\b", re.IGNORECASE
)


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag hours that a sentence gives for a range of days, and that the record does not give for each of them."""
    record = _record(sources)
    if not record:
        return
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        days, hours = list(_SPOKEN_OF.finditer(sentence)), list(_HOURS.finditer(sentence))
        if len(days) != 1 or len(hours) != 1 or _EXCEPTIONS.search(sentence):
            continue
        said = (_minutes(hours[0]["h1"], hours[0]["m1"]), _minutes(hours[0]["h2"], hours[0]["m2"]))
        other = [day for day in _covered(days[0]) if record.get(day, said) != said]
        if other:
            first, last = min(days[0].start(), hours[0].start()), max(days[0].end(), hours[0].end())
            message = f"the record gives other hours for {', '.join(day.capitalize() for day in other)}"
            yield flag_at(text, start + first, start + last, "time", message, hard=True)


def _record(sources: SourceIndex) -> Mapping[str, tuple[int, int]]:
    """The hours of each day, in minutes of a half day, as they are spoken of."""
    return {
        day: (hours.opens % HALF_DAY, hours.closes % HALF_DAY) for day, hours in opening_hours(sources.texts).items()
    }


def _covered(match: re.Match[str]) -> tuple[str, ...]:
    return DAYS if match["all"] else days_between(match["first"], match["last"])


def _minutes(hour: str, minute: str | None = None) -> int:
    return (int(hour) * 60 + int(minute or 0)) % HALF_DAY
