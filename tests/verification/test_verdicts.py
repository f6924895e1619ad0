import pytest

from ghostwriter.schema.artifacts import Claim, ClaimVerdict, Coverage, Evidence, Verdict, VerdictBatch, VerdictKind
from ghostwriter.schema.source import Source
from ghostwriter.verification.source_set import SourceSet
from ghostwriter.verification.verdicts import coverage, settle, validate_batch

SOURCES = [
    Source(
        id="S1",
        origin="a.md",
        title="A",
        sha256="0" * 64,
        text="The Elm Dam was finished in 1936. It cost 12 million.\n",
    ),
    Source(id="S2", origin="b.md", title="B", sha256="1" * 64, text='The mayor said, "It will hold for ever."\n'),
]

DRAFT = "The Elm Dam was finished in 1936, and it cost 12 million. It will hold, the mayor said."


def claim(text: str, identifier: str = "C1", cites: tuple[str, ...] = ()) -> Claim:
    return Claim(id=identifier, text=text, start=0, end=len(text), section="", cites=[*cites])


def settled(text: str, verdict: VerdictKind, *evidence: tuple[str, str], cites: tuple[str, ...] = ()) -> Verdict:
    offered = [Evidence(source=source, quote=quote) for source, quote in evidence]
    answer = ClaimVerdict(claim="C1", verdict=verdict, evidence=offered, reasoning="So it is.")
    return settle([claim(text, cites=cites)], [answer], SourceSet.of(SOURCES, f"{text} {DRAFT}"))[0]


def test_a_claim_with_standing_evidence_is_supported() -> None:
    found = settled("The dam was finished in 1936.", "supported", ("S1", "The Elm Dam was finished in 1936."))

    assert found.verdict == "supported"
    assert found.evidence[0].locator == "paragraph 1"
    assert not found.objections


@pytest.mark.parametrize(
    ("text", "evidence", "objection"),
    [
        ("The dam was finished in 1936.", [], "no evidence was given"),
        ("The dam was finished in 1936.", [("S1", "The dam was certainly done.")], "does not stand verbatim in S1"),
        ("The dam was finished in 1936.", [("S2", "The Elm Dam was finished in 1936.")], "stands in S1, not in S2"),
        ("The dam was finished in 1936.", [("S9", "The Elm Dam was finished in 1936.")], "stands in S1, not in S9"),
        ("The dam was finished in 1937.", [("S1", "The Elm Dam was finished in 1936.")], "1937 does not occur"),
        ("The mayor said, “It will never hold.”", [("S2", "The mayor said")], "does not stand verbatim in any source"),
        ("The weather was fine.", [("S1", "It cost 12 million.")], "no word in common"),
        ("The dam was finished.", [("S1", "Elm Dam")], "too short"),
    ],
)
def test_what_can_be_proven_against_a_claim_lowers_its_verdict(
    text: str, evidence: list[tuple[str, str]], objection: str
) -> None:
    found = settled(text, "supported", *evidence)

    assert found.verdict == "unsupported"
    assert found.model_verdict == "supported"
    assert any(objection in said for said in found.objections), found.objections


def test_one_invented_piece_of_evidence_sinks_the_others() -> None:
    good, bad = ("S1", "The Elm Dam was finished in 1936."), ("S1", "Everybody knows.")

    found = settled("The dam was finished in 1936.", "supported", good, bad)

    assert found.verdict == "unsupported"
    assert [item.quote for item in found.rejected] == ["Everybody knows."]


def test_evidence_is_placed_and_counted_once() -> None:
    right = ("S1", "The Elm Dam was finished in 1936.")

    found = settled("The dam was finished in 1936.", "supported", right, right)

    assert [(item.start, item.end) for item in found.evidence] == [(0, 33)]


def test_the_checks_never_raise_a_verdict() -> None:
    right = ("S1", "The Elm Dam was finished in 1936.")
    wrong = ("S1", "Everybody knows.")

    assert settled("The dam was finished in 1936.", "unsupported", right).verdict == "unsupported"
    assert settled("The dam was finished in 1935.", "contradicted", right).verdict == "contradicted"
    assert settled("The dam was finished in 1935.", "contradicted", right, wrong).verdict == "contradicted"
    assert settled("The dam was finished in 1935.", "contradicted", wrong).verdict == "unsupported"
    assert settled("The dam was finished in 1935.", "contradicted").verdict == "unsupported"


def test_what_can_be_looked_up_is_no_opinion() -> None:
    assert settled("It is a fine dam, open 24/7.", "opinion").verdict == "opinion"
    assert settled("It has 12 gates.", "opinion").objections == [
        "it is called an opinion, but gives 12, which can be checked"
    ]
    assert settled("They called it “the eighth wonder”.", "opinion").verdict == "unsupported"


def test_what_cites_a_fact_or_names_nobody_known_is_no_opinion() -> None:
    assert settled("It was a brave plan.", "opinion", cites=("S1F1",)).objections == [
        "it is called an opinion, but cites S1F1 for what it says"
    ]
    assert settled("It was planned by Ida Stream and loved by all.", "opinion").objections == [
        "Ida Stream is in no source"
    ]
    assert settled("Twelve workers drowned in it.", "opinion").verdict == "unsupported"
    assert settled("There are two sides to such a dam.", "opinion").verdict == "opinion"


def test_no_hard_flag_is_outweighed_by_a_model_that_calls_the_claim_supported() -> None:
    found = settled(
        "The Elm Dam was finished by Ida Stream in 1936.", "supported", ("S1", "The Elm Dam was finished in 1936.")
    )

    assert (found.verdict, found.objections) == ("unsupported", ["Ida Stream is in no source"])


def test_a_claim_that_the_model_left_out_has_no_verdict() -> None:
    answer = ClaimVerdict(claim="C2", verdict="opinion", evidence=[], reasoning="r")

    found = settle([claim("One.", "C1"), claim("Two.", "C2")], [answer], SourceSet.of(SOURCES, "One. Two."))

    assert [verdict.claim.id for verdict in found] == ["C2"]


def test_a_batch_has_one_verdict_for_each_claim() -> None:
    def batch(*claims: str) -> VerdictBatch:
        return VerdictBatch(
            verdicts=[ClaimVerdict(claim=one, verdict="opinion", evidence=[], reasoning="r") for one in claims]
        )

    wanted = [claim("a", "C1"), claim("b", "C2")]

    validate_batch(batch("C2", "C1"), wanted)
    with pytest.raises(ValueError, match="no verdict for C2; there is no claim C3; more than one verdict for C1"):
        validate_batch(batch("C1", "C1", "C3"), wanted)


def test_the_rate_leaves_opinions_out_and_never_comes_alone() -> None:
    verdicts = [
        settled("The dam was finished in 1936.", "supported", ("S1", "The Elm Dam was finished in 1936.")),
        settled("It is a fine dam.", "opinion"),
        settled("It is blue.", "unsupported"),
    ]

    counted = coverage(4, verdicts)

    assert counted.rate == 1 / 3
    assert str(counted) == "1 of 3 claims supported (33%); only 3 of 4 claims checked; 1 opinion"


def test_a_rate_is_never_rounded_up_and_not_shown_where_there_is_none() -> None:
    nearly = Coverage(found=996, checked=996, supported=892, contradicted=4, unsupported=100, opinions=0)
    none = Coverage(found=2, checked=2, supported=0, contradicted=0, unsupported=0, opinions=2)

    assert str(nearly).startswith("892 of 996 claims supported (89%)")
    assert (none.rate, str(none)) == (1.0, "no claim needs evidence; 2 opinions")


def test_a_failing_claim_without_evidence_is_shown_beside_the_passage_that_comes_closest() -> None:
    found = settled("The mayor said that it will not hold.", "unsupported")

    assert found.nearest is not None
    assert (found.nearest.source, found.nearest.start) == ("S2", 0)
    assert found.nearest.locator == "paragraph 1"
    assert settled("It was finished in 1936.", "supported", ("S1", "The Elm Dam was finished in 1936.")).nearest is None
    assert settled("Nobody knows penguins.", "unsupported").nearest is None
