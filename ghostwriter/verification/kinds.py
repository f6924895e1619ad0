"""What a figure counts or measures, by the words behind it: two figures of one kind can be compared."""

import re
from decimal import Decimal
from typing import NamedTuple

from ghostwriter.verification.number_words import NUMBER_WORD
from ghostwriter.verification.units import Unit, unit_at

SIGNS = {"$": "dolla", "€": "euro", "£": "pound", "¥": "yen"}
UNIT = re.compile(r"[\s-]*(%|per\s?cent\b|percent\b|[^\W\d_]+)", re.IGNORECASE)
_YEAR = range(1500, 2101)
_PERCENT = {"%", "percent", "per cent"}
_MONEY = re.compile(r"[\s-]*pounds?\b", re.IGNORECASE)
_RESULT = re.compile(
    rf"\s+to\s+(?:\d+|{NUMBER_WORD})\b(?=\s+(?:against|for|in|at|on|after|by)\b|\s*(?:[.,;)]|$))", re.IGNORECASE
)
"""Behind the first figure of a vote or a game: seven to two against."""
_CAPITAL = re.compile(r"\s+[^\W\d_a-z][a-z]")
"""What is written with a capital is no unit."""
_OF_THEM = re.compile(r"\s+of\s+(?:the|its|their|our|all)\s+(?:\w+\s+)?([^\W\d_]+)", re.IGNORECASE)
_RATE = re.compile(
    r"(?:\s{1,20}[^\W\d_]{1,60})?\s{1,20}(?:an?|per|each|every)\s{1,20}(minute|hour|day|night|week|month|year|season)\b",
    re.IGNORECASE,
)
_SOME = re.compile(r"\s{1,20}[^\W\d_]{1,60}\s{1,20}(who|whose|under|aged|without|abroad)\b", re.IGNORECASE)
"""How often, and which of those that are counted."""
_CUBIC = re.compile(r"[\s-]*cubic\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]|°")
_DURATIONS = {"minute": 1, "hour": 60, "day": 1_440, "week": 10_080, "month": 43_800, "year": 525_600}
_STEM = 5
_NO_UNITS = frozenset(
    [
        *(
            "a",
            "an",
            "and",
            "as",
            "at",
            "by",
            "for",
            "from",
            "in",
            "into",
            "of",
            "on",
            "or",
            "per",
            "than",
            "that",
            "the",
            "to",
        ),
        *(
            "was",
            "were",
            "which",
            "who",
            "with",
            "again",
            "ago",
            "already",
            "before",
            "after",
            "earlier",
            "later",
            "instead",
        ),
        *("now", "today", "yesterday", "but", "because", "is", "are", "has"),
    ]
)


class Kind(NamedTuple):
    """What is counted; for lengths, durations and the like also the unit and its size, by which values can be compared."""

    name: str
    unit: str = ""
    size: Decimal = Decimal(1)


def kind_of(said: str, value: Decimal, after: str) -> Kind:
    """The kind of the figure ``said``, of this value, by what stands ``after`` it; without a name where nothing tells."""
    kind = _kind(said, value, after)
    narrower = [match[1].lower() for pattern in (_RATE, _SOME) if (match := pattern.match(after))]
    return kind._replace(name="/".join([kind.name, *narrower]))


def _kind(said: str, value: Decimal, after: str) -> Kind:
    if said[0] in SIGNS:
        return Kind(SIGNS[said[0]])
    word = _word(after).removesuffix("s")
    if word in _DURATIONS:
        return Kind("duration", word, Decimal(_DURATIONS[word]))
    measured = None if _MONEY.match(after) else _unit(after)
    if measured is None:
        return Kind(_counted(said, value, after))
    name, dimension, size = measured
    # Temperatures are not compared by the size of a degree.
    return Kind(name if dimension == "temperature" else dimension, name, size)


def _unit(after: str) -> Unit | None:
    """The unit behind a figure; a quotation mark there may be the end of a quotation rather than feet or inches."""
    cubic = _CUBIC.match(after)
    found = unit_at(after, cubic.end() if cubic else 0)
    if found is None or not _LETTER.search(after, 0, found[1]):
        return None
    unit = found[0]
    return Unit(f"{unit.name}³", f"cubic {unit.dimension}", unit.size**3) if cubic else unit


def _counted(said: str, value: Decimal, after: str) -> str:
    word = _word(after)
    if word in _PERCENT:
        return "percent"
    if word == "of" and (whole := _OF_THEM.match(after)):
        return f"of {whole[1].lower().removesuffix('s')[:_STEM]}"
    if word == "to" and _RESULT.match(after):
        return "result"
    if said.isdigit() and int(value) in _YEAR and value == int(value) and (not word or word in _NO_UNITS):
        return "year"
    return "" if word in _NO_UNITS or _CAPITAL.match(after) else word.removesuffix("s")[:_STEM]


def _word(after: str) -> str:
    found = UNIT.match(after)
    return re.sub(r"\s+", " ", found[1].lower()) if found else ""
