"""Boosted decision trees read from a file: each asks a few questions about features, and adds what its answer is worth."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

type Split = tuple[int, float, int, int]
"""The feature's number, its threshold, and where to go: to another split, or below 0 to leaf ``-1 - place``."""


@dataclass(frozen=True)
class Tree:
    """Splits from the root on, and what each leaf adds."""

    splits: tuple[Split, ...]
    leaves: tuple[float, ...]

    def value(self, row: Sequence[float]) -> float:
        """Value of the tree for a row of features."""
        at = 0
        while at >= 0:
            feature, threshold, left, right = self.splits[at]
            at = left if row[feature] <= threshold else right
        return self.leaves[-1 - at]


@dataclass(frozen=True)
class Trees:
    """Trees over named features; their sum is the logarithm of the odds (Friedman, Annals of Statistics 29, 2001)."""

    names: tuple[str, ...]
    trees: tuple[Tree, ...]
    share: float

    @classmethod
    def read(cls, read: Mapping[str, Any]) -> "Trees":
        """From what the file holds."""
        trees = tuple(
            Tree(tuple((int(f), float(t), int(left), int(right)) for f, t, left, right in splits), tuple(leaves))
            for splits, leaves in read["trees"]
        )
        return cls(tuple(read["names"]), trees, read["share"])

    def log_odds(self, values: Mapping[str, float]) -> float:
        """The logarithm of the odds, for features by name."""
        row = [values[name] for name in self.names]
        return sum(tree.value(row) for tree in self.trees) * self.share


def chance(log_odds: float) -> float:
    """The chance, 0 to 1, that odds stand for."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))
