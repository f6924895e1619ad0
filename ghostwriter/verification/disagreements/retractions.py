"""Retractions: a source states a fact and corrects or withdraws it later."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ghostwriter.schema.artifacts import Fact
from ghostwriter.schema.source import Source
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.disagreements.statements import Statement
from ghostwriter.verification.parsed_sentence import TermWeights

_PLAINLY = re.compile(
    r"\b(?:(?:correction|corrigendum|erratum)\b|retract\w*|withdr[ae]wn?\b|taken? back|misspoke|mis-?stated|scratch that|"
    r"(?:is|was|were|are) (?:wrong|mistaken|a mistake|incorrect|not (?:right|correct|true))|(?:earlier|previous) version|"
    r"(?:i|we) (?:have to|must|need to|should) correct\b|i meant|erroneous\w*|in error|supersed\w+)",
    re.IGNORECASE,
)
"""Nothing else is meant by it, where what it is about is named."""
_PERHAPS = re.compile(
    r"\b(?:correct(?:ed|ing)\b|is no longer|no longer (?:holds?|stands?|true)|should (?:read|have been|be)|"
    r"(?:revised|restated|corrected|lowered|raised) (?:to|down|up)|not \W?[\d,.]{1,20}\W{0,10}(?:but|,)|rather than|instead of|"
    r"actually|sorry|no, wait|(?:said|told you) [^.]*\bearlier)",
    re.IGNORECASE,
)
_NEAR = 2_000
"""Characters: how far back a passage may stand that is taken back without its figure being named."""
_DISTINCTIVE, _RARE = 10, 100
"""Figures from which on one is likely to be the same one, though it stands alone; and though nothing else is shared."""
_LEAST_SHARED = 0.5
_LEAST_SHARED_OF_ONE_NAMED = 0.2
_FEWEST_SHARED = 2


class Retraction(NamedTuple):
    """A fact, the sentence that takes it back, the fact that takes its place, if there is one, and how clear it is."""

    fact: Fact
    sentence: str
    instead: Fact | None
    clearness: float


def retractions(
    statements: Sequence[Statement], sources: Sequence[Source], weights: TermWeights
) -> Iterator[Retraction]:
    """Yield every fact that a later sentence of its own source retracts."""
    for source in sources:
        own = [(one, one.fact) for one in statements if one.fact is not None and one.fact.source == source.id]
        for start, end in sentence_spans(source.text):
            sentence = source.text[start:end]
            plainly = _PLAINLY.search(sentence) is not None
            if not plainly and not _PERHAPS.search(sentence):
                continue
            said = Statement(" ".join(sentence.split()))
            for earlier, fact in own:
                near = start - fact.end <= _NEAR
                clearness = (
                    _takes_back(said, earlier, weights, plainly=plainly, near=near) if fact.end <= start else 0.0
                )
                if clearness:
                    later = (other for one, other in own if other.start >= start and one.terms & earlier.terms)
                    yield Retraction(fact, said.text, next(later, None), clearness)


def _takes_back(said: Statement, earlier: Statement, weights: TermWeights, *, plainly: bool, near: bool) -> float:
    """Degree to which a sentence retracts a statement; 0 if it does not."""
    common = earlier.terms & said.terms
    share = weights.total(common) / (weights.total(earlier.terms) or 1.0)
    alike = share >= _LEAST_SHARED or len(common) >= _FEWEST_SHARED
    names, replaces = _names(said, earlier), _replaces(said, earlier)
    distinctive = any(
        one.bounds[0] == other.bounds[0] >= _RARE for one in earlier.quantities for other in said.quantities
    )
    alike = alike or (plainly and _counts_the_same(said, earlier))
    if names and (replaces or (plainly and alike)) and (plainly or distinctive or share >= _LEAST_SHARED_OF_ONE_NAMED):
        return 2.0 + share
    if near and (alike and (names or replaces) if plainly else replaces and share >= _LEAST_SHARED):
        return 1.0 + share
    return 0.5 + share if plainly and near and share >= _LEAST_SHARED and len(common) >= _FEWEST_SHARED else 0.0


def _counts_the_same(said: Statement, earlier: Statement) -> bool:
    counted = {one.counted.things for one in earlier.quantities} & {one.counted.things for one in said.quantities}
    return bool(counted - {"", "percent", "year"})


def _names(said: Statement, earlier: Statement) -> bool:
    """Tell whether it names the figure that was given, of the same things or by itself, or the date."""
    dates = any(one.is_named_by(other) for one in earlier.dates for other in said.dates)
    return dates or any(
        one.agrees_with(other)
        and (one.counted.things == other.counted.things or (not other.counted.things and one.bounds[0] >= _DISTINCTIVE))
        for one in earlier.quantities
        for other in said.quantities
    )


def _replaces(said: Statement, earlier: Statement) -> bool:
    """Tell whether it gives another figure of the same kind, or by itself, or another date."""
    figures = any(
        not one.agrees_with(other) and (one.counted.things == other.counted.things or not other.counted.things)
        for one in earlier.quantities
        for other in said.quantities
    )
    return figures or any(one.differs_from(other) for one in earlier.dates for other in said.dates)
