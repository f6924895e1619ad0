"""Sentences as words with the terms that they stand for, what stands near a place of them, and the weights of terms."""

import functools
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ghostwriter.text.words import terms

_WORD = re.compile(r"\w{1,20}n['’]t\b|[A-Z]?[a-z]{2,}(?=[A-Z][a-z]{2})|[^\W_]+(?:['’][^\W_]+)*|[.;:,!?()—–]")


_MARK = re.compile(r"[.;:,(]")
_FADES, _REACH = 4, 100
"""Words from a place at which a term says half as much of it; words on either side that are looked at."""
_NAMED_WITHIN, _NAMING = 30, 2
"""Characters and words behind a figure in which the thing that it counts stands."""


class Word(NamedTuple):
    """A word with its terms; small words and figures have none."""

    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ParsedSentence:
    """A sentence; ``around`` are the terms of the sentences beside it, and of the first one of its source."""

    text: str
    around: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words that have a term, in order."""
        found = ((match, _terms(match[0])) for match in _WORD.finditer(self.text))
        return tuple(Word(match.start(), match.end(), terms) for match, terms in found if terms)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of all its words."""
        return frozenset(term for word in self.words for term in word.terms)

    def nearness(self, start: int, end: int) -> dict[str, float]:
        """The terms around a place, each with its nearness: 1 for one right beside it, less for those further away."""
        words = self.words
        last = bisect_right(words, start, key=lambda word: word.end)
        first = bisect_left(words, end, key=lambda word: word.start)
        before = (term for word in reversed(words[max(0, last - _REACH) : last]) for term in word.terms)
        behind = (term for word in words[first : first + _REACH] for term in word.terms)
        near: dict[str, float] = {}
        for side in (islice(before, _REACH), islice(behind, _REACH)):
            for distance, term in enumerate(side):
                near[term] = max(near.get(term, 0.0), 1 / (1 + distance / _FADES))
        return near

    def terms_behind(self, place: int) -> Iterator[str]:
        """The first terms behind a place, up to the next mark of punctuation."""
        first = bisect_left(self.words, place, key=lambda word: word.start)
        for word in self.words[first : first + _NAMING]:
            if word.start < place + _NAMED_WITHIN and not _MARK.search(self.text, place, word.start):
                yield from word.terms


class TermWeights:
    """Weights of terms: the logarithm of how few sentences have each; one that none has weighs most."""

    def __init__(self, sentences: Collection[Collection[str]]) -> None:
        counts = Counter(term for sentence in sentences for term in sentence)
        self._unknown = math.log(1 + len(sentences)) or 1.0
        self._weights = {term: math.log(1 + len(sentences) / count) for term, count in counts.items()}

    def of(self, term: str) -> float:
        """The weight of one term."""
        return self._weights.get(term, self._unknown)

    def total(self, some: Iterable[str]) -> float:
        """The weight of terms together."""
        return sum(map(self.of, some))


@functools.lru_cache(maxsize=20_000)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(term for term in terms(word) if not term[0].isdigit())
