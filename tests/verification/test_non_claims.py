import pytest

from ghostwriter.schema.artifacts import Claim
from ghostwriter.verification.non_claims import need_no_evidence


def claim(text: str, *cites: str) -> Claim:
    return Claim(id="C1", text=text, start=0, end=len(text), section="", cites=list(cites))


@pytest.mark.parametrize(
    "text",
    [
        "Was it worth it?",
        "*What had changed?*",
        "But that was not the end of the story.",
        "So what comes next?",
        "And that was that.",
    ],
)
def test_questions_and_what_leads_on_state_nothing(text: str) -> None:
    (verdict,) = need_no_evidence([claim(text)])

    assert verdict.verdict == verdict.model_verdict == "opinion"
    assert verdict.reasoning


@pytest.mark.parametrize(
    "text",
    [
        "The dam was finished.",
        "But the dam broke.",
        "Did you know that 900 workers built it?",
        "Who but Ada Brook could have built it?",
        "Did she not say, “we built it for the farmers”?",
        "This changed the water of the valley.",
    ],
)
def test_what_counts_names_quotes_or_tells_is_a_claim(text: str) -> None:
    assert need_no_evidence([claim(text)]) == []


def test_what_cites_a_fact_is_a_claim() -> None:
    assert need_no_evidence([claim("Was it worth it?", "S1F1")]) == []
