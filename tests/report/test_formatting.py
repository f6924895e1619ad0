"""Figures as a reader wants them."""

import pytest

from ghostwriter.report.formatting import counted, dollars, duration, segments
from ghostwriter.schema.artifacts import Coverage


def test_the_bar_shows_every_claim_that_was_found_once() -> None:
    coverage = Coverage(found=20, checked=18, supported=9, contradicted=1, unsupported=4, opinions=4)

    bar = segments(coverage)

    assert {one.kind: one.count for one in bar} == {
        "supported": 9,
        "contradicted": 1,
        "unsupported": 4,
        "opinion": 4,
        "unchecked": 2,
    }
    assert bar[0].start == 0
    assert sum(one.width for one in bar) == pytest.approx(100)
    assert [one.start for one in bar[1:]] == pytest.approx([45, 50, 70, 90])


def test_an_article_without_claims_has_no_bar() -> None:
    assert segments(Coverage(found=0, checked=0, supported=0, contradicted=0, unsupported=0, opinions=0)) == []


@pytest.mark.parametrize(
    ("usd", "shown"), [(0, "$0.00"), (0.00834, "$0.0083"), (0.999, "$0.9990"), (1234.5, "$1,234.50")]
)
def test_dollars_are_shown_to_the_cent_or_finer(usd: float, shown: str) -> None:
    assert dollars(usd) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0.0 s"), (3.25, "3.2 s"), (9.96, "10 s"), (42.4, "42 s"), (59.7, "1 min 0 s"), (74.2, "1 min 14 s")],
)
def test_durations_are_shown_in_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_one_is_singular() -> None:
    assert [counted(0, "issue"), counted(1, "issue"), counted(1200, "word")] == ["0 issues", "1 issue", "1,200 words"]
