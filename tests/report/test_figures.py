"""Figures in words, and as bars in proportion to the stage that took most."""

import pytest

from ghostwriter.report.figures import charts, counted, dollars, duration, segments, stages_in_order
from ghostwriter.schema.artifacts import Coverage
from ghostwriter.schema.run_record import RunRecord
from tests.report.newsroom import record


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


def test_stages_come_in_the_order_of_the_run() -> None:
    assert [name for name, _ in stages_in_order(record())] == ["extraction", "drafting", "critique", "verification"]


def test_bars_are_measured_by_the_largest_and_say_their_figures() -> None:
    tokens_in, _, in_dollars, seconds = charts(record())

    assert [bar.figure for bar in in_dollars.bars] == ["$0.0165", "$0.0932", "$0.0653", "$0.0123"]
    assert [bar.width for bar in in_dollars.bars] == pytest.approx([17.7, 100, 70.06, 13.2], abs=0.05)
    assert seconds.bars[1].width == 100
    assert [bar.figure for bar in tokens_in.bars][:2] == ["8,642", "4,321"]


def test_what_came_from_the_cache_is_a_part_of_the_tokens_in_alone() -> None:
    tokens_in, *others = charts(record())

    assert tokens_in.bars[0].cached == pytest.approx(100 * 2048 / 8642, abs=0.01)
    assert {bar.cached for chart in others for bar in chart.bars} == {0.0}


def test_a_run_that_cost_nothing_has_empty_bars() -> None:
    free = {name: stage.model_copy(update={"usd": 0.0}) for name, stage in record().stages.items()}

    _, _, in_dollars, _ = charts(RunRecord(stages=free))

    assert {bar.width for bar in in_dollars.bars} == {0.0}
