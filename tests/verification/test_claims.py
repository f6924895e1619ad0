import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.schema.artifacts import Claim, Verdict, Verification
from ghostwriter.text.markdown import PROSE, blocks
from ghostwriter.verification.citations import CITATION
from ghostwriter.verification.claims import changed_claims, find_claims
from ghostwriter.verification.verdicts import coverage

DRAFT = """# The dam [S1F9]

The dam was closed in 1936. [S1F1][S2F3] In the U.S. it cost $1.2 million [S1F2].

![A dam](dam.png)

## Costs [S1F9]

"We built it. It holds," said Dr. A. B. Brook. [S1F3, S1F4]

- One thing about it. [S2F1]
- Another thing

> A quoted line
> about it. And one more. [S1F5]

| Year | Cost |
|---|---|
| In 1936 | twelve million [S1F6] |
| 1937 | 12 |

<!-- No claim. At all. -->

***

```
not a claim at all
```
"""
WRITTEN = "It held. /Dr. Li left. /one /[S1F1]/([S1F2])/# /- /> /| /**/_/42% /“x.” "
PIECES = [*WRITTEN.split("/"), "\n", "\n\n"]


def test_every_sentence_of_prose_is_a_claim_with_the_facts_it_cites() -> None:
    claims = {claim.text: claim.cites for claim in find_claims(DRAFT)}

    assert claims == {
        "The dam was closed in 1936.": ["S1F1", "S2F3"],
        "In the U.S. it cost $1.2 million.": ["S1F2"],
        '"We built it. It holds," said Dr. A. B. Brook.': ["S1F3", "S1F4"],
        "One thing about it.": ["S2F1"],
        "Another thing": [],
        "A quoted line about it.": [],
        "And one more.": ["S1F5"],
        "In 1936 | twelve million": ["S1F6"],
        "1937 | 12": [],
    }


def test_a_claim_knows_its_place_and_its_section() -> None:
    claims = find_claims(DRAFT)

    assert [DRAFT[claim.start : claim.end] for claim in claims[:2]] == [
        "The dam was closed in 1936.",
        "In the U.S. it cost $1.2 million [S1F2].",
    ]
    assert [claim.section for claim in claims[:3]] == ["", "", "Costs"]
    assert [claim.id for claim in claims] == [f"C{number}" for number in range(1, len(claims) + 1)]


@pytest.mark.parametrize(
    ("draft", "claims"),
    [
        ("[S1F1] One. [S1F2] Two.", [("One.", ["S1F1", "S1F2"]), ("Two.", [])]),
        ("One.\n[S1F1]\nTwo.", [("One.", ["S1F1"]), ("Two.", [])]),
        ("One.\n\n[S1F1]\n\nTwo.", [("One.", ["S1F1"]), ("Two.", [])]),
        ("One.\n\n## Head\n\n[S1F1]\n\nTwo.", [("One.", []), ("Two.", [])]),
        ("One ([S1F1]). Two.[S1F2], [S1F3] Three.", [("One.", ["S1F1"]), ("Two.", ["S1F2", "S1F3"]), ("Three.", [])]),
        ("**One. [S1F1]** *Two.* [S1F2]", [("**One.", ["S1F1"]), ("*Two.*", ["S1F2"])]),
        ("One. .**Two. [S1F1]", [("One. .**", []), ("Two.", ["S1F1"])]),
        ("How many? 42%. [S1F1]", [("How many? 42%.", ["S1F1"])]),
        ("42%. So many. [S1F1]", [("42%. So many.", ["S1F1"])]),
        ("One <!-- no. Not this. --> goes on. [S1F1]", [("One goes on.", ["S1F1"])]),
        (
            "He came on 4.5 per cent of days. She did not.",
            [("He came on 4.5 per cent of days.", []), ("She did not.", [])],
        ),
        ("Était-ce vrai ? Oui !", [("Était-ce vrai ?", []), ("Oui !", [])]),
    ],
)
def test_a_citation_belongs_to_the_sentence_it_stands_in_or_follows(
    draft: str, claims: list[tuple[str, list[str]]]
) -> None:
    assert [(claim.text, claim.cites) for claim in find_claims(draft)] == claims


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_claims_never_overlap_and_lie_in_the_prose(draft: str) -> None:
    prose = {at for block in blocks(draft) if block.kind in PROSE for at in range(block.start, block.end)}
    last = 0
    for claim in find_claims(draft):
        assert last <= claim.start < claim.end <= len(draft)
        assert set(range(claim.start, claim.end)) <= prose
        assert not CITATION.search(claim.text)
        assert draft[claim.start : claim.end].strip() == draft[claim.start : claim.end]
        last = claim.end


@given(st.lists(st.sampled_from(["The dam held", "It cost 1.2 million", "“No.” she said", "J. Li left"]), min_size=1))
def test_every_sentence_is_found_wherever_its_citation_stands(sentences: list[str]) -> None:
    draft = " ".join(
        f"{sentence} [S1F{n}]." if n % 2 else f"{sentence}. [S1F{n}]" for n, sentence in enumerate(sentences)
    )

    claims = find_claims(draft)

    assert [claim.text for claim in claims] == [f"{sentence}." for sentence in sentences]
    assert [claim.cites for claim in claims] == [[f"S1F{n}"] for n in range(len(sentences))]


def verification(claims: list[Claim]) -> Verification:
    verdicts = [
        Verdict(
            claim=claim,
            verdict="supported",
            model_verdict="supported",
            evidence=[],
            rejected=[],
            reasoning=claim.text,
            objections=[],
        )
        for claim in claims
    ]
    return Verification(draft="drafting/draft.md", coverage=coverage(len(claims), verdicts), verdicts=verdicts)


def test_only_changed_sentences_are_asked_about_again() -> None:
    before = find_claims(DRAFT)
    changed = DRAFT.replace("One thing about it.", "One other thing about it.").replace(
        "The dam was closed", "New. [S1F9]\n\nThe dam was closed"
    )

    to_check, carried = changed_claims(verification(before), find_claims(changed))

    assert [claim.text for claim in to_check] == ["New.", "One other thing about it."]
    assert len(carried) == len(before) - 1
    assert all(verdict.reasoning == verdict.claim.text for verdict in carried)
    assert carried[0].claim.id == "C2"
    assert changed[carried[0].claim.start : carried[0].claim.end] == "The dam was closed in 1936."


def test_a_sentence_that_cites_another_fact_is_asked_about_again() -> None:
    previous = verification(find_claims("It held. [S1F1][S1F2]"))

    assert not changed_claims(previous, find_claims("It held. [S1F2][S1F1]"))[0]
    assert changed_claims(previous, find_claims("It held. [S1F1]"))[0]


def test_a_link_is_read_without_its_target() -> None:
    (claim,) = find_claims("The dam is [old](http://example.org/1999/x_(y)). [S1F1]")

    assert claim.text == "The dam is old."
