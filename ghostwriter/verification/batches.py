"""Claims in batches, each with no more sources than it needs."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    """In document order; with the sources that the claims cite, or all of them where a claim cites none."""
    known = {fact.id: fact for fact in facts}
    made: list[Batch] = []
    for first in range(0, len(claims), CLAIMS_PER_BATCH):
        some = tuple(claims[first : first + CLAIMS_PER_BATCH])
        ids = dict.fromkeys(identifier for claim in some for identifier in claim.cites if identifier in known)
        wanted = {known[identifier].source for identifier in ids}
        uncited = any(not set(claim.cites) & set(known) for claim in some)
        needed = tuple(source for source in sources if uncited or source.id in wanted)
        made.append(Batch(some, needed, tuple(known[identifier] for identifier in ids)))
    return made
