"""A logistic regression over named features, read from a file of weights: each weight says how much a feature counts, and how."""

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True)
class Logistic:
    """``weights`` are of features that have had ``means`` taken off and been divided by ``scales``."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    def chance(self, values: Mapping[str, float]) -> float:
        """The chance, 0 to 1, for features by name."""
        total = self.intercept
        for name, mean, scale, weight in zip(self.names, self.means, self.scales, self.weights, strict=True):
            total += weight * (values[name] - mean) / scale
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True)
class Model:
    """One regression for sentences, one for texts; sentences from ``shown_from`` on are shown as unsupported."""

    sentence: Logistic
    text: Logistic
    shown_from: float


@functools.cache
def load_model() -> Model:
    """The model that is shipped."""
    read = json.loads(WEIGHTS.read_bytes())
    return Model(_logistic(read["sentence"]), _logistic(read["text"]), read["shown_from"])


def _logistic(read: Mapping[str, Any]) -> Logistic:
    return Logistic(
        names=tuple(read["names"]),
        means=tuple(read["means"]),
        scales=tuple(read["scales"]),
        weights=tuple(read["weights"]),
        intercept=read["intercept"],
    )
