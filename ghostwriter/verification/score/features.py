"""What a model is told of a sentence and of a text: figures with a meaning, each of which can be explained to a reader."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag
from ghostwriter.verification.flags.source_index import SourceIndex, fold
from ghostwriter.verification.words import terms

KINDS = ("number", "time", "name", "quotation", "attribute", "binding", "negation")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OF_THE_TEXT = re.compile(
    r"\b(?:overall|in conclusion|in summary|therefore|based on the|according to|passages?|provided|summary|answer|question)\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\b(?:unable to|not (?:mentioned|specified|provided|stated|clear|possible)|no (?:information|mention))\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|some|generally|typically|usually|often|likely|can|such as|including|various|several)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:great|excellent|friendly|delicious|cozy|popular|perfect|wide|variety|range|quality|experience|enjoy\w*|praise\w*|atmosphere|"
    r"highly|recommend\w*|positive|negative|mixed|customers?|reviews?|reviewers?)\b",
    re.IGNORECASE,
)
_COUNTS_MOST = ("lexical", "highest", "any", "mean", "mean_unsaid", "mean_novel_words")
_RECORD_LINE = re.compile(r"^[\w .-]{1,60}: .*$", re.MULTILINE)


@dataclass(frozen=True)
class Features:
    """One sentence: its place in the text, and its features by name."""

    start: int
    end: int
    values: Mapping[str, float]


def sentence_features(text: str, sources: SourceIndex, flags: Sequence[Flag]) -> list[Features]:
    """Features of each sentence that holds a word."""
    spans = [span for start, end in sentence_spans(text) for span in _lines(text, start, end)]
    spans = [(start, end) for start, end in spans if _WORD.search(text, start, end)]
    shape = _shape(sources, len(spans))
    found = []
    for number, (start, end) in enumerate(spans):
        own = [flag for flag in flags if flag.start < end and start < flag.end]
        values = shape | _support(text[start:end], sources) | _manner(text[start:end])
        values |= {f"flag_{kind}": float(sum(flag.kind == kind for flag in own)) for kind in KINDS}
        values |= {"hard": float(sum(flag.hard for flag in own)), "place": number / max(1, len(spans) - 1)}
        found.append(Features(start, end, values))
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence that runs over line ends, as items of a list do, is read line by line."""
    found = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = at + line.index(stripped)
            found.append((first, first + len(stripped)))
        at += len(line)
    return found


def _shape(sources: SourceIndex, sentences: int) -> dict[str, float]:
    whole = sources.together
    lines = max(1, whole.count("\n") + 1)
    return {
        "record": len(_RECORD_LINE.findall(whole)) / lines,
        "source_length": math.log1p(len(sources.sentences)),
        "text_length": math.log1p(sentences),
        "asked": float(bool(sources.known)),
    }


def _support(sentence: str, sources: SourceIndex) -> dict[str, float]:
    """How much of a sentence the sources say: all together, the nearest sentence, word pairs; and what they do not say."""
    wanted = frozenset(terms(sentence))
    known = {term for term in wanted if term in sources.rarity}
    unknown = wanted - known
    whole = sources.weight(wanted) or 1.0
    near = sources.nearest(wanted) if wanted else None
    words = [fold(word) for word in _WORD.findall(sentence)]
    novel = [word not in sources.words for word in words]
    pairs = list(pairwise(words))
    return {
        "terms": math.log1p(len(wanted)),
        "words": math.log1p(len(words)),
        "unsaid": sources.weight(unknown) / whole,
        "unsaid_terms": math.log1p(len(unknown)),
        "beyond_nearest": 1.0 - (near[1] if near else 0.0),
        "beyond_two": 1.0 - _two_nearest(wanted, sources),
        "novel_words": sum(novel) / max(1, len(words)),
        "longest_novel_run": float(_longest_run(novel)),
        "novel_pairs": sum(pair not in sources.pairs for pair in pairs) / max(1, len(pairs)),
        "commonness": sources.weight(known) / max(1, len(known)),
    }


def _two_nearest(wanted: frozenset[str], sources: SourceIndex) -> float:
    """What the two nearest sentences say together."""
    near = sources.nearest(wanted) if wanted else None
    if near is None:
        return 0.0
    rest = wanted - near[0].terms
    second = sources.nearest(rest) if rest else None
    added = sources.weight(rest & second[0].terms) if second else 0.0
    return near[1] + added / (sources.weight(wanted) or 1.0)


def _longest_run(marks: Sequence[bool]) -> int:
    longest = run = 0
    for mark in marks:
        run = run + 1 if mark else 0
        longest = max(longest, run)
    return longest


def _manner(sentence: str) -> dict[str, float]:
    return {
        "of_the_text": float(bool(_OF_THE_TEXT.search(sentence))),
        "unable": float(bool(_UNABLE.search(sentence))),
        "hedges": float(len(_HEDGE.findall(sentence))),
        "praise": float(len(_PRAISE.findall(sentence))),
        "figures": float(len(re.findall(r"\d+", sentence))),
        "capitals": float(len(re.findall(r"(?<=\s)[A-Z]\w+", sentence))),
    }


def aggregate(
    sentences: Sequence[Features], scores: Sequence[float], flags: Sequence[Flag], lexical: float
) -> dict[str, float]:
    """Features of a whole text: the highest and the mean of each feature of its sentences and of their scores, and its words'.

    What counts most counts differently for texts made from records, and for answers: these features are there three times.
    """
    ordered = sorted(scores, reverse=True)
    clean = math.prod(1.0 - score for score in scores)
    found = {
        "highest": ordered[0],
        "second": ordered[1] if len(ordered) > 1 else 0.0,
        "mean": sum(ordered) / len(ordered),
        "any": 1.0 - clean,
        "hard_flags": float(sum(flag.hard for flag in flags)),
        "hints": float(sum(not flag.hard for flag in flags)),
    }
    for name in sentences[0].values:
        values = [one.values[name] for one in sentences]
        found |= {f"most_{name}": max(values), f"mean_{name}": sum(values) / len(values)}
    found["lexical"] = lexical
    for kind in ("record", "asked"):
        found |= {f"{name}_{kind}": found[name] * found[f"mean_{kind}"] for name in _COUNTS_MOST}
    return found
