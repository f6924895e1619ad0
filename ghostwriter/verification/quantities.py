"""Quantities of a sentence: each with its place, its values, its kind and what it counts, read once for every comparison."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal

from ghostwriter.text.numbers.digits import DIGITS, value_of
from ghostwriter.text.numbers.figures import Figure, placed_figures
from ghostwriter.text.numbers.rounding import hedge_of
from ghostwriter.text.numbers.words import spelled_figures
from ghostwriter.verification.parsed_sentence import ParsedSentence
from ghostwriter.verification.quantity_kinds import (
    CURRENCIES,
    NOUN,
    Counted,
    counted_at,
    kind_at,
    month_at,
)

_SHARE = re.compile(
    r"\b(?:(one|two|three|four)[\s-]+|an?\s+)?(half|thirds?|quarters?|fifths?|tenths?)(?=\s+(?:of|the|its|their|as)\b)",
    re.IGNORECASE,
)
_SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PARTS = {"two": 2, "three": 3, "four": 4}
_RANGE = re.compile(r"\s*(?:%|°F|am|pm|years?)?\s*(?:-|–|—|/|to|and|through|until)\s*(?:the\s|[A-Z][a-z]+\s)?[$€£]?$")
_LONGEST_RANGE = 14
_TOP_MARKS = frozenset(["5", "10", "100"])
"""Behind a stroke they are the scale of a rating: 10/10."""
_CUT = re.compile(r"s[a-z]")
"""The end of a figure within a word, as in 21st."""
_GOES_WITH_DIGITS = re.compile(r"\d[\s-]?$")
_PROPER = re.compile(r"(?<!^)\b[^\W\d_a-z][\w-]{0,60}\s$")
_TITLE = re.compile(r"(?<=[a-z,:\"“'] )([A-Z]\w+|[Pp]art|[Ss]eason|[Cc]hapter|[Ee]pisode)(?:,? | \()$")
_LONGEST_NAME = 80
_KEY = re.compile(r"[\w .-]{1,60}:\s*[$€£]?$")
_ROUND, _HEDGED, _CONVERTED = Decimal("0.02"), Decimal("0.1"), Decimal("0.03")
"""Shares of a value by which a number that ends in zeros, one that is "about" so much, and one in another unit may be off."""
_WITHOUT_END = Decimal(10) ** 30
_NEAR = 6
"""Words on either side of a figure."""
_COUNTED_BY_HAND = 12
_NEVER_COUNTED = frozenset(["money", "stars", "percent", "address", "year", "age", "day of a month", "time of day"])

type Form = Literal["digits", "words", "share", "date part"]
type Placed = tuple[int, int, Figure, Form]
type Ranges = tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Quantity:
    """A quantity as a sentence states it at ``[start, end)``; ``from_`` and ``to`` are the other end of its range, if any."""

    sentence: ParsedSentence
    start: int
    end: int
    figure: Figure
    form: Form
    from_: Ranges | None = None
    to: Ranges | None = None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text

    @property
    def has_value(self) -> bool:
        """Tell whether it is a number or a time; a whole day of the calendar is neither."""
        return bool(self.figure.ranges) or self.figure.time is not None

    @cached_property
    def ranges(self) -> Ranges:
        """The ranges in which its values may lie."""
        return _floats(self.figure)

    @cached_property
    def kind(self) -> str | None:
        """The kind of quantity: money, percent, year, miles, count; None where its neighbours do not tell."""
        return "time of day" if self.figure.time is not None else kind_at(self.text, self.start, self.end)

    @cached_property
    def counted(self) -> Counted:
        """The things that it counts, or the dimension and unit in which it measures."""
        if self.form == "share":
            return Counted("percent")
        if self.figure.time is not None:
            return Counted("time of day")
        return counted_at(self.text, self.start, self.end)

    @cached_property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the most that it may be, as it is rounded or hedged, in one unit for each dimension."""
        if self.figure.time is not None:
            return Decimal(self.figure.time), Decimal(self.figure.time)
        least, most = self.figure.ranges[-1]
        if least == most and self.form != "share" and self._written.replace(",", "").endswith("00"):
            least, most = least * (1 - _ROUND), most * (1 + _ROUND)
        match hedge_of(self.text, self.start, self.end):
            case "over":
                most = _WITHOUT_END
            case "under":
                least = Decimal(0)
            case "about":
                least, most = least * (1 - _HEDGED), most * (1 + _HEDGED)
            case None:
                pass
        return least * self.counted.size, most * self.counted.size

    @cached_property
    def shown(self) -> str:
        """The figure as written, with its currency sign, or with the noun or unit behind it."""
        written = self._written
        plain = written[0] not in CURRENCIES and self.form in {"digits", "words"} and self.figure.time is None
        noun = NOUN.match(self.text, self.end) if plain and self.counted.things not in {"", "year"} else None
        return f"{written}{noun[0] if noun else ''}".strip()

    @property
    def _written(self) -> str:
        signed = self.text[self.start - 1 : self.start] in CURRENCIES
        return self.text[self.start - signed : self.end]

    @property
    def near(self) -> str:
        """The words right beside it."""
        start = self.start - (self._written[0] in CURRENCIES)
        before = self.text[:start].rsplit(maxsplit=_NEAR)
        return " ".join([*before[-_NEAR:], *self.text[start + len(self.shown) :].split(maxsplit=_NEAR)[:_NEAR]])

    @cached_property
    def month(self) -> str | None:
        """The month beside a day or a year."""
        return month_at(self.text, self.start, self.end) if self.kind in {"day of a month", "year"} else None

    @cached_property
    def nearness(self) -> Mapping[str, float]:
        """The terms of its sentence: 1 for one right beside it, less for those further away."""
        return self.sentence.nearness(self.start, self.end)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The first terms behind it."""
        return tuple(self.sentence.terms_behind(self.end))

    @cached_property
    def title(self) -> str | None:
        """The word with a capital right before it, as in Part 2, or in Asia Siddiqui, 31; None if there is none."""
        match = _TITLE.search(self.text[max(0, self.start - _LONGEST_NAME) : self.start])
        return match[1] if match else None

    @cached_property
    def is_keyed(self) -> bool:
        """Tell whether it is the whole value of a record's line."""
        return not self.text[self.end :].strip() and _KEY.fullmatch(self.text[: self.start]) is not None

    @property
    def is_small(self) -> bool:
        """Tell whether a writer may have counted so many himself."""
        return any(most <= _COUNTED_BY_HAND for _, most in self.ranges) and self.kind not in _NEVER_COUNTED

    def is_same(self, other: "Quantity") -> bool:
        """Tell whether both may be the same figure, of whatever."""
        if self.figure.time is not None or other.figure.time is not None:
            return self.figure.time == other.figure.time
        return overlap(self.ranges, other.ranges)

    def agrees_with(self, other: "Quantity") -> bool:
        """Tell whether both may be the same quantity, as rounded, hedged and converted."""
        (least, most), (low, high) = self.bounds, other.bounds
        slack = max(most, high) * _CONVERTED if self.counted.unit != other.counted.unit else Decimal(0)
        return least <= high + slack and low <= most + slack


def quantities(sentence: ParsedSentence) -> list[Quantity]:
    """Read the quantities of a sentence in order: in digits, in words, as shares, and the parts of dates in digits."""
    text = sentence.text
    found = sorted(_placed(text), key=lambda one: one[0])
    ranges = [(first, second) for first, second in pairwise(found) if _is_range(text, first, second)]
    from_ = {second[0]: _floats(first[2]) for first, second in ranges}
    to = {first[0]: _floats(second[2]) for first, second in ranges}
    placed = sorted([*found, *_shares(text)], key=lambda one: one[0])
    return [Quantity(sentence, *one, from_.get(one[0]), to.get(one[0])) for one in placed]


def comparable_quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a sentence that can be compared with another sentence's, without numbers that name something."""
    for one in quantities(ParsedSentence(text)):
        match one.form:
            case "share":
                yield one
            # Without a noun it may be a pronoun, a part of a name, a turn of phrase.
            case "words" if one.counted.things:
                yield one
            case "digits" if one.has_value and one.kind != "label":
                if one.counted.things or not _PROPER.search(text, max(0, one.start - _LONGEST_NAME), one.start):
                    yield one
            case _:
                pass


def overlap(some: Ranges, others: Ranges) -> bool:
    """Tell whether any value is in a range of both."""
    return any(least <= high and low <= most for least, most in some for low, high in others)


def _exactly(shown: str, value: Decimal) -> Figure:
    return Figure(shown, ((value, value),))


def _placed(text: str) -> Iterator[Placed]:
    for start, end, figure in placed_figures(text):
        if not _CUT.match(text, end - 1):
            yield start, end, figure, "digits"
            for part in DIGITS.finditer(text, start, end) if figure.days else ():
                yield *part.span(), _exactly(part[0], value_of(part[0])), "date part"
    for start, end, value in spelled_figures(text):
        if not _GOES_WITH_DIGITS.search(text, max(0, start - 2), start):  # the scale of a number in digits
            yield start, end, _exactly(text[start:end], value), "words"


def _shares(text: str) -> Iterator[Placed]:
    for match in _SHARE.finditer(text):
        percent = Decimal(100) * _PARTS.get((match[1] or "").lower(), 1) / _SHARES[match[2].lower().removesuffix("s")]
        least, most = percent.quantize(Decimal(1), ROUND_FLOOR), percent.quantize(Decimal(1), ROUND_CEILING)
        yield *match.span(), Figure(match[0], ((least, most),)), "share"


def _is_range(text: str, first: Placed, second: Placed) -> bool:
    between = text[first[1] : second[0]]
    if len(between) > _LONGEST_RANGE or (between.strip() == "/" and second[2].shown in _TOP_MARKS):
        return False
    return _RANGE.fullmatch(between) is not None


def _floats(figure: Figure) -> Ranges:
    return tuple((float(least), float(most)) for least, most in figure.ranges)
