import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.article import check_draft, count_words, final_article
from ghostwriter.artifacts import CheckedEvidence, Verdict, VerdictKind, Verification
from ghostwriter.sources.source import Source
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.verdicts import coverage

SOURCE = Source(id="S1", origin="sources/dam.md", title="Dam", sha256="0" * 64, text="The dam\nwas closed.\n")
DRAFT = "# The dam\n\nIt was closed. [S1F1] It was closed again [S1F1]. It is blue. [S1F2]\n\n## More\n\nWhat a dam!\n"
FILLER = " ".join(["word"] * 20)


def verified(draft: str, *kinds: VerdictKind) -> Verification:
    evidence = CheckedEvidence(source="S1", quote="The dam\nwas closed.", start=0, end=19, locator="paragraph 1")
    verdicts = [
        Verdict(
            claim=claim,
            verdict=kind,
            model_verdict=kind,
            evidence=[evidence] if kind == "supported" else [],
            rejected=[],
            reasoning="r",
            objections=[],
        )
        for claim, kind in zip(find_claims(draft), kinds, strict=True)
    ]
    return Verification(draft="drafting/draft.md", coverage=coverage(len(verdicts), verdicts), verdicts=verdicts)


def test_citations_become_footnotes_and_what_does_not_stand_is_marked() -> None:
    final = final_article(DRAFT, verified(DRAFT, "supported", "supported", "unsupported", "opinion"), [SOURCE])

    assert final == (
        "# The dam\n\nIt was closed.[^1] It was closed again.[^1] It is blue. **[unverified]**\n\n## More\n\nWhat a dam!\n\n"
        '[^1]: sources/dam.md, paragraph 1: "The dam was closed."\n'
    )


def test_a_contradicted_claim_is_marked_as_such() -> None:
    draft = "# T\n\nIt was opened. [S1F1]\n"

    assert "It was opened. **[contradicted by its source]**" in final_article(
        draft, verified(draft, "contradicted"), [SOURCE]
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(["supported", "unsupported", "opinion"]), st.booleans()), min_size=1, max_size=12
    )
)
def test_without_its_notes_and_marks_the_article_has_the_drafts_words(
    sentences: list[tuple[VerdictKind, bool]],
) -> None:
    body = " ".join(f"Sentence {n} is here.{' [S1F1]' if cites else ''}" for n, (_, cites) in enumerate(sentences))
    draft = f"# Title\n\n{body}\n"

    final = final_article(draft, verified(draft, *(kind for kind, _ in sentences)), [SOURCE])

    prose = re.sub(r"\[\^\d+\](: .*)?| \*\*\[unverified\]\*\*", "", final)
    assert prose.split() == re.sub(r"\[S1F1\]", "", draft).split()
    assert set(re.findall(r"\[\^(\d+)\](?!:)", final)) == set(re.findall(r"^\[\^(\d+)\]:", final, re.MULTILINE))


@pytest.mark.parametrize(
    ("draft", "complaint"),
    [
        ("", "empty"),
        ('{"article": "x"}', "without a code fence, JSON or HTML"),
        ("```markdown\n# T\n```", "without a code fence"),
        (f"{FILLER} [S1F1]", "no headline"),
        ("# T\n\nShort. [S1F1]", "only 2 words"),
        (f"# T\n\n{FILLER}.", "cites no facts"),
        (f"# T\n\n{FILLER}. [S1F99]", "there are no facts S1F99; is S1F9 meant?"),
    ],
)
def test_what_is_no_article_is_sent_back_with_the_reason(draft: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        check_draft(draft, {"S1F1", "S1F9"})


def test_an_article_passes() -> None:
    check_draft(f"# T\n\n{FILLER}. [S1F1]", {"S1F1"})


def test_words_are_counted_without_citations() -> None:
    assert count_words("# Two words\n\nThree more words. [S1F1][S2F2]\n\n```\ncode\n```\n") == 5
