"""What a sentence mentions that can be compared with another sentence: figures by kind, names, and times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ghostwriter.verification.dates import MONTHS, WEEKDAYS
from ghostwriter.verification.number_words import NUMBER_WORD, spelled_figures
from ghostwriter.verification.numbers import figures

_YEAR = range(1500, 2101)
_UNIT = re.compile(r"[\s-]*(%|per\s?cent\b|percent\b|[^\W\d_]+)", re.IGNORECASE)
_PERCENT = {"%", "percent", "per cent"}
_SIGNS = {"$": "dolla", "€": "euro", "£": "pound", "¥": "yen"}
_SHARE = re.compile(
    r"\b(?:(one|two|three|four)[\s-]+|an?\s+)?(half|thirds?|quarters?|fifths?|tenths?)(?=\s+(?:of|the|its|their|as)\b)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    rf"\s+to\s+(?:\d+|{NUMBER_WORD})\b(?=\s+(?:against|for|in|at|on|after|by)\b|\s*(?:[.,;)]|$))", re.IGNORECASE
)
"""Behind the first figure of a vote or a game: seven to two against."""
_SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PARTS = {"two": 2, "three": 3, "four": 4}
_STEM = 5
_NEAR = 6
"""Words on either side of a figure."""
_SMALL = frozenset(
    [
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
        "was",
        "were",
        "which",
        "who",
        "with",
    ]
)
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*")
_PERIOD = re.compile(rf"\b(?:{'|'.join([*MONTHS, *WEEKDAYS])})\b|\b(?:1[5-9]|20)\d\d\b|\bQ[1-4]\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A figure: how it is written, what it counts or measures, and between which values it lies, as it is rounded.

    ``near`` is what stands around it.
    """

    shown: str
    kind: str
    least: Decimal
    most: Decimal
    near: str

    def agrees_with(self, other: "Mention") -> bool:
        """Whether both can be the same figure."""
        return self.least <= other.most and other.least <= self.most

    @property
    def has_digits(self) -> bool:
        """Whether it is written in digits rather than in words."""
        return any(character.isdigit() for character in self.shown)


def mentions(sentence: str) -> Iterator[Mention]:
    """The figures of a sentence that have one value, in digits or in words."""
    at = 0
    for figure in figures(sentence):
        place = sentence.find(figure.shown, at)
        if place < 0 or not figure.ranges:
            continue
        at = place + len(figure.shown)
        least, most = figure.ranges[-1]
        kind = _kind(figure.shown, (least + most) / 2, sentence[at:])
        yield Mention(_with_unit(figure.shown, kind, sentence[at:]), kind, least, most, _around(sentence, place, at))
    for start, end, value in spelled_figures(sentence):
        unit = _kind(sentence[start:end], value, sentence[end:])
        if unit:  # without one it may be a pronoun, a part of a name, a turn of phrase
            shown = _with_unit(sentence[start:end], unit, sentence[end:])
            yield Mention(shown, unit, value, value, _around(sentence, start, end))
    for match in _SHARE.finditer(sentence):
        share = Decimal(100) * _PARTS.get((match[1] or "").lower(), 1) / _SHARES[match[2].lower().removesuffix("s")]
        least, most = share.quantize(Decimal(1), ROUND_FLOOR), share.quantize(Decimal(1), ROUND_CEILING)
        yield Mention(match[0], "percent", least, most, _around(sentence, match.start(), match.end()))


def names(sentence: str) -> Iterator[str]:
    """The words of names: capitalised ones that do not merely begin the sentence."""
    for match in _NAME.finditer(sentence):
        words = match[0].split()
        for word in words[1:] if match.start() == 0 and len(words) > 1 else words if match.start() else ():
            if word.lower() not in MONTHS and word.lower() not in WEEKDAYS:
                yield word.rstrip("'’s").lower()


def periods(sentence: str) -> Iterator[str]:
    """Years, months, weekdays and quarters."""
    years = [match[0].lower() for match in _PERIOD.finditer(sentence)]
    others = [mention for mention in mentions(sentence) if mention.kind != "year"]
    # A year that is the only figure is what the sentence says, not the time of something else that it says.
    yield from (period for period in years if others or not period.isdigit())


def _with_unit(shown: str, kind: str, after: str) -> str:
    found = _UNIT.match(after)
    return f"{shown}{found[0]}" if found and kind and kind != "year" and shown[0] not in _SIGNS else shown


def _around(sentence: str, start: int, end: int) -> str:
    before, after = sentence[:start].split(), sentence[end:].split()
    return " ".join([*before[-_NEAR:], *after[:_NEAR]])


def _kind(shown: str, value: Decimal, after: str) -> str:
    if shown[0] in _SIGNS:
        return _SIGNS[shown[0]]
    found = _UNIT.match(after)
    unit = re.sub(r"\s+", " ", found[1].lower()) if found else ""
    if unit in _PERCENT:
        return "percent"
    if unit == "to" and _RESULT.match(after):
        return "result"
    if shown.isdigit() and int(value) in _YEAR and value == int(value) and (not unit or unit in _SMALL):
        return "year"
    return "" if unit in _SMALL else unit[:_STEM]
