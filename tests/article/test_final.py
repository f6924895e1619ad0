import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghostwriter.article.final import Section, check_draft, count_draft_words, final_article, read_draft
from ghostwriter.schema.artifacts import CheckedEvidence, Verdict, VerdictKind, Verification
from ghostwriter.schema.source import Source
from ghostwriter.verification.citations import CITATION
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.verdicts import coverage

TEXT = "The dam\nwas **closed**. It holds [^1] “water”.\n"
SOURCE = Source(id="S1", origin="sources/dam.md", title="Dam", sha256="0" * 64, text=TEXT)
CLOSED = CheckedEvidence(source="S1", quote="The dam was closed.", start=0, end=23, locator="paragraph 1")
HOLDS = CheckedEvidence(source="S1", quote='It holds [^1] "water".', start=24, end=46, locator="paragraph 1")
DRAFT = "# The dam\n\nIt was closed. [S1F1] It was closed again [S1F1]. It is blue. [S1F2]\n\n## More\n\nWhat a dam!\n"
FILLER = " ".join(["word"] * 20)
WRITTEN = "It held. /Dr. Li left. /one /[S1F1]/ [S1F2, S1F1]/([S1F2])/. /# /- /> /| /**/_/42% /“x.” /(a) /  "
PIECES = [*WRITTEN.split("/"), "\n", "\n\n"]
KINDS: list[VerdictKind] = ["supported", "unsupported", "contradicted", "opinion"]


def verified(draft: str, *kinds: VerdictKind, evidence: tuple[CheckedEvidence, ...] = (CLOSED,)) -> Verification:
    verdicts = [
        Verdict(
            claim=claim,
            verdict=kind,
            model_verdict=kind,
            evidence=list(evidence) if kind == "supported" else [],
            rejected=[],
            reasoning="r",
            objections=[],
        )
        for claim, kind in zip(find_claims(draft), kinds, strict=False)
    ]
    return Verification(draft="drafting/draft.md", coverage=coverage(len(verdicts), verdicts), verdicts=verdicts)


def test_citations_become_footnotes_and_what_does_not_stand_is_marked() -> None:
    final = final_article(
        DRAFT, find_claims(DRAFT), verified(DRAFT, "supported", "supported", "unsupported", "opinion"), [SOURCE]
    )

    assert final == (
        "# The dam\n\nIt was closed.[^1] It was closed again.[^1] It is blue. **[unverified]**\n\n## More\n\nWhat a dam!\n\n"
        '[^1]: sources/dam.md, paragraph 1: "The dam was **closed**."\n'
    )


def test_a_contradicted_claim_is_marked_as_such_and_has_no_note() -> None:
    draft = "# T\n\nIt was opened. [S1F1]\n"

    assert final_article(draft, find_claims(draft), verified(draft, "contradicted"), [SOURCE]) == (
        "# T\n\nIt was opened. **[contradicted by its source]**\n"
    )


def test_a_claim_that_was_not_checked_is_unverified() -> None:
    draft = "# T\n\nIt was closed. [S1F1] It was never checked.\n"

    assert "never checked. **[unverified]**\n" in final_article(
        draft, find_claims(draft), verified(draft, "supported"), [SOURCE]
    )


def test_notes_are_numbered_as_they_are_used_one_for_each_passage() -> None:
    draft = "# T\n\nIt holds water [S1F2].\n\n- It holds, closed. [S1F2]\n\n| what | how |\n|---|---|\n| a | it holds [S1F1] |\n"
    final = final_article(
        draft, find_claims(draft), verified(draft, *KINDS[:1] * 3, evidence=(HOLDS, CLOSED, HOLDS)), [SOURCE]
    )

    assert final == (
        "# T\n\nIt holds water.[^1][^2]\n\n- It holds, closed.[^1][^2]\n\n"
        "| what | how |\n|---|---|\n| a | it holds[^1][^2] |\n\n"
        '[^1]: sources/dam.md, paragraph 1: "It holds \\[^1] “water”."\n'
        '[^2]: sources/dam.md, paragraph 1: "The dam was **closed**."\n'
    )


def test_a_footnote_that_a_hand_has_put_into_the_draft_keeps_its_number() -> None:
    draft = "# T\n\nIt was closed. [S1F1] A remark.[^1]\n\n[^1]: By hand.\n"

    final = final_article(draft, find_claims(draft), verified(draft, "supported", "opinion", "opinion"), [SOURCE])

    assert "It was closed.[^2] A remark.[^1]" in final
    assert final.endswith('[^1]: By hand.\n\n[^2]: sources/dam.md, paragraph 1: "The dam was **closed**."\n')


@settings(deadline=None)  # the first sentence takes longest
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.lists(st.sampled_from(KINDS)))
def test_without_its_notes_and_marks_the_article_has_the_drafts_words(draft: str, kinds: list[VerdictKind]) -> None:
    final = final_article(draft, find_claims(draft), verified(draft, *kinds), [SOURCE])

    prose = re.sub(r"\[\^1\](: .*)?| \*\*\[(?:unverified|contradicted by its source)\]\*\*", "", final)
    assert re.findall(r"[^\W_]+", prose) == re.findall(r"[^\W_]+", CITATION.sub(" ", draft))
    assert final.endswith("\n")
    assert not final.endswith("\n\n")
    assert set(re.findall(r"\[\^(\d+)\](?!:)", final)) == set(re.findall(r"^\[\^(\d+)\]:", final, re.MULTILINE))


@given(st.lists(st.sampled_from(["It held.", "Dr. Li left.", "“It did.”", "*So it is.*", "> Quoted."]), min_size=1))
def test_nothing_but_citations_is_taken_out(sentences: list[str]) -> None:
    bare = f"# T\n\n{'\n\n'.join(sentences).rstrip()}\n"
    draft = f"# T\n\n{'\n\n'.join(f'{sentence} [S1F1]' for sentence in sentences)}\n"

    assert final_article(draft, find_claims(draft), verified(draft, *KINDS[3:] * len(sentences)), [SOURCE]) == bare


@pytest.mark.parametrize(
    ("draft", "complaint"),
    [
        ("", "empty"),
        ('{"article": "x"}', "without a code fence, JSON or HTML"),
        ('[{"article": "x"}]', "without a code fence, JSON or HTML"),
        ("<h1>T</h1>", "without a code fence, JSON or HTML"),
        ("```markdown\n# T\n```", "without a code fence"),
        (f"{FILLER} [S1F1]", "no headline"),
        (f"## T\n\n{FILLER} [S1F1]", "no headline"),
        (f"Here is the article:\n\n# T\n\n{FILLER} [S1F1]", "words stand before the headline: 'Here is the article:'"),
        (f"# T\n\n{FILLER} [S1F1]\n\n# U\n\nMore.", "2 headlines"),
        (f"# T\n\n## Section\n\n{FILLER} [S1F1]", "no lead"),
        ("# T\n\nShort. [S1F1]", "only 2 words"),
        (f"# T\n\n{FILLER}.", "cites no facts"),
        (f"# T\n\n{FILLER}. (S1F1)", "S1F1 stands in the text outside a citation"),
        (f"# T\n\n{FILLER}. [S1F1–S1F9]", "S1F1 stands in the text outside a citation"),
        (f"# T\n\n{FILLER}. [S1F99][S7F1]", "there are no facts S1F99 (is S1F9 meant?), S7F1"),
        (f"# T\n\n{FILLER}. [S1F1][^1]\n\n[^1]: Note.", "a footnote of its own, [^1]"),
        (f"# T\n\n{FILLER}.[[S1F1]^1] [S1F1]", "a footnote of its own, [^1]"),
        (f"# T\n\n{FILLER}. [S1F1]\n\n{'longer' * 500}. [S1F1]", "a sentence has 3,001 characters"),
        (f"# T\n\n{FILLER}. [S1F1]\n\n{'It is so. ' * 200}[S1F1]", "words, and the brief asks for 30"),
        (f"# T\n\n{'[' * 400_000}", "400,005 characters"),
    ],
)
def test_what_is_no_article_is_sent_back_with_the_reason(draft: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        check_draft(draft, {"S1F1", "S1F9"}, asked=30)


def test_a_mark_behind_an_exclamation_makes_no_picture() -> None:
    draft = "# T\n\nThe dam was finished in 1936! [S1F1]\n"

    article = final_article(draft, find_claims(draft), verified(draft, "supported"), [SOURCE])

    assert "finished in 1936\\![^1]" in article


def test_an_article_passes() -> None:
    check_draft(
        f"# T\n\n{FILLER}. [S1F1]\n\n## Section\n\n[A link](https://x.org) and a _word_. [S1F9]\n", {"S1F1", "S1F9"}
    )


def test_a_draft_is_read_as_headline_lead_and_sections() -> None:
    draft = read_draft(
        "Hello.\n\n# Two words [S1F1]\n\nThe lead. [S1F1]\n\n## One\n\nA.\n\n- B [S1F2]\n\n### Two\n\n> C\n"
    )

    assert draft.preamble == ("Hello.",)
    assert draft.headlines == ("Two words",)
    assert draft.lead == ("The lead.",)
    assert draft.sections == (Section("One", ("A.", "B")), Section("Two", ("C",)))


def test_words_are_counted_without_citations() -> None:
    assert count_draft_words("# Two words\n\nThree more words. [S1F1][S2F2]\n\n```\ncode\n```\n") == 5


FAILING: tuple[VerdictKind, ...] = ("supported", "unsupported", "contradicted")


@pytest.mark.parametrize(
    ("draft", "left"),
    [
        ("# T\n\nOne. [S1F1] Two is wrong. [S1F2] Three is too. [S1F2]\n", "# T\n\nOne.[^1]\n"),
        ("# T\n\nOne. [S1F1]\n\n## A\n\nTwo is wrong. [S1F2]\n\n## B\n\nThree is too.\n", "# T\n\nOne.[^1]\n"),
        ("# T\n\nOne. [S1F1]\n\n- Two is wrong. [S1F2]\n- Three is too.\n", "# T\n\nOne.[^1]\n"),
        (f"# T\n\n{'9' * 5_000}. One. [S1F1] Two is wrong. [S1F2]\n", f"# T\n\n{'9' * 5_000}. One.[^1]\n"),
    ],
)
def test_what_does_not_stand_can_be_left_out_with_what_it_leaves_empty(draft: str, left: str) -> None:
    final = final_article(draft, find_claims(draft), verified(draft, *FAILING), [SOURCE], without_failing=True)

    assert final.startswith(left + "\n[^1]:")


@pytest.mark.parametrize(
    ("draft", "left"),
    [
        ("| a | b |\n|---|---|\n| two | wrong [S1F2] |\n", ""),
        (
            "| a | b |\n|---|---|\n| two | wrong [S1F2] |\n| three | right [S1F1] |\n",
            "| a | b |\n|---|---|\n| three | right[^1] |\n",
        ),
        ("1. Two is wrong. [S1F2]\n2. Three is right. [S1F1]\n", "1. Three is right.[^1]\n"),
        (
            "## A\n\n### B\n\n#### C\n\nTwo is wrong. [S1F2]\n\n## D\n\nThree is right. [S1F1]\n",
            "## D\n\nThree is right.[^1]\n",
        ),
    ],
)
def test_tables_lists_and_headings_close_up_over_what_is_left_out(draft: str, left: str) -> None:
    whole = f"# T\n\nOne. [S1F1]\n\n{draft}"

    final = final_article(
        whole,
        find_claims(whole),
        verified(whole, "supported", "unsupported", "supported"),
        [SOURCE],
        without_failing=True,
    )

    assert final.startswith(f"# T\n\nOne.[^1]\n\n{left}" + ("\n[^1]:" if left else "[^1]:"))


def test_a_question_whose_answer_is_left_out_goes_with_it() -> None:
    draft = "# T\n\nOne. [S1F1]\n\n## Why\n\nWhy was it so?\n\nTwo is wrong. [S1F2]\n\n## How\n\nHow was it? Three. [S1F1]\n"

    final = final_article(
        draft,
        find_claims(draft),
        verified(draft, "supported", "opinion", "unsupported", "opinion", "supported"),
        [SOURCE],
        without_failing=True,
    )

    assert final.startswith("# T\n\nOne.[^1]\n\n## How\n\nHow was it? Three.[^1]\n")


BLOCKS = ["## A\n\n", "### B\n\n", "One. [S1F1]\n\n", "One. [S1F1] Two. [S1F1]\n\n", "- One. [S1F1]\n", "1. One.\n2. Two.\n\n",
          "| a | b |\n|---|---|\n| one | two [S1F1] |\n\n", "> One. [S1F1]\n\n", "Why?\n\n"]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(BLOCKS), max_size=12).map("".join),
    st.lists(st.sampled_from(KINDS), min_size=30, max_size=30),
)
def test_nothing_dangles_where_something_was_left_out(body: str, kinds: list[VerdictKind]) -> None:
    draft = f"# T\n\n{body}"
    verification = verified(draft, *kinds)

    final = final_article(draft, find_claims(draft), verification, [SOURCE], without_failing=True)

    assert "**[" not in final
    assert set(re.findall(r"\[\^(\d+)\](?!:)", final)) == set(re.findall(r"^\[\^(\d+)\]:", final, re.MULTILINE))
    if verification.coverage.contradicted + verification.coverage.unsupported:
        assert not re.search(r"^(##+) [^\n]*\n+(?:\Z|\[\^|(?:\1|##(?!#)) )", final, re.MULTILINE)
        assert not re.search(r"^(?:[-*]|\d+\.|>)[ \t]*$", final, re.MULTILINE)
