"""Hints: a sentence that says the opposite of the sentence of a source that it is made from."""

import re
from collections.abc import Iterator

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.words import terms

_MADE_FROM = 0.6
"""The share of a sentence's terms that a source's sentence has to have to be the one that it was made from."""
_FEWEST_TERMS = 3
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|failed to|refused to|unable to|"
    r"\w+n['’]t)\b",
    re.IGNORECASE,
)
_PAIRS = """
    increase decrease|rise fall|rose fell|grew shrank|more less|more fewer|higher lower|before after|above below|win lose|
    won lost|accept reject|accepted rejected|approve reject|approved rejected|allow forbid|allowed banned|open closed|
    opened closed|first last|north south|east west|support oppose|supported opposed|agree disagree|agreed refused|
    safe dangerous|success failure|succeeded failed|guilty innocent|alive dead|gain loss|early late|hot cold|
    maximum minimum|largest smallest|best worst|add remove|added removed|include exclude|included excluded|with without
"""
_OPPOSITES = [tuple(pair.split()) for pair in _PAIRS.replace("\n", "").split("|")]
_WORD = re.compile(r"[a-z]+")


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Hint at each sentence that negates, or turns round, what the nearest sentence of a source says."""
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        wanted = frozenset(term for term in terms(sentence) if not term[0].isdigit())
        if len(wanted) < _FEWEST_TERMS:
            continue
        near = sources.nearest(wanted)
        if near is None or near[1] < _MADE_FROM:
            continue
        source = near[0].text
        reason = _turned_round(sentence, source)
        if reason:
            yield flag_at(
                text, start, end, "negation", f"{reason}; the nearest passage is “{source[:200]}”", hard=False
            )


def _turned_round(sentence: str, source: str) -> str:
    mine, theirs = (len(_NEGATION.findall(one)) for one in (sentence, source))
    if bool(mine) != bool(theirs):
        return "one of the two denies it" if mine else "the source denies it"
    said, known = (set(_WORD.findall(one.lower())) for one in (sentence, source))
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if here in said and here not in known and there in known and there not in said:
                return f"it says {here!r} where the source says {there!r}"
    return ""
