"""Faithful texts beyond the labelled ones: sentences copied from sources, and the same in slightly other words."""

import random
import re
from collections.abc import Callable, Sequence

from ghostwriter.text.sentences import split_sentences

SENTENCES = 6
_LONG_ENOUGH, _SHORT_ENOUGH = 40, 300


def _other_form(match: re.Match[str]) -> str:
    return f"{match[1]}n't" if match[0].endswith(" not") else f"{match[1]} not"


_REWORDED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|would|could|should)(?: not|n['’]t)\b"), _other_form),
    (re.compile(r"\bcan(?:not|['’]t)\b"), "can not"),
    (re.compile(r"(?<=\d)\s?%"), " per cent"),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\bsaid\b"), "stated"),
    (re.compile(r"\bsays\b"), "states"),
    (re.compile(r"\balso "), ""),
    (re.compile(r"\bhowever, ", re.IGNORECASE), ""),
    (re.compile(r"^(On|In|At|During|After|Since) ([^,.]{3,40}), ([A-Za-z].{20,}?)\.$"), r"\3 \1 \2."),
    (re.compile(r"\bbut\b"), "though"),
    (re.compile(r"\bbecause\b"), "as"),
)


def copied(sources: Sequence[str], hand: random.Random) -> list[str]:
    """A few sentences of the sources, word for word."""
    sentences = [
        sentence
        for source in sources
        for line in source.split("\n")
        for sentence in split_sentences(line)
        if _LONG_ENOUGH <= len(sentence) <= _SHORT_ENOUGH
    ]
    return hand.sample(sentences, min(SENTENCES, len(sentences)))


def reworded(sentence: str) -> str:
    """The sentence with other small words, other forms of its figures, or turned round; what it says stays the same."""
    for pattern, other in _REWORDED:
        sentence = pattern.sub(other, sentence, count=1)
    return sentence
