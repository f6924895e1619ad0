"""Random budgets in bad weather: what is truly spent never passes the cap, and nothing is ever an empty success."""

import pytest

from benchmarks.budget_storm import play


@pytest.mark.parametrize("seed", range(1, 26))
def test_spending_never_passes_the_cap_whatever_happens(seed: int) -> None:
    outcome = play(seed)

    assert outcome.spent <= outcome.budget
    assert outcome.wrong == []
