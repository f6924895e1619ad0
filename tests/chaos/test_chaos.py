"""Hundreds of seeded kills and faults, of which ``make chaos`` makes more; seeds and figures end what pytest prints."""

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.chaos.figures import in_words
from tests.chaos.plan import plan
from tests.chaos.scenario import carry_out, undisturbed

PLANS = 120
"""Each strikes its run one to three times."""


class TestKills:
    def test_the_same_command_finishes_the_run_and_pays_for_nothing_twice(
        self, tmp_path: Path, record_property: Callable[[str, object], None]
    ) -> None:
        withstood(range(0, PLANS, 2), tmp_path, record_property)


class TestFaultsOfEveryKind:
    """Kills, interrupts, full disks, torn files, and bad weather on Bedrock."""

    def test_the_same_command_finishes_the_run_and_pays_for_nothing_twice(
        self, tmp_path: Path, record_property: Callable[[str, object], None]
    ) -> None:
        withstood(range(1, PLANS, 2), tmp_path, record_property)


def withstood(seeds: Iterable[int], folder: Path, record_property: Callable[[str, object], None]) -> None:
    peace = undisturbed(folder / "undisturbed")

    outcomes = [carry_out(plan(seed), folder / str(seed), peace) for seed in seeds]

    record_property("figures", in_words(outcomes))
    assert [wrong for outcome in outcomes for wrong in outcome.wrong] == [], in_words(outcomes)
