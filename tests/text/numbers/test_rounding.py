from decimal import Decimal

import pytest

from ghostwriter.text.numbers.rounding import Hedge, hedge_of, rounded


@pytest.mark.parametrize(
    ("before", "after", "hedge"),
    [
        ("about ", "", "about"),
        ("more than $", "", "over"),
        ("fewer than a ", "", "under"),
        ("just over ", "", "about"),
        ("", "+ users", "over"),
        ("", " or more", "over"),
        ("", "+00:00", None),
        ("the hangover ", "", None),
        ("exactly ", "", None),
    ],
)
def test_words_beside_a_figure_hedge_it(before: str, after: str, hedge: Hedge | None) -> None:
    assert hedge_of(f"{before}10{after}", len(before), len(before) + 2) == hedge


def test_what_is_said_to_lie_beyond_a_figure_may_lie_further_on_that_side_only() -> None:
    value, slack = Decimal(1000), Decimal(1000)

    assert rounded(value, slack, "about") == (Decimal(900), Decimal(1100))
    assert rounded(value, slack, "over") == (Decimal(900), Decimal(1200))
    assert rounded(value, slack, "under") == (Decimal(800), Decimal(1100))
