"""What a reader may ask to see alone."""

from pathlib import Path

from ghostwriter.report.build import report_page
from ghostwriter.report.filters import filters, traits
from ghostwriter.report.load import read_run
from ghostwriter.report.page import ReportPage
from tests.report.second_round import write_revised_run


def test_every_verdict_and_every_kind_of_flag_can_be_asked_for_with_its_count(tmp_path: Path) -> None:
    page = report_page(read_run(write_revised_run(tmp_path)))

    assert {one.trait: one.count for one in filters(page.findings)} == {
        "attention": 7,
        "contradicted": 1,
        "unsupported": 2,
        "supported": 12,
        "opinion": 2,
        "hard": 1,
        "hint": 2,
        "disputed": 5,
    }


def test_a_choice_that_would_show_nothing_is_not_offered(page: ReportPage) -> None:
    assert not {"hard", "hint", "disputed"} & {one.trait for one in filters(page.findings)}


def test_a_hard_flag_needs_attention_and_a_hint_does_not(tmp_path: Path) -> None:
    page = report_page(read_run(write_revised_run(tmp_path)))

    of_claim = {finding.claim.id: traits(finding) for finding in page.findings}
    assert of_claim["C10"] == ("attention", "unsupported", "hard", "disputed")
    assert of_claim["C9"] == ("supported", "hint")
