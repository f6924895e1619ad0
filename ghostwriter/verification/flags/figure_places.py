"""Where figures stand, and what they are figures of: their kind, the words around them, the other end of their range."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from ghostwriter.verification.flags.contexts import ParsedSentence, Passages
from ghostwriter.verification.flags.figure_kinds import conflict, kind_of, month_of
from ghostwriter.verification.flags.places import RangeIndex
from ghostwriter.verification.number_forms import value_of
from ghostwriter.verification.number_words import spelled_figures
from ghostwriter.verification.numbers import Figure, PlacedFigure, placed_figures

_RANGE = re.compile(r"\s*(?:%|°F|am|pm|years?)?\s*(?:-|–|—|/|to|and|through|until)\s*(?:the\s|[A-Z][a-z]+\s)?[$€£]?$")
_LONGEST_RANGE = 14
_TITLE = re.compile(r"(?<=[a-z,:\"“'] )([A-Z]\w+|[Pp]art|[Ss]eason|[Cc]hapter|[Ee]pisode)(?:,? | \()$")
_LONGEST_TITLE = 80
_CUT = re.compile(r"s[a-z]")
"""The end of a figure within a word, as in 21st."""
_TOP_MARKS = frozenset(["5", "10", "100"])
"""Behind a stroke they are the scale of a rating: 10/10."""
_DIGITS = re.compile(r"\d+")
_KEY = re.compile(r"[\w .-]{1,60}:\s*[$€£]?$")
_FADES = 4
"""Words from a figure at which a word says half as much of it."""
_REACH = 100
"""Words on either side that are looked at: more than any sentence has that was written to be read."""
_MOST_PLACES, _MOST_BESIDE = 100, 400
"""A figure that stands in more places than the first is bound to none; beside a term, the nearest of the second are looked at."""
_NAMED_WITHIN = 30
"""Characters behind a figure in which the thing stands that it counts."""
_NAMING = 2
_COUNTED_BY_HAND = 12
_NEVER_COUNTED = frozenset(["money", "stars", "percent", "address", "year", "age", "day of a month", "time of day"])
_MARK = re.compile(r"[.;:,(]")

type Ranges = tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class FigurePlace:
    """A figure in a passage; ``from_`` and ``to`` are the other end, where it is an end of a range."""

    passage: ParsedSentence
    start: int
    end: int
    figure: Figure
    from_: Ranges | None = None
    to: Ranges | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a value or a time; a whole day of the calendar is neither."""
        return bool(self.figure.ranges) or self.figure.time is not None

    @cached_property
    def ranges(self) -> Ranges:
        """The ranges in which its values lie."""
        return _floats(self.figure)

    @cached_property
    def kind(self) -> str | None:
        """What kind of figure it is; None where its neighbours do not tell."""
        return "time of day" if self.figure.time is not None else kind_of(self.passage.text, self.start, self.end)

    @cached_property
    def month(self) -> str | None:
        """The month beside it."""
        return month_of(self.passage.text, self.start, self.end) if self.kind in {"day of a month", "year"} else None

    @cached_property
    def nearness(self) -> Mapping[str, float]:
        """The terms of its passage: 1 for one right beside it, less for those further away."""
        return _nearness(self.passage, self.start, self.end)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The first terms behind it."""
        return tuple(_named(self.passage, self.end))

    @cached_property
    def title(self) -> str | None:
        """The word with a capital right before it, as in Part 2, or in Asia Siddiqui, 31; None if there is none."""
        match = _TITLE.search(self.passage.text[max(0, self.start - _LONGEST_TITLE) : self.start])
        return match[1] if match else None

    @cached_property
    def is_keyed(self) -> bool:
        """Whether it is all that a record's line holds."""
        text = self.passage.text
        return not text[self.end :].strip() and _KEY.fullmatch(text[: self.start]) is not None

    def is_same(self, other: "FigurePlace") -> bool:
        """Whether both may be the same figure."""
        if self.figure.time is not None or other.figure.time is not None:
            return self.figure.time == other.figure.time
        return overlap(self.ranges, other.ranges)

    @property
    def is_small(self) -> bool:
        """Whether a writer may have counted so many himself."""
        return any(most <= _COUNTED_BY_HAND for _, most in self.ranges) and self.kind not in _NEVER_COUNTED

    def shares_an_end(self, other: "FigurePlace") -> bool:
        """Whether both are at the same end of a range whose other end is the same."""
        ends = ((self.from_, other.from_), (self.to, other.to))
        return any(own and theirs and overlap(own, theirs) for own, theirs in ends)

    def may_be(self, other: "FigurePlace") -> bool:
        """Whether both may be figures of one kind."""
        return not conflict(self.kind, other.kind)


class SourceFigures:
    """The figures of some sources, by their values, and by the terms ``beside`` them."""

    def __init__(self, places: Sequence[FigurePlace]) -> None:
        self._all = places
        self._times: dict[int, list[int]] = defaultdict(list)
        for number, place in enumerate(places):
            if place.figure.time is not None:
                self._times[place.figure.time].append(number)
        self._values = RangeIndex(
            (least, most, number)
            for number, place in enumerate(places)
            if place.figure.time is None
            for least, most in place.ranges
        )
        beside: dict[str, list[FigurePlace]] = defaultdict(list)
        for place in places:
            for term in place.nearness:
                beside[term].append(place)
        self.beside: Mapping[str, Sequence[FigurePlace]] = {
            term: sorted(found, key=lambda one: -one.nearness[term])[:_MOST_BESIDE]
            if len(found) > _MOST_BESIDE
            else found
            for term, found in beside.items()
        }

    def has(self, figure: FigurePlace) -> bool:
        """Whether any may be the same figure."""
        return next(self._same(figure), None) is not None

    def holding(self, figure: FigurePlace) -> list[FigurePlace]:
        """Those that may be the same figure; none if it stands almost anywhere."""
        numbers = {*islice(self._same(figure), _MOST_PLACES + 1)}
        return [self._all[number] for number in sorted(numbers)] if len(numbers) <= _MOST_PLACES else []

    def _same(self, figure: FigurePlace) -> Iterator[int]:
        if figure.figure.time is not None:
            return iter(self._times.get(figure.figure.time, ()))
        return (number for least, most in figure.ranges for number in self._values.overlapping(least, most))


def overlap(some: Ranges, others: Ranges) -> bool:
    """Whether any value is in a range of both."""
    return any(least <= high and low <= most for least, most in some for low, high in others)


def read_figures(passages: Passages) -> SourceFigures:
    """The figures of some sources, those in words too."""
    return SourceFigures([place for one in passages.all for place in figure_places(one, spelled=True)])


def figure_places(passage: ParsedSentence, *, spelled: bool = False) -> list[FigurePlace]:
    """The figures of a passage in order, if wished those in words and those within dates, too."""
    figures = [one for one in placed_figures(passage.text) if not _CUT.match(passage.text, one.end - 1)]
    if spelled:
        figures += [
            PlacedFigure(start, end, Figure(passage.text[start:end], ((value, value),)))
            for start, end, value in spelled_figures(passage.text)
        ]
        figures += [part for one in figures if one.figure.days for part in _parts(passage.text, one)]
        figures.sort(key=lambda placed: placed.start)
    from_ = {
        second.start: _floats(first.figure)
        for first, second in pairwise(figures)
        if _is_range(passage.text, first, second)
    }
    to = {first.start: _floats(second.figure) for first, second in pairwise(figures) if second.start in from_}
    return [FigurePlace(passage, start, end, figure, from_.get(start), to.get(start)) for start, end, figure in figures]


def _parts(text: str, day: PlacedFigure) -> Iterator[PlacedFigure]:
    """The year, the month and the day of a date such as 2022-01-31, each of which may be put in another figure's place."""
    for match in _DIGITS.finditer(text, day.start, day.end):
        value = value_of(match[0])
        yield PlacedFigure(match.start(), match.end(), Figure(match[0], ((value, value),)))


def _is_range(text: str, first: PlacedFigure, second: PlacedFigure) -> bool:
    between = text[first.end : second.start]
    if len(between) > _LONGEST_RANGE or (between.strip() == "/" and second.figure.shown in _TOP_MARKS):
        return False
    return _RANGE.fullmatch(between) is not None


def _floats(figure: Figure) -> Ranges:
    return tuple((float(least), float(most)) for least, most in figure.ranges)


def _nearness(passage: ParsedSentence, start: int, end: int) -> dict[str, float]:
    last = bisect_right(passage.speaking, start, key=lambda word: word.end)
    first = bisect_left(passage.speaking, end, key=lambda word: word.start)
    before = (term for word in reversed(passage.speaking[max(0, last - _REACH) : last]) for term in word.terms)
    behind = (term for word in passage.speaking[first : first + _REACH] for term in word.terms)
    near: dict[str, float] = {}
    for terms in (islice(before, _REACH), islice(behind, _REACH)):
        for distance, term in enumerate(terms):
            near[term] = max(near.get(term, 0.0), 1 / (1 + distance / _FADES))
    return near


def _named(passage: ParsedSentence, end: int) -> Iterator[str]:
    first = bisect_left(passage.speaking, end, key=lambda word: word.start)
    for word in passage.speaking[first : first + _NAMING]:
        if word.start < end + _NAMED_WITHIN and not _MARK.search(passage.text[end : word.start]):
            yield from word.terms
