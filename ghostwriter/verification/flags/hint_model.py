"""Logistic model that weighs several weak reasons for a hint together."""

import functools
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

REASONS = Path(__file__).parent / "hints.json"
"""What the reasons for each hint count; written by ``benchmarks.train_hints``."""


class Reasoned(Protocol):
    """Anything with weighted reasons."""

    @property
    def reasons(self) -> Mapping[str, float]:
        """The reasons, by name."""
        ...


@dataclass(frozen=True)
class HintModel:
    """Weights of the reasons for a hint; ``enough`` is the chance from which on a reader is told."""

    start: float
    weights: Mapping[str, float]
    enough: float

    @classmethod
    @functools.cache
    def named(cls, hint: str) -> "HintModel":
        """Load the model of one hint."""
        return cls(**json.loads(REASONS.read_text(encoding="utf-8"))[hint])

    def enough_for[Some: Reasoned](self, found: Iterable[Some]) -> Iterator[Some]:
        """Yield those whose chance is high enough."""
        return (one for one in found if self.chance(one.reasons) >= self.enough)

    def chance(self, reasons: Mapping[str, float]) -> float:
        """The chance that they are right, 0 to 1."""
        total = self.start + sum(weight * reasons[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-total))
