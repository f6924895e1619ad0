from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.artifacts import Claim, Coverage, Verdict, Verification
from ghostwriter.verification.claims import changed_claims, cited, find_claims

DRAFT = """# The dam

The dam was closed in 1936. [S1F1][S2F3] In the U.S. it cost $1.2 million [S1F2].

## Costs

"We built it. It holds," said Dr. Brook. [S1F3, S1F4]

- One thing about it. [S2F1]
- Another thing

> A quoted line about it. [S1F5]

| Year | Cost |
|---|---|
| In 1936 | twelve million [S1F6] |

```
not a claim at all
```
"""


def test_every_sentence_of_prose_is_a_claim_with_the_facts_it_cites() -> None:
    claims = {claim.text: claim.cites for claim in find_claims(DRAFT)}

    assert claims == {
        "The dam was closed in 1936.": ["S1F1", "S2F3"],
        "In the U.S. it cost $1.2 million.": ["S1F2"],
        '"We built it. It holds," said Dr. Brook.': ["S1F3", "S1F4"],
        "One thing about it.": ["S2F1"],
        "Another thing": [],
        "A quoted line about it.": ["S1F5"],
        "In 1936 | twelve million": ["S1F6"],
    }


def test_a_claim_knows_its_place_and_its_section() -> None:
    claims = find_claims(DRAFT)

    assert DRAFT[claims[0].start : claims[0].end] == "The dam was closed in 1936."
    assert [claim.section for claim in claims[:3]] == ["", "", "Costs"]
    assert [claim.id for claim in claims] == [f"C{number}" for number in range(1, len(claims) + 1)]


@given(st.text(st.sampled_from('ab. !?\n#->*|`[]S1F2"“”'), max_size=200))
def test_claims_never_overlap_and_never_leave_the_draft(draft: str) -> None:
    at = 0
    for claim in find_claims(draft):
        assert at <= claim.start < claim.end <= len(draft)
        at = claim.end


def test_the_ids_of_a_citation_are_read_in_all_its_forms() -> None:
    assert cited("a [S1F1][S2F3] b [S1F2, S1F1] c [S9] [x]") == ["S1F1", "S2F3", "S1F2"]


def verdict(claim: Claim) -> Verdict:
    return Verdict(
        claim=claim,
        verdict="supported",
        model_verdict="supported",
        evidence=[],
        rejected=[],
        reasoning="r",
        objections=[],
    )


def test_only_changed_sentences_are_asked_about_again() -> None:
    before = find_claims(DRAFT)
    coverage = Coverage(found=7, checked=7, supported=7, contradicted=0, unsupported=0, opinions=0)
    previous = Verification(draft="d", coverage=coverage, verdicts=[verdict(claim) for claim in before])
    changed = DRAFT.replace("One thing about it.", "One other thing about it.").replace(
        "# The dam\n", "# The dam\n\nNew. [S1F9]\n"
    )

    to_check, carried = changed_claims(previous, find_claims(changed))

    assert [claim.text for claim in to_check] == ["New.", "One other thing about it."]
    assert len(carried) == 6
    assert all(changed[one.claim.start : one.claim.end].startswith(one.claim.text[:5]) for one in carried)
