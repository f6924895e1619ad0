"""Claims in batches, each with no more sources than it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ghostwriter.artifacts import Claim, Fact
from ghostwriter.sources.source import Source

CLAIMS_PER_BATCH = 20


@dataclass(frozen=True)
class Batch:
    """Claims to check in one conversation, and what to check them against."""

    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]


def batches(claims: Sequence[Claim], sources: Sequence[Source], facts: Sequence[Fact]) -> list[Batch]:
    """As few batches as there can be, of about one size, in document order.

    Each brings the facts that its claims cite, and the sources of these; all sources where a claim cites no known fact.
    """
    known = {fact.id: fact for fact in facts}
    number = -(-len(claims) // CLAIMS_PER_BATCH)
    edges = [place * len(claims) // number for place in range(number + 1)] if number else []
    return [_batch(claims[first:last], sources, known) for first, last in pairwise(edges)]


def _batch(claims: Sequence[Claim], sources: Sequence[Source], known: dict[str, Fact]) -> Batch:
    ids = dict.fromkeys(identifier for claim in claims for identifier in claim.cites if identifier in known)
    wanted = {known[identifier].source for identifier in ids}
    uncited = any(known.keys().isdisjoint(claim.cites) for claim in claims)
    needed = tuple(source for source in sources if uncited or source.id in wanted)
    return Batch(tuple(claims), needed, tuple(known[identifier] for identifier in ids))
