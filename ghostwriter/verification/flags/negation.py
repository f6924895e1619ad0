"""Hints: a sentence that denies, or turns round, what the sentence of a source that it is made from says."""

import re
from collections.abc import Iterator

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.words import terms

_MADE_FROM = 0.9
"""The share of a sentence's terms that a source's sentence has to have to be the one that it was made from."""
_DENIED_BESIDE = 0.2
"""It may be less where the very words behind the denial stand in it."""
_FEWEST_TERMS = 3
_REACH = 3
"""Words behind a denial that say what is denied."""
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|failed to|refused to|unable to|"
    r"un(?:likely|clear|known|able)|\w+n['’]t)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\b(?:not only|no longer|not just|no matter|whether or not|nothing but|if not|not to mention)\b", re.IGNORECASE
)
_OF_THE_TEXT = re.compile(
    r"\b(?:mention|specif|provid|state[ds]?\b|answer|clear|passage|information|explicit|necessarily|always|be able)",
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
    """Hint at each sentence that says the opposite of a source's."""
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        wanted = frozenset(term for term in terms(sentence) if not term[0].isdigit())
        if len(wanted) < _FEWEST_TERMS:
            continue
        found = _denied(sentence, wanted, sources) or _turned_round(sentence, wanted, sources)
        if found is not None:
            reason, source = found
            yield flag_at(
                text, start, end, "negation", f"{reason}; the nearest passage is “{source[:200]}”", hard=False
            )


def _denied(sentence: str, wanted: frozenset[str], sources: SourceIndex) -> tuple[str, str] | None:
    """A denial whose words a source's sentence has without one; None also where any such sentence denies them, too."""
    bare = _NO_DENIAL.sub(lambda match: " " * len(match[0]), sentence)
    for match in _NEGATION.finditer(bare):
        behind = " ".join(bare[match.end() :].split()[: _REACH + 2])
        denied = frozenset(list(dict.fromkeys(term for term in _ordered(behind)))[:_REACH])
        if not denied or _OF_THE_TEXT.search(behind):
            continue
        beside = [
            (share, one.text)
            for one, share in sources.speaking_of(wanted)
            if share >= _DENIED_BESIDE and denied <= one.terms
        ]
        if beside and not any(_NEGATION.search(text) for _, text in beside):
            return "the source does not deny it", max(beside)[1]
    return None


def _ordered(text: str) -> list[str]:
    return [term for word in text.split() for term in terms(word)]


def _turned_round(sentence: str, wanted: frozenset[str], sources: SourceIndex) -> tuple[str, str] | None:
    near = sources.nearest(wanted)
    if near is None or near[1] < _MADE_FROM:
        return None
    source = near[0].text
    if _NEGATION.search(source) and not _NEGATION.search(sentence):
        return "the source denies it", source
    said, known = (set(_WORD.findall(one.lower())) for one in (sentence, source))
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if here in said and here not in known and there in known and there not in said:
                return f"it says {here!r} where the source says {there!r}", source
    return None
