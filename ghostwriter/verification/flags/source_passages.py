"""Sources as parsed sentences, and the quantities in them by value and by the terms beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ghostwriter.verification.flags.places import RangeIndex
from ghostwriter.verification.parsed_sentence import ParsedSentence
from ghostwriter.verification.quantities import Quantity, quantities

_MOST_PLACES, _MOST_BESIDE = 100, 400
"""A figure that stands in more places than the first is bound to none; beside a term, the nearest of the second are looked at."""


def read_passages(sources: Iterable[Iterable[str]]) -> tuple[ParsedSentence, ...]:
    """Read the sentences of some sources, source by source."""
    return tuple(one for texts in sources for one in _in_their_places([ParsedSentence(text) for text in texts]))


def _in_their_places(read: Sequence[ParsedSentence]) -> list[ParsedSentence]:
    return [
        ParsedSentence(
            one.text, frozenset[str]().union(*(near.terms for near in (*read[max(0, at - 1) : at + 2], read[0])))
        )
        for at, one in enumerate(read)
    ]


class SourceFigures:
    """The quantities of some sources, by their values, and by the terms ``beside`` them."""

    def __init__(self, passages: Iterable[ParsedSentence]) -> None:
        self._all = [one for sentence in passages for one in quantities(sentence) if one.form != "share"]
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
