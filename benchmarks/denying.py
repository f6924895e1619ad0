"""Ways to deny what a text affirms, and to affirm what it denies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|could|would|should|may|must|does|did|do)\b(?! not|n['’]t|\W*$)"
)
_PAST = re.compile(r"(?<=[a-z] )([a-z]{3,})ed\b(?= (?:the|an?|to|his|her|its|their|in|on|at|that|for|with)\b)")
_LOST_E = re.compile(r"(?:[vcszug]|at|ur|ir)$")
_CONTRACTED = {
    "is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't", "has": "hasn't", "have": "haven't",
    "had": "hadn't", "will": "won't", "can": "can't", "could": "couldn't", "would": "wouldn't", "should": "shouldn't",
    "does": "doesn't", "did": "didn't", "do": "don't",
}  # fmt: skip
_ARTICLE = re.compile(r"(?<=\b(?:has|had|was) )a(?= [a-z])|(?<=\b(?:have|with) )a(?= [a-z])|(?<=\bis )a(?= [a-z])")
_WITH = re.compile(r"\bwith\b")
_UNDOING = (
    (re.compile(r" not\b"), ""),
    (re.compile(r"\bcannot\b"), "can"),
    (re.compile(r"\bcan['’]t\b"), "can"),
    (re.compile(r"\bwon['’]t\b"), "will"),
    (re.compile(r"(?<=\w)(?<!\bca)(?<!\bwo)n['’]t\b"), ""),
    (re.compile(r"\bnever "), ""),
    (re.compile(r"\bno (?!longer|one)"), "a "),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\bunable\b"), "able"),
    (re.compile(r"\b(?:failed|refused|declined) to\b"), "managed to"),
)
_OF_THE_SOURCES = re.compile(r"mention|provid|specif|passage|information|state", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class Injected:
    """A text with an error at ``[start, end)``."""

    text: str
    start: int
    end: int


def put(text: str, start: int, end: int, other: str) -> Injected:
    """The text with something else in a place."""
    return Injected(text[:start] + other + text[end:], start, start + len(other))


def denied(text: str) -> Iterator[Injected]:
    """Each way to deny what it says."""
    for match in _AUXILIARY.finditer(text):
        yield put(text, match.start(), match.end(), f"{match[0]} not")
        if match[0] in _CONTRACTED:
            yield put(text, match.start(), match.end(), _CONTRACTED[match[0]])
    for match in _PAST.finditer(text):
        verb = match[1] + ("e" if _LOST_E.search(match[1]) else "")
        yield put(text, match.start(), match.end(), f"did not {verb}")
        yield put(text, match.start(), match.end(), f"never {match[0]}")
    for match in _ARTICLE.finditer(text):
        yield put(text, match.start(), match.end(), "no")
    for match in _WITH.finditer(text):
        yield put(text, match.start(), match.end(), "without")


def affirmed(text: str) -> Iterator[Injected]:
    """Each way to drop a denial, but for those that only say what the sources do not speak of."""
    for pattern, other in _UNDOING:
        for match in pattern.finditer(text):
            behind = _SENTENCE_END.split(text[match.end() :], maxsplit=1)[0]
            before = _SENTENCE_END.split(text[: match.start()])[-1]
            if not _OF_THE_SOURCES.search(before + behind):
                changed = put(text, match.start(), match.end(), other)
                yield Injected(changed.text, max(0, changed.start - 1), changed.end + 1)
