"""Sources as parsed sentences, and the quantities in them by value and by the terms beside them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ghostwriter.verification.flags.places import RangeIndex
from ghostwriter.verification.parsed_sentence import ParsedSentence
from ghostwriter.verification.quantities import Quantity, quantities

_MOST_PLACES, _MOST_BESIDE = 100, 400
"""A figure that stands in more places than the first is bound to none; beside a term, the nearest of the second are looked at."""


@dataclass(frozen=True, eq=False)
class Passages:
    """All sentences of some sources, and the weight of each term in them: rare ones weigh more."""

    all: tuple[ParsedSentence, ...]
    rarity: Mapping[str, float]
    unknown: float

    def weight(self, some: Iterable[str]) -> float:
        """The weight of terms together; one that no sentence has weighs most."""
        return sum(self.rarity.get(term, self.unknown) for term in some)


def read_passages(sources: Iterable[Iterable[str]]) -> Passages:
    """Read the sentences of some sources, source by source."""
    read = [one for sentences in sources for one in _in_their_places([ParsedSentence(text) for text in sentences])]
    counts = Counter(term for one in read for term in one.terms)
    rarity = {term: math.log(1 + len(read) / count) for term, count in counts.items()}
    return Passages(tuple(read), rarity, math.log(1 + len(read)) or 1.0)


def _in_their_places(read: Sequence[ParsedSentence]) -> list[ParsedSentence]:
    return [
        ParsedSentence(
            one.text, frozenset[str]().union(*(near.terms for near in (*read[max(0, at - 1) : at + 2], read[0])))
        )
        for at, one in enumerate(read)
    ]


class SourceFigures:
    """The quantities of some sources, by their values, and by the terms ``beside`` them."""

    def __init__(self, passages: Passages) -> None:
        self._all = [one for sentence in passages.all for one in quantities(sentence) if one.form != "share"]
        self._times: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(self._all):
            if one.figure.time is not None:
                self._times[one.figure.time].append(number)
        self._values = RangeIndex(
            (least, most, number)
            for number, one in enumerate(self._all)
            if one.figure.time is None
            for least, most in one.ranges
        )
        beside: dict[str, list[Quantity]] = defaultdict(list)
        for one in self._all:
            for term in one.nearness:
                beside[term].append(one)
        self.beside: Mapping[str, Sequence[Quantity]] = {
            term: sorted(found, key=lambda one: -one.nearness[term])[:_MOST_BESIDE]
            if len(found) > _MOST_BESIDE
            else found
            for term, found in beside.items()
        }

    def has(self, quantity: Quantity) -> bool:
        """Tell whether any may be the same figure."""
        return next(self._same(quantity), None) is not None

    def holding(self, quantity: Quantity) -> list[Quantity]:
        """The quantities that may be the same figure; none if it stands almost anywhere."""
        numbers = {*islice(self._same(quantity), _MOST_PLACES + 1)}
        return [self._all[number] for number in sorted(numbers)] if len(numbers) <= _MOST_PLACES else []

    def _same(self, quantity: Quantity) -> Iterator[int]:
        if quantity.figure.time is not None:
            return iter(self._times.get(quantity.figure.time, ()))
        return (number for least, most in quantity.ranges for number in self._values.overlapping(least, most))
