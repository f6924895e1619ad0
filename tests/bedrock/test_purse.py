import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.bedrock.models.catalogue import HAIKU
from ghostwriter.bedrock.purse import Purse, worst_case
from ghostwriter.errors import BudgetReached, ConfigurationError


def test_a_call_that_could_pass_the_cap_is_not_begun() -> None:
    purse = Purse(1.0)

    with pytest.raises(BudgetReached, match=r"\$1\.00"):
        purse.reserve(1.1).__enter__()


def test_what_a_call_did_not_cost_goes_back() -> None:
    purse = Purse(1.0)
    with purse.reserve(0.9) as payment:
        payment.actual = 0.1

    with purse.reserve(0.9):
        pass


def test_calls_side_by_side_share_the_cap() -> None:
    purse = Purse(1.0)
    inside = threading.Event()
    leave = threading.Event()

    def hold() -> None:
        with purse.reserve(0.6):
            inside.set()
            leave.wait(5)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(5)
    with pytest.raises(BudgetReached):
        purse.reserve(0.6).__enter__()
    leave.set()
    thread.join()


@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0, 1)), max_size=50))
def test_spending_never_passes_the_cap(calls: list[tuple[float, float]]) -> None:
    purse, spent = Purse(3.0), 0.0

    for worst, share in calls:
        try:
            with purse.reserve(worst) as payment:
                payment.actual = worst * share
        except BudgetReached:
            continue
        spent += worst * share

    assert spent <= 3.0 + 1e-9


def test_the_worst_case_counts_the_whole_output_limit() -> None:
    assert worst_case(f"bedrock/us.{HAIKU}", 0, 1_000_000) > 5.5


def test_a_model_without_a_price_cannot_be_budgeted() -> None:
    with pytest.raises(ConfigurationError, match="no known price"):
        worst_case("bedrock/vendor.unknown", 10, 10)


def test_an_hour_of_cache_costs_more_than_five_minutes() -> None:
    model = f"bedrock/us.{HAIKU}"

    assert worst_case(model, 1_000_000, 1, "1h") > worst_case(model, 1_000_000, 1)
