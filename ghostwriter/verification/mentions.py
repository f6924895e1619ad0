"""The figures that a sentence mentions, such that they can be compared with another sentence's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ghostwriter.verification.kinds import SIGNS, UNIT, kind_of
from ghostwriter.verification.named import is_numbering, is_part_of_a_name
from ghostwriter.verification.number_words import spelled_figures
from ghostwriter.verification.numbers import placed_figures

_SHARE = re.compile(
    r"\b(?:(one|two|three|four)[\s-]+|an?\s+)?(half|thirds?|quarters?|fifths?|tenths?)(?=\s+(?:of|the|its|their|as)\b)",
    re.IGNORECASE,
)
_SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PARTS = {"two": 2, "three": 3, "four": 4}
_LEADS_TO = r"\s+(?:an?\s+)?[$€£¥]?$"
_AT_LEAST = re.compile(
    rf"\b(?:more than|over|at least|above|no (?:fewer|less) than|exceed\w*|upwards? of){_LEADS_TO}", re.IGNORECASE
)
_AT_MOST = re.compile(rf"\b(?:up to|at most|under|below|(?:fewer|less) than|no more than){_LEADS_TO}", re.IGNORECASE)
_ABOUT = re.compile(
    rf"\b(?:about|around|almost|nearly|roughly|some|approximately|close to|just (?:over|under)|well over){_LEADS_TO}",
    re.IGNORECASE,
)
_GOES_WITH_DIGITS = re.compile(r"\d[\s-]?$")
_HEDGED = Decimal("0.1")
_ROUND = Decimal("0.02")
"""By what share of itself a number that ends in zeros may be off, though it does not say "about"."""
_CONVERTED = Decimal("0.03")
"""By what share of it a value in one unit may be off in another."""
_WITHOUT_END = Decimal(10) ** 30
_SOON = 60
"""Characters before a figure in which a word about it stands: "no fewer than a"."""
_NEAR = 6
"""Words on either side of a figure."""


@dataclass(frozen=True)
class Mention:
    """A figure: how it is written, what it counts or measures, and between which values it lies, as it is rounded or hedged.

    Lengths, areas, masses and volumes are values of one unit each, times of day are minutes. ``near`` is what stands around it.
    """

    shown: str
    kind: str
    least: Decimal
    most: Decimal
    near: str
    unit: str = ""

    def agrees_with(self, other: "Mention") -> bool:
        """Whether both can be the same figure."""
        slack = max(self.most, other.most) * _CONVERTED if self.unit != other.unit else Decimal(0)
        return self.least <= other.most + slack and other.least <= self.most + slack

    @property
    def has_digits(self) -> bool:
        """Whether it is written in digits rather than in words."""
        return any(character.isdigit() for character in self.shown)


def mentions(sentence: str) -> Iterator[Mention]:
    """The figures of a sentence that have one value, in digits or in words, shares, and times of day."""
    yield from _in_digits(sentence)
    for start, end, value in spelled_figures(sentence):
        if _GOES_WITH_DIGITS.search(_just_before(sentence, start)):
            continue
        found = _mention(sentence, start, end, value, value)
        if found.kind:  # without one it may be a pronoun, a part of a name, a turn of phrase
            yield found
    for match in _SHARE.finditer(sentence):
        share = Decimal(100) * _PARTS.get((match[1] or "").lower(), 1) / _SHARES[match[2].lower().removesuffix("s")]
        least, most = share.quantize(Decimal(1), ROUND_FLOOR), share.quantize(Decimal(1), ROUND_CEILING)
        least, most = _hedged(_just_before(sentence, match.start()), least, most)
        yield Mention(match[0], "percent", least, most, _around(sentence, match.start(), match.end()))


def _in_digits(sentence: str) -> Iterator[Mention]:
    for start, end, figure in placed_figures(sentence):
        if is_numbering(sentence, start):
            continue
        if figure.time is not None:
            minutes = Decimal(figure.time)
            yield Mention(figure.shown, "time", minutes, minutes, _around(sentence, start, end))
        elif figure.ranges:
            found = _mention(sentence, start - (figure.shown[0] in SIGNS), end, *figure.ranges[-1])
            if found.kind or not is_part_of_a_name(sentence, start):
                yield found


def _mention(sentence: str, start: int, end: int, least: Decimal, most: Decimal) -> Mention:
    said, after = sentence[start:end], sentence[end:]
    kind, unit, size = kind_of(said, (least + most) / 2, after)
    if least == most and said.replace(",", "").endswith("00"):
        least, most = least * (1 - _ROUND), most * (1 + _ROUND)
    least, most = _hedged(_just_before(sentence, start), least, most)
    behind = UNIT.match(after) if kind not in {"", "year"} and said[0] not in SIGNS else None
    shown = f"{said}{behind[0]}" if behind else said
    around = _around(sentence, start, start + len(shown))
    return Mention(shown.strip(), kind, least * size, most * size, around, unit)


def _hedged(before: str, least: Decimal, most: Decimal) -> tuple[Decimal, Decimal]:
    """What a figure may be when it is said to be about, at least or at most so much."""
    if _AT_LEAST.search(before):
        return least, _WITHOUT_END
    if _AT_MOST.search(before):
        return Decimal(0), most
    return (least * (1 - _HEDGED), most * (1 + _HEDGED)) if _ABOUT.search(before) else (least, most)


def _around(sentence: str, start: int, end: int) -> str:
    before, after = sentence[:start].rsplit(maxsplit=_NEAR), sentence[end:].split(maxsplit=_NEAR)
    return " ".join([*before[-_NEAR:], *after[:_NEAR]])


def _just_before(sentence: str, at: int) -> str:
    """What stands right before a place: a sentence may be long, and hold a figure at every other place."""
    return sentence[max(0, at - _SOON) : at]
