"""A slice of what ``make chaos`` does at length; its seeds and figures stand at the end of what pytest prints."""

from collections.abc import Callable
from pathlib import Path

from tests.chaos.figures import in_words
from tests.chaos.plan import plan
from tests.chaos.scenario import carry_out, undisturbed

SEEDS = range(6)


def test_whatever_strikes_a_run_the_same_command_finishes_it_and_pays_for_nothing_twice(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    peace = undisturbed(tmp_path / "undisturbed")

    outcomes = [carry_out(plan(seed), tmp_path / str(seed), peace) for seed in SEEDS]

    record_property("figures", in_words(outcomes))
    assert [wrong for outcome in outcomes for wrong in outcome.wrong] == [], in_words(outcomes)
