import pytest

from ghostwriter.artifacts import CheckedEvidence, Claim
from ghostwriter.sources.source import Source
from ghostwriter.verification.checks import CHECKS
from ghostwriter.verification.quotes import find_quote

TEXT = """The Elm Dam was finished in 1936. It cost $12 million. The mayor said, "It will hold for ever."

Der Damm wurde vollendet, und die Stadt hat ihn bezahlt.
"""
SOURCES = {"S1": Source(id="S1", origin="a.md", title="A", sha256="0" * 64, text=TEXT)}
GERMAN = {"S1": SOURCES["S1"].model_copy(update={"text": "Der Damm wurde vollendet, und die Stadt hat ihn bezahlt."})}


def objections(text: str, *quotes: str, sources: dict[str, Source] = SOURCES) -> list[str]:
    evidence = []
    for quote in quotes:
        span = find_quote(quote, sources["S1"].text)
        assert span is not None
        evidence.append(
            CheckedEvidence(source="S1", quote=quote, start=span.start, end=span.end, locator="paragraph 1")
        )
    claim = Claim(id="C1", text=text, start=0, end=len(text), section="", cites=[])
    return [objection for check in CHECKS if (objection := check(claim, evidence, sources))]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("The dam was finished in 1936.", ["The Elm Dam was finished in 1936."]),
        ("The dam of 1936 cost 12,000,000 dollars.", ["The Elm Dam was finished in 1936.", "It cost $12 million"]),
        ("The mayor promised it would “hold for ever”.", ["It will hold for ever."]),
        ("The dam was done in the 1930s.", ["The Elm Dam was finished in 1936."]),
    ],
)
def test_there_is_no_objection_to_a_claim_that_its_evidence_carries(text: str, quotes: list[str]) -> None:
    assert objections(text, *quotes) == []


@pytest.mark.parametrize(
    ("text", "quotes", "objection"),
    [
        (
            "Finished in 1937.",
            ["The Elm Dam was finished in 1936."],
            "1937 does not occur in the evidence nor in any source",
        ),
        ("In 1936 it cost 12 million.", ["It cost $12 million"], "evidence, though S1 holds such a figure elsewhere"),
        ("He said, “It will never hold.”", ["It will hold for ever."], "“It will never hold” does not stand verbatim"),
        ("The weather was fine.", ["It cost $12 million."], "no word in common"),
        ("The dam was finished.", ["Elm Dam"], "too short to carry a claim"),
    ],
)
def test_what_can_be_proven_against_a_claim_is_said(text: str, quotes: list[str], objection: str) -> None:
    assert any(objection in said for said in objections(text, *quotes))


def test_evidence_in_another_language_need_not_share_words() -> None:
    assert objections("They were proud of what they built.", "Der Damm wurde vollendet", sources=GERMAN) == []
