import pytest

from ghostwriter.verification.score.logistic import Logistic
from ghostwriter.verification.score.trees import Trees, chance

READ = {
    "names": ["a", "b"],
    "share": 0.5,
    "trees": [
        [[[0, 1.0, -1, 1], [1, 2.0, -2, -3]], [0.1, 0.2, 0.4]],
        [[[0, 0.0, -1, -1]], [1.0]],
    ],
}


@pytest.mark.parametrize(("a", "b", "leaf"), [(1.0, 9.0, 0.1), (1.5, 2.0, 0.2), (1.5, 2.5, 0.4)])
def test_a_tree_is_followed_to_its_leaf(a: float, b: float, leaf: float) -> None:
    assert Trees.read(READ).log_odds({"b": b, "a": a}) == pytest.approx((leaf + 1.0) / 2)


def test_a_regression_adds_what_each_feature_counts() -> None:
    read = {"names": ["a", "b"], "means": [1.0, 0.0], "scales": [2.0, 1.0], "weights": [4.0, -1.0], "intercept": 0.5}

    assert Logistic.read(read).log_odds({"a": 2.0, "b": 3.0}) == pytest.approx(0.5 + 2.0 - 3.0)


def test_even_odds_are_a_chance_of_one_half_and_none_is_certain() -> None:
    assert chance(0.0) == 0.5
    assert 0.0 < chance(-1e9) < chance(1e9) < 1.0
