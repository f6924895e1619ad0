"""Index of the sources' words: their places, their neighbours, and the phrases of a claim."""

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.score.tokens import tokens

_BREAK = "\0"
"""Stands between two sources, so that no phrase runs from one into the other."""
_PREFIX = 4
_LONG = 5
"""Letters: words from this length on that begin alike may be two forms of one word."""
_MOST_PLACES = 80
"""A word that stands in more places than this says little of where a claim is from."""
_MOST_STARTS = 40
"""Places from which a phrase is followed."""


@dataclass(frozen=True)
class KnownText:
    """The stems of all sources in order, with the places of each. ``asked`` are the stems of the question."""

    stems: tuple[str, ...]
    places: Mapping[str, Sequence[int]]
    starts: Mapping[tuple[str, str], Sequence[int]]
    triples: frozenset[tuple[str, str, str]]
    prefixes: frozenset[str]
    rarity: Mapping[str, float]
    asked: frozenset[str]
    rarest: float
    _together: dict[frozenset[str], list[float]] = field(default_factory=dict, compare=False, repr=False)

    def holds(self, stem: str) -> bool:
        """Check that a source or the question has a word."""
        return stem in self.places or stem in self.asked

    def resembles(self, stem: str) -> bool:
        """Check that a source has a word with the same beginning."""
        return len(stem) >= _LONG and stem[:_PREFIX] in self.prefixes

    def weight(self, stems: Iterable[str]) -> float:
        """Weight of words; one that no source has weighs most."""
        return sum(self.rarity.get(stem, self.rarest) for stem in stems)

    def together(self, wanted: Collection[str], sizes: Sequence[int]) -> list[float]:
        """The greatest share of what ``wanted`` says that stands within so many words of a source, for each size in turn."""
        key = frozenset(wanted)
        if key not in self._together:
            events = sorted((place, stem) for stem in wanted for place in self.places.get(stem, ())[:_MOST_PLACES])
            whole = self.weight(wanted)
            self._together[key] = [self._densest(events, size) / whole if whole else 0.0 for size in sizes]
        return self._together[key]

    def _densest(self, events: Sequence[tuple[int, str]], size: int) -> float:
        inside: Counter[str] = Counter()
        best = current = 0.0
        first = 0
        for place, stem in events:
            if not inside[stem]:
                current += self.rarity[stem]
            inside[stem] += 1
            while events[first][0] < place - size:
                left = events[first][1]
                inside[left] -= 1
                if not inside[left]:
                    current -= self.rarity[left]
                first += 1
            best = max(best, current)
        return best

    def phrases(self, stems: Sequence[str]) -> Iterator[int]:
        """The lengths of the phrases, longest first at each point, of which a text can be put together from the sources.

        These are the extractive fragments of Grusky, Naaman and Artzi (NAACL 2018).
        """
        at = 0
        while at < len(stems):
            length = self._longest(stems, at)
            if length:
                yield length
            at += length or 1

    def _longest(self, stems: Sequence[str], at: int) -> int:
        longest = 1 if stems[at] in self.places else 0
        for start in self.starts.get((stems[at], stems[at + 1]), ())[:_MOST_STARTS] if at + 1 < len(stems) else ():
            length = 2
            while at + length < len(stems) and self.stems[start + length] == stems[at + length]:
                length += 1
            longest = max(longest, length)
        return longest


@functools.lru_cache(maxsize=16)
def known_text(sources: SourceIndex) -> KnownText:
    """Read the sources; kept, since a set of sources is asked about many sentences."""
    stems = [stem for text in sources.texts for stem in [*(token.stem for token in tokens(text)), _BREAK]]
    places: dict[str, list[int]] = defaultdict(list)
    starts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, stem in enumerate(stems):
        places[stem].append(place)
    for place, pair in enumerate(pairwise(stems)):
        starts[pair].append(place)
    places.pop(_BREAK, None)
    return KnownText(
        stems=tuple(stems),
        places=places,
        starts=starts,
        triples=frozenset(zip(stems, stems[1:], stems[2:], strict=False)),
        prefixes=frozenset(stem[:_PREFIX] for stem in places if len(stem) >= _PREFIX),
        rarity={stem: math.log(1 + len(stems) / len(found)) for stem, found in places.items()},
        asked=frozenset(token.stem for token in tokens(sources.known)),
        rarest=math.log(1 + len(stems)),
    )
