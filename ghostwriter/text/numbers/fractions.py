"""Parts of a whole: 2/3, two thirds, three in ten, 4 out of 5. Each is a fraction, and a percentage, rounded as one likes."""

import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from ghostwriter.text.numbers.words import CARDINALS

_LARGEST_IN_WORDS = 20

_COUNTS = {"a": 1, "an": 1, "hundred": 100, "thousand": 1000} | {
    word: value for word, value in CARDINALS.items() if 0 < value <= _LARGEST_IN_WORDS
}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_COUNTS)})"
_IN_WORDS = re.compile(
    rf"\b(?P<part>{_COUNT})[\s-]+(?P<whole>hal(?:f|ves)|(?:{'|'.join([*_PARTS][1:])})s?)\b", re.IGNORECASE
)
_RATIO = re.compile(
    rf"\b(?P<part>{_COUNT})\s+(?:in|of|out\s+of|(?:in|of)\s+every)\s+(?P<whole>{_COUNT}|1,?000)\b", re.IGNORECASE
)
_FRACTION = re.compile(
    r"(?<![\d/.,])(?:(?P<ones>\d{1,3})[ \u00a0-])?(?P<part>\d{1,2})[/⁄](?P<whole>\d{1,3})(?![\d/]|\.\d)"
)
_EVERYTHING = 100
_HUNDREDTH, _TENTH, _ONE = Decimal("0.01"), Decimal("0.1"), Decimal(1)


class Share(NamedTuple):
    """A part of a whole as written at ``[start, end)``; ``ones`` are the wholes before it, as in 1 1/2."""

    start: int
    end: int
    ones: int
    part: int
    whole: int

    @property
    def value(self) -> Decimal:
        """Value as a fraction."""
        return self.ones + Decimal(self.part) / self.whole

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that it is written with."""
        return tuple(Decimal(number) for number in (self.ones, self.part, self.whole) if number)


def fractions(text: str) -> Iterator[Share]:
    """The fractions of a text that are written with a stroke and may be parts of a whole."""
    for match in _FRACTION.finditer(text):
        yield from _share(match, int(match["ones"] or 0))


def ratios(text: str) -> Iterator[Share]:
    """Ratios such as "3 in 10" or "two out of five"."""
    for match in _RATIO.finditer(text):
        yield from _share(match)


def share_values(text: str) -> set[Decimal]:
    """The fractions and percentages that the parts of a text may be told as."""
    found: set[Decimal] = set()
    in_words = (share for match in _IN_WORDS.finditer(text) for share in _share(match))
    for share in (*fractions(text), *ratios(text), *in_words):
        percent = share.value * _EVERYTHING
        found |= {+share.value, share.value.quantize(_HUNDREDTH)}
        if not share.ones:
            found |= {percent.quantize(_ONE, ROUND_FLOOR), percent.quantize(_ONE), percent.quantize(_TENTH), +percent}
    return found


def _share(match: re.Match[str], ones: int = 0) -> Iterator[Share]:
    part, whole = _number(match["part"]), _number(match["whole"])
    if 0 < part < whole:
        yield Share(match.start(), match.end(), ones, part, whole)


def _number(word: str) -> int:
    lower = word.lower().replace(",", "")
    if lower.isdecimal():
        return int(lower)
    singular = "half" if lower == "halves" else lower.removesuffix("s")
    return _COUNTS.get(lower) or _PARTS[singular]
