import pytest

from ghostwriter.schema.artifacts import Claim, Fact
from ghostwriter.schema.source import Source
from ghostwriter.verification.batches import CLAIMS_PER_BATCH, batches

SOURCES = [Source(id=f"S{n}", origin=f"{n}.md", title=str(n), sha256="0" * 64, text="x\n") for n in (1, 2, 3)]
FACTS = [
    Fact(id=f"S{n}F1", source=f"S{n}", statement="s", quote="q", start=0, end=1, locator="paragraph 1")
    for n in (1, 2, 3)
]


def claims(count: int, *cites: str) -> list[Claim]:
    return [Claim(id=f"C{n}", text="t", start=0, end=1, section="", cites=list(cites)) for n in range(1, count + 1)]


def test_a_batch_brings_only_the_sources_that_its_claims_cite() -> None:
    (batch,) = batches(claims(3, "S3F1", "S2F1"), SOURCES, FACTS)

    assert [source.id for source in batch.sources] == ["S2", "S3"]
    assert [fact.id for fact in batch.facts] == ["S3F1", "S2F1"]


@pytest.mark.parametrize("cites", [(), ("S9F9",)])
def test_a_claim_that_cites_no_known_fact_is_held_against_all_sources(cites: tuple[str, ...]) -> None:
    (batch,) = batches([*claims(1, "S2F1"), *claims(1, *cites)], SOURCES, FACTS)

    assert [source.id for source in batch.sources] == ["S1", "S2", "S3"]
    assert [fact.id for fact in batch.facts] == ["S2F1"]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (20, [20]), (21, [10, 11]), (50, [16, 17, 17])])
def test_batches_are_few_and_of_about_one_size(count: int, sizes: list[int]) -> None:
    all_claims = claims(count, "S1F1")

    made = batches(all_claims, SOURCES, FACTS)

    assert [len(batch.claims) for batch in made] == sizes
    assert [claim for batch in made for claim in batch.claims] == all_claims
    assert max(sizes, default=0) <= CLAIMS_PER_BATCH


LONG = [
    Source(id=f"S{n}", origin=f"{n}.md", title=str(n), sha256="0" * 64, text=f"{word} " * 30_000)
    for n, word in ((1, "harbour"), (2, "railway"), (3, "cathedral"))
]


def test_a_batch_that_would_be_too_long_is_halved_where_its_halves_need_less() -> None:
    made = batches([*claims(4, "S1F1"), *claims(4, "S2F1")], LONG, FACTS)

    assert [[source.id for source in batch.sources] for batch in made] == [["S1"], ["S2"]]


def test_claims_of_one_long_source_stay_together() -> None:
    assert [len(batch.claims) for batch in batches(claims(6, "S1F1"), LONG, FACTS)] == [6]


def test_a_claim_without_a_citation_is_held_against_the_likeliest_sources_where_all_are_too_long() -> None:
    (batch,) = batches([claims(1)[0].model_copy(update={"text": "The cathedral burnt."})], LONG, FACTS)

    assert [source.id for source in batch.sources] == ["S3"]
