"""Regressions and trees, fitted by scikit-learn and LightGBM and written down as ``ghostwriter`` reads them."""

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from ghostwriter.verification.score.logistic import Logistic
from ghostwriter.verification.score.trees import Trees

type Row = Mapping[str, float]
DIGITS = 5


def fit_logistic(
    rows: Sequence[Row], labels: Sequence[bool], weights: Sequence[float], strength: float
) -> dict[str, Any]:
    """A regression over scaled features."""
    names = sorted(rows[0])
    matrix = _matrix(rows, names)
    scaler = StandardScaler().fit(matrix)
    regression = LogisticRegression(C=strength, max_iter=5_000)
    regression.fit(scaler.transform(matrix), labels, sample_weight=weights)
    return {
        "names": names,
        "means": _rounded(scaler.mean_),
        "scales": _rounded(scaler.scale_),
        "weights": _rounded(regression.coef_[0]),
        "intercept": _rounded(regression.intercept_)[0],
    }


def fit_trees(rows: Sequence[Row], labels: Sequence[bool], bags: int = 2) -> dict[str, Any]:
    """Boosted trees, some bags of them with other seeds, whose mean is taken."""
    names = sorted(rows[0])
    matrix = _matrix(rows, names)
    trees = []
    for bag in range(bags):
        model = lightgbm.LGBMClassifier(
            n_estimators=100, learning_rate=0.05, num_leaves=8, min_child_samples=30, subsample=0.7, subsample_freq=1,
            colsample_bytree=0.3, reg_lambda=5.0, random_state=bag, n_jobs=1, deterministic=True, force_row_wise=True,
            verbose=-1,
        )  # fmt: skip
        model.fit(matrix, labels)
        trees += [_flat(tree["tree_structure"]) for tree in model.booster_.dump_model()["tree_info"]]
    return {"names": names, "share": 1 / bags, "trees": trees}


def log_odds(fitted: Mapping[str, Any], rows: Sequence[Row]) -> list[float]:
    """What a fitted model says, by the very code that is shipped."""
    model = Trees.read(fitted) if "trees" in fitted else Logistic.read(fitted)
    return [model.log_odds(row) for row in rows]


def _flat(root: Mapping[str, Any]) -> list[list[Any]]:
    splits: list[list[float]] = []
    leaves: list[float] = []

    def walk(node: Mapping[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(_number(node["leaf_value"]))
            return -len(leaves)
        place = len(splits)
        splits.append([])
        left, right = walk(node["left_child"]), walk(node["right_child"])
        splits[place] = [node["split_feature"], _number(node["threshold"]), left, right]
        return place

    walk(root)
    # A tree without a split is a leaf: both ways lead to it.
    return [splits or [[0, 0.0, -1, -1]], leaves]


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> Any:
    return np.array([[row[name] for name in names] for row in rows])


def _number(value: float) -> float:
    return float(f"{float(value):.{DIGITS}g}")


def _rounded(values: Any) -> list[float]:
    return [_number(value) for value in values]
