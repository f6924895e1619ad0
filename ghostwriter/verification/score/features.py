"""Features of clauses, sentences and texts for the score's models; each can be explained to a reader."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag
from ghostwriter.verification.flags.places import Places
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.score.clauses import clause_spans
from ghostwriter.verification.score.source_phrases import known_text
from ghostwriter.verification.score.support import support
from ghostwriter.verification.score.tokens import tokens

KINDS = ("number", "date", "time", "name", "quotation", "binding", "negation")
MOST_SENTENCES, _MOST_CLAUSES = 5_000, 24
"""Of a text, and of a sentence, that are scored one by one."""
_WORD = re.compile(r"[^\W_]")
_BESIDE = ("words", "new_share", "odd", "within_30", "triples", "new_weight", "hard")
"""What is told of the sentences before and after: what is made up comes in runs."""
_ABSENT = -1.0
"""For a neighbour that is not there."""


@dataclass(frozen=True)
class Features:
    """A sentence at ``[start, end)`` of the text, and its features by name."""

    start: int
    end: int
    values: Mapping[str, float]


class PlacedFlags:
    """Flags by their places."""

    def __init__(self, flags: Sequence[Flag]) -> None:
        self._flags = sorted(flags, key=lambda flag: (flag.start, flag.end))
        self._places = Places((flag.start, flag.end) for flag in self._flags)

    def touching(self, start: int, end: int) -> list[Flag]:
        """Those that share a character with ``[start, end)`` of the text."""
        near = (self._flags[number] for number in self._places.touching(start, end))
        return [flag for flag in near if start < flag.end]


@dataclass(frozen=True)
class TextFeatures:
    """A text: its sentences that hold a word, and what is told of it as a whole."""

    sentences: tuple[Features, ...]
    whole: Mapping[str, float]


def text_features(text: str, sources: SourceIndex, flags: Sequence[Flag]) -> TextFeatures:
    """Features of a text and of each of its sentences; a sentence that runs over line ends is read line by line."""
    lines = [span for start, end in sentence_spans(text) for span in _lines(text, start, end)]
    spans = _at_most(MOST_SENTENCES, lines)
    placed = PlacedFlags(flags)
    own = [_stretch(text, start, end, sources, placed) for start, end in spans]
    shape = _shape(sources, len(spans))
    whole = shape | support(tokens(text), known_text(sources)) | _counts(flags)
    means = {f"mean_{name}": sum(one[name] for one in own) / len(own) for name in own[0]} if own else {}
    around = shape | means | {f"whole_{name}": value for name, value in whole.items() if name not in shape}
    return TextFeatures(
        tuple(
            Features(start, end, values | _beside(own, place) | _place(place, len(own)) | around)
            for place, ((start, end), values) in enumerate(zip(spans, own, strict=True))
        ),
        whole,
    )


def clause_features(text: str, one: Features, sources: SourceIndex, flags: Sequence[Flag]) -> list[Features]:
    """Features of each clause of a sentence whose flags are given, and how each differs from the others."""
    spans = _at_most(_MOST_CLAUSES, list(clause_spans(text, one.start, one.end)))
    placed = PlacedFlags(flags)
    own = [_stretch(text, start, end, sources, placed) for start, end in spans]
    means = {name: sum(values[name] for values in own) / len(own) for name in own[0]} if own else {}
    return [
        Features(
            start,
            end,
            values
            | {f"apart_{name}": value - means[name] for name, value in values.items()}
            | {"clause": float(place), "clauses": float(len(spans)), "part": (end - start) / (one.end - one.start)},
        )
        for place, ((start, end), values) in enumerate(zip(spans, own, strict=True))
    ]


def _at_most(most: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, or where there are more of them than are told apart, as many of them together as it takes."""
    together = -(-len(spans) // most) or 1
    return [(spans[at][0], spans[min(at + together, len(spans)) - 1][1]) for at in range(0, len(spans), together)]


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        stripped = line.strip()
        if _WORD.search(stripped):
            first = at + line.index(stripped)
            found.append((first, first + len(stripped)))
        at += len(line)
    return found


def _stretch(text: str, start: int, end: int, sources: SourceIndex, flags: PlacedFlags) -> dict[str, float]:
    """Features of a sentence or a clause by its words and its flags."""
    return support(tokens(text, start, end), known_text(sources)) | _counts(flags.touching(start, end))


def _counts(flags: Sequence[Flag]) -> dict[str, float]:
    kinds = Counter(flag.kind for flag in flags)
    return {f"flag_{kind}": float(kinds[kind]) for kind in KINDS} | {"hard": float(sum(flag.hard for flag in flags))}


def _beside(own: Sequence[Mapping[str, float]], place: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for side, other in (("before", place - 1), ("after", place + 1)):
        there = own[other] if 0 <= other < len(own) else None
        found |= {f"{side}_{name}": there[name] if there else _ABSENT for name in _BESIDE}
    return found


def _place(place: int, sentences: int) -> dict[str, float]:
    return {
        "place": place / max(1, sentences - 1),
        "first": float(place == 0),
        "from_end": float(sentences - 1 - place),
    }


def _shape(sources: SourceIndex, sentences: int) -> dict[str, float]:
    """Features of the text's kind: answer or not, its length, the sources' length."""
    return {
        "asked": float(bool(sources.known)),
        "source_length": math.log1p(len(known_text(sources).stems)),
        "text_length": math.log1p(sentences),
    }
