import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.errors import BudgetReached


def test_a_call_that_could_pass_the_cap_is_not_begun() -> None:
    budget = Budget(1.0)

    with pytest.raises(BudgetReached, match=r"\$1\.00"):
        budget.reserve(1.1)


def test_what_a_call_did_not_cost_goes_back() -> None:
    budget = Budget(1.0)
    budget.reserve(0.9)
    budget.settle(0.9, 0.1)

    budget.reserve(0.9)

    assert budget.spent == 0.1


def test_what_was_spent_before_counts() -> None:
    budget = Budget(1.0, spent=0.5)

    with pytest.raises(BudgetReached, match=r"\$0\.500 is spent in this workspace"):
        budget.reserve(0.6)


def test_without_a_budget_everything_fits() -> None:
    budget = Budget(None)

    budget.reserve(1e9)
    budget.settle(1e9, 5.0)

    assert budget.spent == 5.0


def test_a_call_waits_for_what_others_under_way_may_give_back() -> None:
    budget = Budget(1.0)
    budget.reserve(0.6)
    waiting = threading.Thread(target=budget.reserve, args=(0.6,), daemon=True)
    waiting.start()

    budget.settle(0.6, 0.1)
    waiting.join(10)

    assert not waiting.is_alive()


def test_a_call_that_waited_in_vain_is_not_begun() -> None:
    budget = Budget(1.0)
    budget.reserve(0.6)
    refused: list[BudgetReached] = []

    def ask() -> None:
        try:
            budget.reserve(0.6)
        except BudgetReached as error:
            refused.append(error)

    waiting = threading.Thread(target=ask, daemon=True)
    waiting.start()
    budget.settle(0.6, 0.6)
    waiting.join(10)

    assert len(refused) == 1


def test_what_is_kept_is_for_its_keepers_only_and_used_up_as_they_begin() -> None:
    budget = Budget(1.0)
    budget.keep("verification/", 0.6)

    with pytest.raises(BudgetReached, match="kept to finish"):
        budget.reserve(0.5, "critique/critique")
    budget.reserve(0.5, "verification/round-1/batch-1")
    budget.settle(0.5, 0.0)

    assert budget.left_for("critique/critique") == pytest.approx(0.9)


@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0, 1)), max_size=50), st.floats(0, 1))
def test_spending_never_passes_the_cap(calls: list[tuple[float, float]], kept: float) -> None:
    budget = Budget(3.0)
    budget.keep("verification/", kept)

    for number, (worst, share) in enumerate(calls):
        try:
            budget.reserve(worst, "verification/1" if number % 2 else "critique")
        except BudgetReached:
            continue
        budget.settle(worst, worst * share)

    assert budget.spent <= 3.0 + 1e-9
