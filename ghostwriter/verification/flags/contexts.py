"""The sentences of a set of sources as rows of words, each word with what it speaks of; and how much each of these says."""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ghostwriter.verification.words import terms

_WORD = re.compile(r"\w{1,20}n['’]t\b|[A-Z]?[a-z]{2,}(?=[A-Z][a-z]{2})|[^\W_]+(?:['’][^\W_]+)*|[.;:,!?()—–]")


class Word(NamedTuple):
    """A word or a mark of punctuation, in small letters; what it speaks of is empty for small words, marks and figures."""

    start: int
    end: int
    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ParsedSentence:
    """A sentence; ``around`` is what the sentences beside it, and the first one of its source, speak of."""

    text: str
    words: tuple[Word, ...]
    terms: frozenset[str]
    around: frozenset[str] = frozenset()

    @cached_property
    def speaking(self) -> tuple[Word, ...]:
        """The words that speak of something."""
        return tuple(word for word in self.words if word.terms)


@dataclass(frozen=True, eq=False)
class Passages:
    """All passages of some sources, and how much each term says in them."""

    all: tuple[ParsedSentence, ...]
    rarity: Mapping[str, float]
    unknown: float

    def weight(self, some: Iterable[str]) -> float:
        """What terms say together; one that no passage has says most."""
        return sum(self.rarity.get(term, self.unknown) for term in some)


def parse_sentence(text: str) -> ParsedSentence:
    """Read one sentence."""
    words = tuple(
        Word(match.start(), match.end(), match[0].lower().replace("’", "'"), _terms(match[0]))
        for match in _WORD.finditer(text)
    )
    return ParsedSentence(text, words, frozenset(term for word in words for term in word.terms))


def read_passages(sources: Iterable[Iterable[str]]) -> Passages:
    """Read the sentences of some sources, source by source."""
    read = [
        one for sentences in sources for one in _in_their_places([parse_sentence(sentence) for sentence in sentences])
    ]
    counts = Counter(term for one in read for term in one.terms)
    rarity = {term: math.log(1 + len(read) / count) for term, count in counts.items()}
    return Passages(tuple(read), rarity, math.log(1 + len(read)) or 1.0)


@functools.lru_cache(maxsize=20_000)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(term for term in terms(word) if not term[0].isdigit())


def _in_their_places(read: Sequence[ParsedSentence]) -> list[ParsedSentence]:
    return [
        ParsedSentence(
            one.text,
            one.words,
            one.terms,
            frozenset[str]().union(*(near.terms for near in (*read[max(0, at - 1) : at + 2], read[0]))),
        )
        for at, one in enumerate(read)
    ]
