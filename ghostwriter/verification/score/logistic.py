"""Logistic regressions over named features, read from a file: each weight says how much a feature counts, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Logistic:
    """``weights`` are of features that have had ``means`` taken off and been divided by ``scales``."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    @classmethod
    def read(cls, read: Mapping[str, Any]) -> "Logistic":
        """From what the file holds."""
        return cls(
            names=tuple(read["names"]),
            means=tuple(read["means"]),
            scales=tuple(read["scales"]),
            weights=tuple(read["weights"]),
            intercept=read["intercept"],
        )

    def log_odds(self, values: Mapping[str, float]) -> float:
        """The logarithm of the odds, for features by name."""
        return self.intercept + sum(
            weight * (values[name] - mean) / scale
            for name, mean, scale, weight in zip(self.names, self.means, self.scales, self.weights, strict=True)
        )
