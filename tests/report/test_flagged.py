"""The words that flags point to, set apart in the sentence."""

from pathlib import Path

from ghostwriter.report.build import report_page
from ghostwriter.report.filters import flagged_words
from ghostwriter.report.load import read_run
from ghostwriter.report.page import ClaimFinding
from tests.report.second_round import write_revised_run


def finding(root: Path, claim: str) -> ClaimFinding:
    return next(one for one in report_page(read_run(write_revised_run(root))).findings if one.claim.id == claim)


def test_the_flagged_words_are_set_apart_where_they_stand(tmp_path: Path) -> None:
    claim = finding(tmp_path, "C9")

    assert list(flagged_words(claim, claim.claim.text)) == [
        ("The first ", False),
        ("1,140", True),
        (" homes are connected before the winter of 2027.", False),
    ]


def test_a_sentence_that_is_shown_otherwise_is_left_whole(tmp_path: Path) -> None:
    claim = finding(tmp_path, "C9")

    assert list(flagged_words(claim, "The first homes.")) == [("The first homes.", False)]


def test_an_empty_sentence_has_no_stretches(tmp_path: Path) -> None:
    assert list(flagged_words(finding(tmp_path, "C9"), "")) == []
