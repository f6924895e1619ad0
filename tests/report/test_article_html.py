"""Claims are marked where they stand, whatever Markdown does around them."""

import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.report.article_html import MARKS, article_html
from ghostwriter.report.page import ClaimFinding, ReportPage
from ghostwriter.schema.artifacts import VerdictKind
from ghostwriter.verification.claims import find_claims
from tests.report.material import HOSTILE


def findings(draft: str, verdict: VerdictKind = "supported") -> list[ClaimFinding]:
    return [
        ClaimFinding(
            claim=claim,
            verdict=verdict,
            model_verdict=verdict,
            reasoning="So it is.",
            evidence=[],
            rejected=[],
            objections=[],
            passages=(),
            cited=(),
        )
        for claim in find_claims(draft)
    ]


def soup(draft: str) -> BeautifulSoup:
    return BeautifulSoup(article_html(draft, findings(draft)).html, "html.parser")


def words_of(page: BeautifulSoup, claim: str) -> str:
    return " ".join("".join(span.get_text() for span in page.select(f".claim[data-claim={claim}]")).split())


def test_every_claim_of_a_rich_article_is_marked_with_its_verdict(page: ReportPage) -> None:
    article = article_html(page.draft, page.findings)
    rendered = BeautifulSoup(article.html, "html.parser")

    for finding in page.findings:
        mark = rendered.select_one(f"a.mark#{finding.claim.id}")
        assert mark is not None
        assert mark["href"] == f"#{finding.claim.id}-finding"
        assert mark["aria-label"] == f"Claim {finding.number}: {finding.verdict}"
        assert mark.get_text().strip("\u2060") == f"{MARKS[finding.verdict]}{finding.number}"
        assert {finding.verdict in span["class"] for span in rendered.select(f"[data-claim={finding.claim.id}]")} == {
            True
        }


def test_a_claim_goes_on_through_emphasis_and_ends_in_its_mark() -> None:
    page = soup("# Town\n\nThe mill *and the **old** bridge* stand. [S1F1] They fell.\n")

    assert words_of(page, "C1") == "The mill and the old bridge stand."
    assert page.select_one("p").get_text().replace("\u2060", "") == "The mill and the old bridge stand.✓1 They fell.✓2"  # type: ignore[union-attr]


def test_citations_are_not_shown() -> None:
    page = soup("# Town\n\nThe mill [S1F1] stands [S1F1, S2F3]. It is old. [S1F2][S2F1]\n")

    assert "S1F" not in page.get_text()
    assert words_of(page, "C1") == "The mill stands."


def test_a_mark_never_falls_into_a_link() -> None:
    page = soup("# Town\n\nSo says [the mayor.](https://example.org/a_(b))\n\nThe mayor left.\n")

    assert page.select("a a") == []
    assert words_of(page, "C1") == "So says the mayor."
    assert words_of(page, "C2") == "The mayor left."


def test_words_that_also_stand_in_a_links_address_are_found_behind_it() -> None:
    draft = "# Town\n\nSee [this](https://example.org/mill) mill.\n"

    assert article_html(draft, findings(draft)).sentences == {"C1": "See this mill."}


def test_links_that_a_browser_would_run_or_read_from_disk_are_dead() -> None:
    page = soup(
        "# Town\n\n[One](javascript:alert(1)) [two](file:///etc/passwd) [three](../run.json) [four](https://x.org).\n"
    )

    assert [link.get("href") for link in page.select("a[href]:not(.mark)")] == ["https://x.org"]


def test_images_become_their_description() -> None:
    page = soup("# Town\n\nHere stands ![the mill](https://example.org/mill.png) of old.\n")

    assert page.select("img") == []
    assert words_of(page, "C1") == "Here stands the mill of old."


def test_raw_html_stays_text() -> None:
    page = soup(f"# Town\n\nThe council says {HOSTILE} aloud.\n\n<script>alert(1)</script>\n\n<b>bold</b>\n")

    assert page.select("script, img, b") == []
    assert HOSTILE in page.get_text()


def test_a_row_of_a_table_is_one_claim() -> None:
    draft = "# Oil\n\n| Year | Tonnes |\n|---|---|\n| Today | 5,200 [S1F1] |\n"

    assert article_html(draft, findings(draft)).sentences["C1"] == "Today · 5,200"


def test_a_claim_that_no_longer_stands_in_the_draft_is_not_marked() -> None:
    old = "# Town\n\nThe mill stands in the north. It is old.\n"
    new = "# Town\n\nA bridge fell down last winter. It is old.\n"

    assert "C1" not in article_html(new, findings(old)).sentences


def test_line_ends_of_any_kind_do_not_shift_the_marks() -> None:
    page = soup("# Town\r\n\r\nThe mill\r\nstands. The bridge\r\nfell.\r\n")

    assert words_of(page, "C2") == "The bridge fell."


WORDS = st.sampled_from(["mill", "bridge", "1,140", "Ærø", "Москва", "the", "and", "café", "naïve", "9"])
DECORATED = st.one_of(
    WORDS,
    WORDS.map("*{}*".format),
    WORDS.map("**{}**".format),
    WORDS.map("`{}`".format),
    WORDS.map("[{}](https://example.org/mill)".format),
    WORDS.map("{} [S1F1]".format),
    st.tuples(WORDS, WORDS).map(lambda two: f"*{two[0]}\n{two[1]}*"),
    st.just("R&amp;D"),
    st.just(r"\*"),
)
SENTENCES = st.lists(DECORATED, min_size=1, max_size=6).map(lambda parts: f"So {' '.join(parts)} stands. [S2F1]")
DRAFTS = st.lists(
    st.tuples(st.sampled_from(["", "> ", "- ", "1. ", "## "]), st.lists(SENTENCES, min_size=1, max_size=3)), min_size=1
).map(lambda blocks: "# Town\n\n" + "\n\n".join(marker + " ".join(sentences) for marker, sentences in blocks) + "\n")


@given(draft=DRAFTS)
def test_whatever_the_markup_a_claim_shows_its_own_words_and_no_others(draft: str) -> None:
    claims = findings(draft)

    article = article_html(draft, claims)

    assert set(article.sentences) == {finding.claim.id for finding in claims}
    for finding in claims:
        plain = re.sub(r"\]\([^)]*\)|&amp;|[\W_]", "", finding.claim.text)
        assert re.sub(r"[\W_]", "", article.sentences[finding.claim.id]) == plain
