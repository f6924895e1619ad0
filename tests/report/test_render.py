"""One self-contained file: everything in it, nothing loaded, nothing from outside believed."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from ghostwriter.report import render_report, write_report
from ghostwriter.report.build import report_page
from ghostwriter.report.load import read_run
from ghostwriter.report.page import ReportPage
from ghostwriter.schema.artifacts import Compliance, Critique, Disagreement, Disagreements, Flag, Requirement
from ghostwriter.schema.record_parts import GuardrailRecord
from tests.report.material import BRIEF, HEBREW, HOSTILE, LONG_WORD
from tests.report.newsroom import SAID, write_run

VOID = {"meta", "br", "hr"}


@pytest.fixture
def html(page: ReportPage) -> str:
    return render_report(page)


@pytest.fixture
def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


def text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_the_policy_lets_nothing_run_but_the_two_inline_blocks(soup: BeautifulSoup) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in str(one(soup, "meta[http-equiv=Content-Security-Policy]")["content"]).split(";")
    )

    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        digest = base64.b64encode(hashlib.sha256(one(soup, tag).get_text().encode()).digest()).decode()
        assert policy[directive] == f"'sha256-{digest}'"
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"


def test_what_a_guardrail_objected_to_stands_above_the_article(page: ReportPage) -> None:
    objection = f"topic policy: Investment advice {HOSTILE} (BLOCKED)"
    guardrail = GuardrailRecord(key="k", guardrail="abc123:1", intervened=True, findings=[objection])
    drafting = (
        page.record.stages["drafting"].tasks["drafting/draft"].model_copy(update={"findings": ["word policy: x"]})
    )
    record = page.record.with_task("drafting/draft", drafting).changed(guardrail=guardrail)

    shown = BeautifulSoup(render_report(page.model_copy(update={"record": record})), "html.parser")

    assert [text(line) for line in shown.select(".guardrail li")] == [
        "drafting/draft: word policy: x",
        f"the article: {' '.join(objection.split())}",
    ]


def test_both_sides_of_a_disagreement_are_shown_and_the_claim_that_takes_one_says_so(run: Path) -> None:
    disagreement = Disagreement(id="D1", kind="figures differ", facts=["S1F3", "S2F1"], explanation=f"x {HOSTILE} y")
    (run / "extraction" / "disagreements.json").write_text(
        Disagreements(disagreements=[disagreement]).model_dump_json(), encoding="utf-8"
    )
    page = report_page(read_run(run))
    soup = BeautifulSoup(render_report(page), "html.parser")

    assert len(soup.select("#D1 blockquote")) == 2
    disputed = [finding.claim.text for finding in page.findings if finding.disputes]
    assert any("212 million" in text for text in disputed)
    assert len(soup.select(".finding .dispute")) == len(disputed)
    assert all(finding.needs_attention for finding in page.findings if finding.disputes)


def test_the_brief_is_shown_line_by_line_in_words_not_in_colours_alone(run: Path) -> None:
    requirements = [
        Requirement(kind="length", wanted="800 words", status="not met", found="612 words"),
        Requirement(kind="tone", wanted=HOSTILE, status="open", found="for a reader to judge"),
    ]
    (run / "verification" / "compliance.json").write_text(
        Compliance(requirements=requirements).model_dump_json(), encoding="utf-8"
    )
    soup = BeautifulSoup(render_report(report_page(read_run(run))), "html.parser")

    assert [text(cell) for cell in soup.select("#compliance .status-cell")] == ["✗ no", "? for you to judge"]
    assert HOSTILE.split()[0] in text(one(soup, "#compliance"))


def test_what_changed_from_draft_to_draft_is_shown(run: Path) -> None:
    first = (run / "drafting" / "draft.md").read_text(encoding="utf-8")
    verdicts = (run / "verification" / "verdicts.json").read_text(encoding="utf-8")
    (run / "verification" / "verdicts.json").write_text(verdicts.replace("drafting/draft.md", "drafting/draft-2.md"))
    (run / "drafting" / "draft-2.md").write_text(first, encoding="utf-8")
    (run / "drafting" / "draft.md").write_text(f"{first}\nA last <b>word</b>.\n", encoding="utf-8")

    soup = BeautifulSoup(render_report(report_page(read_run(run))), "html.parser")

    assert [text(gone) for gone in soup.select("#changes .diff del")] == ["A last <b>word</b>."]
    assert "unchanged" in text(one(soup, "#changes .unchanged"))


def test_the_flags_of_a_claim_stand_beside_it_and_say_whether_they_are_hints(page: ReportPage) -> None:
    hint = Flag(kind="negation", start=0, end=3, text="The", message=f"the source denies it {HOSTILE}", hard=False)
    first, *rest = page.findings
    changed = page.model_copy(update={"findings": (first.model_copy(update={"flags": (hint,)}), *rest)})

    shown = BeautifulSoup(render_report(changed), "html.parser")

    assert [text(line) for line in shown.select(".flags li")] == [
        f"⚐ Negation (a hint): The the source denies it {' '.join(HOSTILE.split())}"
    ]


def test_without_objections_nothing_is_said_of_guardrails(soup: BeautifulSoup) -> None:
    assert not soup.select(".guardrail")


def test_nothing_is_loaded_and_no_attribute_runs(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(name=True):
        assert tag.name not in {"img", "link", "iframe", "object", "embed", "audio", "video", "base", "form", "use"}
        attributes = set(tag.attrs)
        assert not attributes & {"src", "srcset", "style", "action", "poster", "data", "ping", "background"}
        assert not {name for name in attributes if name.startswith("on")}
    assert "url(" not in one(soup, "style").get_text()
    assert "@import" not in one(soup, "style").get_text()


def test_hostile_text_stays_text(soup: BeautifulSoup, html: str) -> None:
    assert len(soup.select("script")) == 1
    assert "<img" not in html
    for place in ("#article", "#findings", "#facts", "#provenance"):
        assert HOSTILE in one(soup, place).get_text()


def test_every_tag_is_closed_in_its_turn(html: str) -> None:
    class Nesting(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in VOID:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    nesting = Nesting()
    nesting.feed(html)
    nesting.close()

    assert nesting.open == []


def test_ids_are_unique_and_every_inner_link_leads_somewhere(soup: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in soup.select("[id]")]

    assert len(ids) == len(set(ids))
    assert {str(link["href"])[1:] for link in soup.select("a[href^='#']")} <= set(ids)
    labels = {name for tag in soup.select("[aria-labelledby]") for name in str(tag["aria-labelledby"]).split()}
    assert labels <= set(ids)


def test_every_claim_has_a_finding_that_says_its_verdict_in_words(soup: BeautifulSoup, page: ReportPage) -> None:
    for finding in page.findings:
        section = one(soup, f"#{finding.claim.id}-finding")
        assert finding.verdict.capitalize() in text(one(section, "h3"))
        assert ("attention" in section["class"]) == finding.needs_attention
        assert text(one(section, ".reasoning")) == " ".join(finding.reasoning.split())


def test_evidence_marks_the_very_words_of_the_source(soup: BeautifulSoup, page: ReportPage) -> None:
    expected = [quote for said in SAID for _, quote in said.evidence]

    assert [mark.get_text() for mark in soup.select("#findings mark")] == expected
    passage = one(soup, "#C5-finding .passage")
    assert one(passage, "mark").get_text() == "212 million kronor, of which the state carries 38 per cent"
    assert "The cost is put at 212 million" in text(one(passage, "blockquote"))
    assert LONG_WORD in one(passage, "blockquote").get_text()
    assert "minutes/2026-03-12.md" in text(one(passage, "figcaption"))


def test_a_lowered_verdict_shows_what_was_held_against_it(soup: BeautifulSoup) -> None:
    section = one(soup, "#C10-finding")

    assert "The model called it supported; the checks did not agree." in text(section)
    assert "does not stand verbatim in S2" in text(one(section, ".objections"))
    assert f"bills will fall by a fifth {HOSTILE}" in text(one(section, ".rejected"))


def test_the_rate_is_shown_once_and_never_without_its_coverage(soup: BeautifulSoup, page: ReportPage) -> None:
    assert text(one(soup, ".coverage")) == str(page.coverage)
    for block in soup.select("style, script, .coverage"):
        block.decompose()
    assert re.findall(r"\d\s?%", soup.get_text().replace(HEBREW, "")) == []


def test_the_summary_counts_what_the_sections_list(soup: BeautifulSoup) -> None:
    summary = text(one(soup, ".summary"))

    assert "10 used, 1 not used, 1 dropped" in summary
    assert "2 issues" in summary
    assert "6 model calls, $0.1873, 1 min 14 s" in summary
    assert "3 of 4 sources read, 321 words, 1 skipped" in summary
    assert "plan.pdf: not a text file" in text(one(soup, "#provenance"))
    assert text(one(soup, "[data-trait=attention]")) == "! Needs attention 3"


def test_the_brief_is_shown_as_it_was_given(soup: BeautifulSoup) -> None:
    assert one(soup, "#provenance pre").get_text().strip() == BRIEF.strip()


def test_an_offline_run_says_that_no_model_wrote_it(tmp_path: Path) -> None:
    html = write_report(write_run(tmp_path, offline=True)).read_text(encoding="utf-8")

    assert (
        "No language model wrote this article: it was assembled from the sources by the offline extractive author."
        in html
    )


def test_a_models_run_does_not_say_that(html: str) -> None:
    assert "No language model" not in html


@pytest.mark.parametrize("critique", [None, Critique(summary="Nothing to mend.", issues=[])])
def test_a_page_without_critique_claims_or_facts_renders(page: ReportPage, critique: Critique | None) -> None:
    bare = page.model_copy(update={"critique": critique, "findings": (), "facts": (), "dropped": ()})

    assert "The article holds no claims." in render_report(bare)


def test_the_same_page_gives_the_same_text(page: ReportPage, html: str) -> None:
    assert render_report(page) == html
