"""The page gathers what the run has left, and shows nothing that does not stand."""

from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.report.build import report_page
from ghostwriter.report.load import read_run
from ghostwriter.report.page import ClaimFinding, ReportPage


def finding(page: ReportPage, words: str) -> ClaimFinding:
    return next(one for one in page.findings if words in one.claim.text)


def test_facts_are_parted_into_those_used_and_those_not(page: ReportPage) -> None:
    assert [item.fact.id for item in page.unused] == ["S1F7"]
    assert len(page.used) == 10
    assert [item.claims for item in page.used if item.fact.id == "S1F1"] == [("C1", "C2")]


def test_a_citation_of_a_fact_that_is_not_on_the_sheet_says_so(page: ReportPage) -> None:
    cited = finding(page, "Nobody pays").cited

    assert [(fact.id, fact.statement) for fact in cited] == [
        ("S2F2", "Bills stay as they are until 2032."),
        ("S9F9", None),
    ]


def test_attention_is_asked_for_what_the_sources_do_not_carry(page: ReportPage) -> None:
    assert [one.verdict for one in page.findings if one.needs_attention] == [
        "contradicted",
        "unsupported",
        "unsupported",
    ]


def test_evidence_knows_its_source(page: ReportPage) -> None:
    shown = finding(page, "212 million").passages[0]

    assert shown.marked == "212 million kronor, of which the state carries 38 per cent"
    assert shown.before.endswith("The cost is put at ")
    assert shown.source.origin == "minutes/2026-03-12.md"


def test_a_source_that_was_cut_since_makes_no_report(run: Path) -> None:
    (run / "sources/S3.md").write_text("# Gone\n", encoding="utf-8")

    with pytest.raises(
        WorkspaceError, match=r"evidence for C12 in sources/S3\.md cannot be shown.*run the brief again"
    ):
        report_page(read_run(run))


def test_evidence_from_a_source_that_was_never_read_makes_no_report(run: Path) -> None:
    verdicts = run / "verification/verdicts.json"
    verdicts.write_text(
        verdicts.read_text(encoding="utf-8").replace('"source":"S3"', '"source":"S7"'), encoding="utf-8"
    )

    with pytest.raises(WorkspaceError, match="the run has read no such source"):
        report_page(read_run(run))
