"""Each measure of the stages as bars, in proportion to the stage that took most."""

import pytest

from ghostwriter.report.charts import charts, stages_in_order
from ghostwriter.schema.run_record import RunRecord
from tests.report.newsroom import record


def test_stages_come_in_the_order_of_the_run() -> None:
    assert [name for name, _ in stages_in_order(record())] == ["extraction", "drafting", "critique", "verification"]


def test_bars_are_measured_by_the_largest_and_say_their_figures() -> None:
    tokens_in, _, dollars, seconds = charts(record())

    assert [bar.figure for bar in dollars.bars] == ["$0.0165", "$0.0932", "$0.0653", "$0.0123"]
    assert [bar.width for bar in dollars.bars] == pytest.approx([17.7, 100, 70.06, 13.2], abs=0.05)
    assert seconds.bars[1].width == 100
    assert [bar.figure for bar in tokens_in.bars][:2] == ["8,642", "4,321"]


def test_what_came_from_the_cache_is_a_part_of_the_tokens_in_alone() -> None:
    tokens_in, *others = charts(record())

    assert tokens_in.bars[0].cached == pytest.approx(100 * 2048 / 8642, abs=0.01)
    assert {bar.cached for chart in others for bar in chart.bars} == {0.0}


def test_a_run_that_cost_nothing_has_empty_bars() -> None:
    free = {name: stage.model_copy(update={"usd": 0.0}) for name, stage in record().stages.items()}

    _, _, dollars, _ = charts(RunRecord(stages=free))

    assert {bar.width for bar in dollars.bars} == {0.0}
