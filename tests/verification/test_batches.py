from ghostwriter.artifacts import Claim, Fact
from ghostwriter.sources.source import Source
from ghostwriter.verification.batches import CLAIMS_PER_BATCH, batches

SOURCES = [Source(id=f"S{n}", origin=f"{n}.md", title=str(n), sha256="0" * 64, text="x\n") for n in (1, 2, 3)]
FACTS = [
    Fact(id=f"S{n}F1", source=f"S{n}", statement="s", quote="q", start=0, end=1, locator="paragraph 1")
    for n in (1, 2, 3)
]


def claims(count: int, *cites: str) -> list[Claim]:
    return [Claim(id=f"C{n}", text="t", start=0, end=1, section="", cites=list(cites)) for n in range(1, count + 1)]


def test_a_batch_brings_only_the_sources_that_its_claims_cite() -> None:
    (batch,) = batches(claims(3, "S2F1"), SOURCES, FACTS)

    assert [source.id for source in batch.sources] == ["S2"]
    assert [fact.id for fact in batch.facts] == ["S2F1"]


def test_a_claim_that_cites_nothing_is_held_against_all_sources() -> None:
    (batch,) = batches([*claims(1, "S2F1"), *claims(1)], SOURCES, FACTS)

    assert [source.id for source in batch.sources] == ["S1", "S2", "S3"]


def test_batches_keep_the_order_and_their_size() -> None:
    made = batches(claims(CLAIMS_PER_BATCH + 1, "S1F1"), SOURCES, FACTS)

    assert [len(batch.claims) for batch in made] == [CLAIMS_PER_BATCH, 1]
    assert batches([], SOURCES, FACTS) == []
