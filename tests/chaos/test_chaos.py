"""Seeded kills and faults on a small run, of which ``make chaos`` makes more on a larger one; figures end what pytest prints.

Even seeds are kills; odd ones are kills, interrupts, full disks, torn files, and bad weather on Bedrock.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.figures import in_words
from tests.chaos.plan import plan
from tests.chaos.scenario import Undisturbed, carry_out, undisturbed

PLANS = 120
"""Each strikes its run one to three times."""
SOURCES = 4
"""As many as are read at once, and one more stage of everything else."""


@pytest.fixture(scope="module")
def peace(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    return undisturbed(tmp_path_factory.mktemp("chaos") / "undisturbed", SOURCES)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(PLANS))
def test_the_same_command_finishes_the_run_and_pays_for_nothing_twice(
    seed: int, peace: Undisturbed, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    outcome = carry_out(plan(seed, SOURCES), tmp_path / "desk", peace)

    record_property("chaos", outcome.plain())
    assert outcome.wrong == [], in_words([outcome])
