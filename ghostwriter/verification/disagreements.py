"""Sources that disagree: facts that give different figures for the same thing, and figures that were taken back later.

Two facts speak of the same thing when they share most of what they say apart from their figures, and neither names somebody or
something, or a time, that the other replaces by another one.
"""

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ghostwriter.artifacts import Disagreement, Fact
from ghostwriter.sentences import sentence_spans
from ghostwriter.sources.source import Source
from ghostwriter.verification.mentions import Mention, mentions, names, periods
from ghostwriter.verification.words import terms

_LEAST_SHARED = 0.5
"""Of what two facts speak of, weighed by how rare it is."""
_FEWEST_SHARED = 2
_LEAST_SHARED_OF_A_UNIT = 0.25
"""Enough where both figures are of one unit, and of three shared terms a rare one stands beside both."""
_FEWEST_SHARED_OF_A_UNIT = 3
_FEW, _COMMON = 12, 0.1
"""Of the facts: terms that more of them have say little."""
_TAKEN_BACK = re.compile(
    r"\b(?:correct(?:ion|ed|ing)\b|retract\w*|withdr[ae]w\w*|taken? back|misspoke|mis-?stated|in error|erroneous\w*|"
    r"was (?:wrong|mistaken|a mistake)|were wrong|is no longer|no longer (?:holds?|stands?|true)|should (?:read|have been|be)|"
    r"(?:revised|restated|corrected|lowered|raised) (?:to|down|up)|not \W?[\d,.]+\W*(?:but|,)|rather than|i meant|"
    r"supersed\w+|instead of)",
    re.IGNORECASE,
)
_OF_FIGURES = terms(
    "dollars euros pounds cents percent per hundred thousand million billion trillion figure figures number"
)
_BEFORE_A_RETRACTION = 2_000
"""Characters: how far back a passage may stand that is taken back without being named."""


@dataclass(frozen=True)
class _Read:
    """A fact, and what it speaks of."""

    fact: Fact
    terms: frozenset[str]
    names: frozenset[str]
    periods: frozenset[str]
    mentions: tuple[Mention, ...]


def find_disagreements(facts: Sequence[Fact], sources: Sequence[Source]) -> list[Disagreement]:
    """What the facts disagree on, the clearest first, numbered D1, D2, ..."""
    read = [_read(fact) for fact in facts]
    weights = _rarity(read)
    by_id = {source.id: source for source in sources}
    found = [*_differing(read, weights), *_taken_back(read, weights, by_id)]
    best: dict[frozenset[str], tuple[float, Disagreement]] = {}
    for strength, one in sorted(found, key=lambda pair: (-pair[0], pair[1].facts)):
        best.setdefault(frozenset(one.facts), (strength, one))
    return [one.model_copy(update={"id": f"D{number}"}) for number, (_, one) in enumerate(best.values(), start=1)]


def _read(fact: Fact) -> _Read:
    figures = tuple(mentions(fact.statement))
    return _Read(
        fact=fact,
        terms=_subject(fact.statement),
        names=frozenset(names(fact.statement)),
        periods=frozenset(periods(fact.statement)),
        mentions=figures,
    )


def _subject(text: str) -> frozenset[str]:
    """What a text speaks of, apart from its figures and the money or scale that they are in."""
    return frozenset(term for term in terms(text) if not term[0].isdigit() and term not in _OF_FIGURES)


def _rarity(read: Sequence[_Read]) -> Mapping[str, float]:
    """How much a term says: the logarithm of how few facts have it."""
    counts = Counter(term for one in read for term in one.terms)
    return {term: math.log(1 + len(read) / count) for term, count in counts.items()}


def _differing(read: Sequence[_Read], weights: Mapping[str, float]) -> Iterator[tuple[float, Disagreement]]:
    for first, second in _candidates(read):
        shared = _shared(first, second, weights)
        if shared < _LEAST_SHARED_OF_A_UNIT or _of_different_things(first, second):
            continue
        pair = _clash(first, second)
        if pair is not None and (shared >= _LEAST_SHARED or _measured_alike(first, second, pair, weights)):
            one, other = pair
            yield (
                shared + (0.5 if first.fact.source != second.fact.source else 0.0),
                Disagreement(
                    id="D0",
                    kind="figures differ",
                    facts=[first.fact.id, second.fact.id],
                    explanation=f"{first.fact.source} says {one.shown}, {second.fact.source} says {other.shown}",
                ),
            )


def _candidates(read: Sequence[_Read]) -> Iterator[tuple[_Read, _Read]]:
    """Pairs that share a term which is not everywhere, and have figures."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(read):
        if one.mentions:
            for term in one.terms:
                holders[term].append(place)
    most = max(_FEW, len(read) * _COMMON)
    pairs = {pair for places in holders.values() if len(places) <= most for pair in itertools.combinations(places, 2)}
    for first, second in sorted(pairs):
        yield read[first], read[second]


def _shared(first: _Read, second: _Read, weights: Mapping[str, float]) -> float:
    common = first.terms & second.terms
    if len(common) < min(_FEWEST_SHARED, len(first.terms), len(second.terms)):
        return 0.0
    lesser = min(_weight(first.terms, weights), _weight(second.terms, weights))
    return _weight(common, weights) / lesser if lesser else 0.0


def _weight(some: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights[term] for term in some)


def _of_different_things(first: _Read, second: _Read) -> bool:
    """Whether they name other people and things, or other times: they need not agree then."""
    others = first.names and second.names and not first.names & second.names
    return bool(others or (first.periods - second.periods and second.periods - first.periods))


def _measured_alike(first: _Read, second: _Read, pair: tuple[Mention, Mention], weights: Mapping[str, float]) -> bool:
    one, other = pair
    if one.kind in {"", "year"} or len(first.terms & second.terms) < _FEWEST_SHARED_OF_A_UNIT:
        return False
    beside = _subject(one.near) & _subject(other.near) - {one.kind}
    return any(weights[term] >= math.log(1 + 1 / _COMMON) for term in beside if term in weights)


def _clash(first: _Read, second: _Read) -> tuple[Mention, Mention] | None:
    """A figure of each, of one kind, that cannot both be true; None where any figure of that kind agrees."""
    for kind in dict.fromkeys(mention.kind for mention in first.mentions):
        mine = [mention for mention in first.mentions if mention.kind == kind]
        theirs = [mention for mention in second.mentions if mention.kind == kind]
        if mine and theirs and not any(one.agrees_with(other) for one in mine for other in theirs):
            return mine[0], theirs[0]
    return None


def _taken_back(
    read: Sequence[_Read], weights: Mapping[str, float], sources: Mapping[str, Source]
) -> Iterator[tuple[float, Disagreement]]:
    """Facts whose figure a later sentence of their source takes back."""
    for source in sources.values():
        sentences = [(start, source.text[start:end]) for start, end in sentence_spans(source.text)]
        retractions = [(start, sentence) for start, sentence in sentences if _TAKEN_BACK.search(sentence)]
        for start, sentence in retractions:
            later = [one for one in read if one.fact.source == source.id and one.fact.start >= start]
            for earlier in read:
                if earlier.fact.source != source.id or earlier.fact.end > start:
                    continue
                strength = _speaks_of(sentence, start, earlier, weights)
                if strength:
                    follows = next((one.fact.id for one in later if one.terms & earlier.terms), None)
                    yield strength, _retraction(earlier.fact, follows, sentence)


def _speaks_of(sentence: str, start: int, earlier: _Read, weights: Mapping[str, float]) -> float:
    """How clearly a sentence takes back a fact that stands before it; 0 if it does not."""
    if not earlier.mentions:
        return 0.0
    said = list(mentions(sentence))
    names_it = any(one.agrees_with(other) and one.kind == other.kind for one in earlier.mentions for other in said)
    replaces_it = any(
        one.kind == other.kind and not one.agrees_with(other) for one in earlier.mentions for other in said
    )
    common = earlier.terms & _subject(sentence)
    share = _weight(common, weights) / (_weight(earlier.terms, weights) or 1.0)
    if names_it and replaces_it:
        return 2.0 + share
    near = start - earlier.fact.end <= _BEFORE_A_RETRACTION
    alike = share >= _LEAST_SHARED or len(common) >= _FEWEST_SHARED
    if (names_it or replaces_it) and alike and near:
        return 1.0 + share
    return 0.0


def _retraction(earlier: Fact, follows: str | None, sentence: str) -> Disagreement:
    said = " ".join(sentence.split())
    return Disagreement(
        id="D0",
        kind="taken back",
        facts=[earlier.id, follows] if follows and follows != earlier.id else [earlier.id],
        explanation=f"{earlier.source} takes it back later: “{said}”",
    )
