"""Claims in batches, each with no more sources than it needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ghostwriter.schema.artifacts import Claim, Fact
from ghostwriter.schema.source import Source
from ghostwriter.text.words import terms

CLAIMS_PER_BATCH = 20
TOKENS_PER_BATCH = 60_000
"""Of sources and claims together, as far as one claim and what it cites leave a choice."""
CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True)
class Batch:
    """Claims to check in one conversation, and what to check them against."""

    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]


def batches(claims: Sequence[Claim], sources: Sequence[Source], facts: Sequence[Fact]) -> list[Batch]:
    """Divide claims into as few batches of about one size as possible, in document order, within the token limit.

    Each brings the facts that its claims cite, and the sources of these; all sources where a claim cites no known fact.
    """
    known = {fact.id: fact for fact in facts}
    number = -(-len(claims) // CLAIMS_PER_BATCH)
    edges = [place * len(claims) // number for place in range(number + 1)] if number else []
    return [
        batch
        for first, last in pairwise(edges)
        for batch in _small_enough(_batch(claims[first:last], sources, known), known)
    ]


def _small_enough(batch: Batch, known: dict[str, Fact]) -> Iterator[Batch]:
    """The batch, or its halves, until each is small enough or of one claim."""
    if _tokens(batch) <= TOKENS_PER_BATCH or len(batch.claims) == 1:
        yield batch
        return
    middle = len(batch.claims) // 2
    halves = [_batch(half, batch.sources, known) for half in (batch.claims[:middle], batch.claims[middle:])]
    if all(half.sources == batch.sources for half in halves):
        yield batch  # both need all of it: it would only be read twice
        return
    for half in halves:
        yield from _small_enough(half, known)


def _tokens(batch: Batch) -> int:
    characters = sum(len(source.text) for source in batch.sources) + sum(len(claim.text) for claim in batch.claims)
    return characters // CHARACTERS_PER_TOKEN


def _batch(claims: Sequence[Claim], sources: Sequence[Source], known: dict[str, Fact]) -> Batch:
    ids = dict.fromkeys(identifier for claim in claims for identifier in claim.cites if identifier in known)
    wanted = {known[identifier].source for identifier in ids}
    uncited = [claim for claim in claims if known.keys().isdisjoint(claim.cites)]
    wanted |= _likely(uncited, sources) if uncited else set()
    needed = tuple(source for source in sources if source.id in wanted)
    return Batch(tuple(claims), needed, tuple(known[identifier] for identifier in ids))


def _likely(claims: Sequence[Claim], sources: Sequence[Source]) -> set[str]:
    """Sources to check claims without a citation against: all or, if they are too long, those that share most words."""
    said = {term for claim in claims for term in terms(claim.text)}
    ranked = sorted(sources, key=lambda source: -len(said & terms(source.text)))
    likely: set[str] = set()
    room = TOKENS_PER_BATCH * CHARACTERS_PER_TOKEN
    for source in ranked:
        room -= len(source.text)
        if likely and room < 0:
            break
        likely.add(source.id)
    return likely
