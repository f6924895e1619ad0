"""Passages: runs of one to three sentences of a source that can stand on their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ghostwriter.text.markdown import PROSE, blocks
from ghostwriter.text.sentences import sentence_spans

FEWEST_WORDS, MOST_WORDS = 5, 60
MOST_FOLLOWERS = 2

_LEANS = re.compile(
    r"(?:he|she|it|they|him|her|his|hers|its|their|theirs|this|these|that|those|such|then|thus|therefore|hence|so|but|and|or|nor|"
    r"yet|however|instead|meanwhile|moreover|furthermore|besides|also|still|nevertheless|nonetheless|otherwise|consequently|"
    r"accordingly|afterwards|later|soon|both|neither|either|each|another|others|again|indeed|here|there|the latter|the former|"
    r"as a result|for example|for instance|in addition|in contrast|by contrast|on the other hand|of these|of them|one of them|"
    r"the same|at the same time|at that time|that is|we|i|you|our|my|your)\b",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"there (?:is|are|was|were|has|have)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|them|his|her|hers|its|their|theirs|this|these|those)\b", re.IGNORECASE)
_POINTER = re.compile(r"\b(?:of|at|in|by|during|after|before|from|for|with|to) (?:these|those|this)\b", re.IGNORECASE)
_REACH = 12
"""Words from a sentence's beginning within which a pronoun points back to the sentence before."""
_OPENS_WITH_SUBJECT = re.compile(
    r"[\"“‘'(]?(?:the|a|an|no|every|each|all|some|many|most|two|three|four|five)\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<=\s)[\"“]?[A-Z][a-zà-ÿ]+")
_PREPOSITIONS = frozenset(
    "in on at by for from with within without during under over between among of to through".split()
)
_OPENERS = _PREPOSITIONS | frozenset(
    "after before since until when while where as if against despite because although though only even once meanwhile "
    "not what whatever how".split()
)
_ENDS = re.compile(r"[.!…][\"”’')\]]*$")
_STARTS = re.compile(r"[\"“‘'(\[]?[A-ZÀ-ÞÀ-Ý\d$€£]|[^\W\d_a-z]")
_DEBRIS = re.compile(
    r"https?://|www\.|@\w|©|^copyright\b|\bcookie|\bsubscribe\b|\bclick\b|all rights reserved|"
    r"^(?:figure|fig\.|table|photo|source|see also|credit|caption|image|retrieved|isbn)\b|^[^\W\d_]+:\s",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """``[start, end)`` of the source; ``heading`` is what it stands under, ``place`` its share of the way down, 0 to 1."""

    start: int
    end: int
    text: str
    heading: str
    place: float


_LONGEST = 2_000
"""Characters; what is longer is no sentence that an article would want."""


def passages(text: str) -> list[Passage]:
    """The passages of a source, in order; headings, tables, fragments and debris are left out."""
    found: list[Passage] = []
    heading = ""
    for block in blocks(text):
        if block.kind == "heading":
            heading = text[block.start : block.end]
        elif block.kind in PROSE and block.kind != "row":
            for start, end in _runs(text, list(_sentences(text, block.start, block.end))):
                found.append(Passage(start, end, text[start:end], heading, start / len(text)))
    return found


def clean(text: str) -> str:
    """A passage as it reads: without the marks of Markdown, on one line."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`", "", text)
    text = re.sub(r"^\s*>\s?", "", text, flags=re.MULTILINE)
    text = re.sub(r"\s*\((?:see|cf\.) [^()]*\)", "", text)
    return " ".join(re.sub(r"\[\d{1,3}\]", "", text).split())


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for left, right in sentence_spans(text[start:end]):
        sentence = text[start + left : start + right]
        # Marks of emphasis that were opened or closed in another sentence.
        bare = sentence.strip("*_ \t")
        if bare and len(bare) <= _LONGEST:
            offset = start + left + sentence.index(bare)
            yield offset, offset + len(bare)


def _runs(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each sentence that stands alone, with the sentences after it that lean on it."""
    index = 0
    while index < len(spans):
        start, end = spans[index]
        index += 1
        if not stands_alone(clean(text[start:end])):
            continue
        followers = 0
        while index < len(spans) and followers < MOST_FOLLOWERS and _follows(clean(text[slice(*spans[index])])):
            end = spans[index][1]
            index += 1
            followers += 1
        yield start, end


def stands_alone(sentence: str) -> bool:
    """Check that a sentence can be understood, and printed, without the one before it."""
    if not _is_sentence(sentence) or _points_back(sentence):
        return False
    return _LEANS.match(sentence.lstrip("\"“‘'(")) is None or _EXISTS.match(sentence) is not None


def _follows(sentence: str) -> bool:
    return _is_sentence(sentence) and _points_back(sentence)


def _points_back(sentence: str) -> bool:
    """Check for a pronoun near the beginning that stands for something that the sentence itself has not named."""
    if _POINTER.search(sentence):
        return True
    opening = " ".join(sentence.split()[:_REACH])
    pronoun = _PRONOUN.search(opening)
    if pronoun is None:
        return False
    before = opening[: pronoun.start()]
    if not before.strip("\"“‘'( "):
        return True
    first = re.sub(r"[\"“‘'(]", "", before.split()[0])
    if first.lower() in _PREPOSITIONS:
        return True  # "In Walden he wrote": the name is not the one that is meant
    names_itself = _OPENS_WITH_SUBJECT.match(before) or (first[:1].isupper() and first.lower() not in _OPENERS)
    return not names_itself and _NAME.search(before) is None


def _is_sentence(sentence: str) -> bool:
    return (
        FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS
        and _ENDS.search(sentence) is not None
        and _STARTS.match(sentence) is not None
        and not _DEBRIS.search(sentence)
        and _balanced(sentence)
    )


def _balanced(sentence: str) -> bool:
    """No quotation or bracket that begins in another sentence."""
    return (
        sentence.count("(") == sentence.count(")")
        and sentence.count("“") == sentence.count("”")
        and sentence.count('"') % 2 == 0
        and "|" not in sentence
    )
