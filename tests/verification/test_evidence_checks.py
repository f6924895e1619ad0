import pytest

from ghostwriter.schema.artifacts import CheckedEvidence, Claim
from ghostwriter.schema.source import Source
from ghostwriter.text.quotes import find_quote
from ghostwriter.verification.evidence_checks import CHECKS
from ghostwriter.verification.source_set import SourceSet

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
    source_set = SourceSet.of([*sources.values()], text)
    claim = Claim(id="C1", text=text, start=0, end=len(text), section="", cites=[])
    return [objection for check in CHECKS if (objection := check(claim, evidence, source_set))]


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
        (
            "He said, “It will never hold.”",
            ["It will hold for ever."],
            "does not stand verbatim in any source",
        ),
        ("The weather was fine.", ["It cost $12 million."], "no word in common"),
        ("The dam was finished.", ["Elm Dam"], "too short to carry a claim"),
    ],
)
def test_what_can_be_proven_against_a_claim_is_said(text: str, quotes: list[str], objection: str) -> None:
    assert any(objection in said for said in objections(text, *quotes))


def test_evidence_in_another_language_need_not_share_words() -> None:
    assert objections("They were proud of what they built.", "Der Damm wurde vollendet", sources=GERMAN) == []


FERRY = """The ferry Solveig entered service on Friday 12 March 2004 and carries 380 passengers and 42 cars.
The crossing takes 90 km.

The school on Holm has sixteen pupils. Tickets paid for two thirds of it. The doctor said, “Nobody here is ever late.”

The old pier was closed after a storm in 2013.
"""
HOLM = {"S1": SOURCES["S1"].model_copy(update={"text": FERRY})}


@pytest.mark.parametrize(
    ("text", "quotes", "objection"),
    [
        (
            "The ferry entered service on 12 May 2004.",
            [FERRY.split(" and carries", maxsplit=1)[0]],
            "May does not occur",
        ),
        (
            "It entered service on Monday 12 March 2004.",
            [FERRY.split(" and carries", maxsplit=1)[0]],
            "Monday does not occur",
        ),
        ("She carries 42 passengers and 380 cars.", ["carries 380 passengers and 42 cars"], "says 42 passengers where"),
        ("The school has sixty pupils.", ["The school on Holm has sixteen pupils."], "says sixty pupils where"),
        ("Tickets paid for half of it.", ["Tickets paid for two thirds of it."], "says half where"),
        ("“Nobody is ever late”, said the doctor.", ["The doctor said, “Nobody here is ever late.”"], "any source"),
        ("“Nobody here is ever late”, it says.", ["The school on Holm has sixteen pupils."], "though S1 has it"),
        ("The old pier closed and the ferry left.", ["The school on Holm has sixteen pupils."], "no word in common"),
        ("The old pier closed at Holm.", ["The school on Holm has sixteen pupils."], "about something else"),
        ("The school paid for it.", ["The school", "paid for", "of it"], "too short to carry a claim"),
        ("The pier has 42 lamps.", ["The old pier was closed", "42"], "42 does not occur in the evidence"),
    ],
)
def test_evidence_that_says_something_else_carries_nothing(text: str, quotes: list[str], objection: str) -> None:
    assert any(objection in said for said in objections(text, *quotes, sources=HOLM))


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("It began on 12 March 2004, a Friday.", ["entered service on Friday 12 March 2004"]),
        ("In service since March 2004, she takes 42 cars.", [FERRY.split("\nThe crossing", maxsplit=1)[0]]),
        ("The crossing is 56 miles long.", ["The crossing takes 90 km."]),
        ("The school has 16 pupils.", ["The school on Holm has sixteen pupils."]),
        ("Tickets paid for about 67 percent of it.", ["Tickets paid for two thirds of it."]),
    ],
)
def test_the_same_in_another_form_is_let_be(text: str, quotes: list[str]) -> None:
    assert objections(text, *quotes, sources=HOLM) == []
