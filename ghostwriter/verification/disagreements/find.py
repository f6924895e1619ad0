"""Sources that disagree: facts that cannot both be true, and facts that were taken back later.

Two facts speak of the same thing when they share most of what they say apart from their figures, and neither names somebody or
something, or a time, that the other replaces by another one.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ghostwriter.schema.artifacts import Disagreement, Fact
from ghostwriter.schema.source import Source
from ghostwriter.verification.disagreements.conflicts import Conflict, find_conflict
from ghostwriter.verification.disagreements.retractions import Retraction, retractions
from ghostwriter.verification.disagreements.statements import Statement, shared_terms, statements_of
from ghostwriter.verification.parsed_sentence import TermWeights

_FEW, _MANY, _COMMON = 12, 100, 0.1
"""Statements, and the share of them: terms that more of them have say little."""
_FROM_TWO_SOURCES = 0.5
"""By how much clearer it is that two sources disagree than that one disagrees with itself."""

type Ranked = tuple[float, Disagreement]


def find_disagreements(facts: Sequence[Fact], sources: Sequence[Source]) -> list[Disagreement]:
    """Find what facts disagree on, the clearest first, numbered D1, D2, ..."""
    statements = [one for fact in facts for one in statements_of(fact)]
    weights = TermWeights([one.terms for one in statements])
    back = [_taken_back(one) for one in retractions(statements, sources, weights)]
    # What was taken back need not be compared with what took its place.
    settled = {pair for _, one in back for pair in itertools.combinations(sorted(one.facts), 2)}
    found = [*back, *(one for one in _differing(statements, weights) if tuple(sorted(one[1].facts)) not in settled)]
    best: dict[frozenset[str], Disagreement] = {}
    for _, one in sorted(found, key=lambda ranked: (-ranked[0], ranked[1].facts)):
        best.setdefault(frozenset(one.facts[:1] if one.kind == "taken back" else one.facts), one)
    return [one.model_copy(update={"id": f"D{number}"}) for number, one in enumerate(best.values(), start=1)]


def disagreement_line(one: Disagreement, facts: Mapping[str, Fact], titles: Mapping[str, str]) -> str:
    """One disagreement in a line, with the passages of both sides; ``titles`` are those of the sources, by id."""
    quoted = [facts[name] for name in one.facts if name in facts]
    sides = "; ".join(f"{titles.get(fact.source, fact.source)}: “{' '.join(fact.quote.split())}”" for fact in quoted)
    return f"{one.id} {one.kind}: {with_titles(one.explanation, titles)} ({sides})"


def with_titles(explanation: str, titles: Mapping[str, str]) -> str:
    """An explanation that names sources by their titles in place of their ids."""
    return re.sub(r"\bS\d+\b", lambda match: f"“{titles.get(match[0], match[0])}”", explanation)


def _differing(statements: Sequence[Statement], weights: TermWeights) -> Iterator[Ranked]:
    for first, second in _candidates(statements):
        found = find_conflict(first, second, *shared_terms(first, second, weights))
        if found is not None and first.fact is not None and second.fact is not None:
            yield _disagreement(found, first.fact, second.fact)


def _candidates(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs that share a term which is not everywhere."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(statements):
        for term in one.in_context:
            holders[term].append(place)
    most = min(_MANY, max(_FEW, len(statements) * _COMMON))
    pairs = {pair for places in holders.values() if len(places) <= most for pair in itertools.combinations(places, 2)}
    for first, second in sorted(pairs):
        if statements[first].fact != statements[second].fact:
            yield statements[first], statements[second]


def _disagreement(found: Conflict, first: Fact, second: Fact) -> Ranked:
    if found.kind == "one denies it":
        explanation = f"what {first.source} says, {second.source} denies"
    else:
        explanation = f"{first.source} says {found.one}, {second.source} says {found.other}"
    apart = _FROM_TWO_SOURCES if first.source != second.source else 0.0
    return found.strength + apart, Disagreement(
        id="D0", kind=found.kind, facts=[first.id, second.id], explanation=explanation
    )


def _taken_back(found: Retraction) -> Ranked:
    follows = [found.instead.id] if found.instead and found.instead.id != found.fact.id else []
    explanation = f"{found.fact.source} takes it back later: “{found.sentence}”"
    return found.clearness, Disagreement(
        id="D0", kind="taken back", facts=[found.fact.id, *follows], explanation=explanation
    )
