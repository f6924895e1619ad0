"""The model of the score, as it is shipped: a few thousand weights in one file."""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ghostwriter.verification.score.logistic import Logistic
from ghostwriter.verification.score.text_score import claim_row, is_claim, text_row
from ghostwriter.verification.score.trees import Trees, chance

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True)
class Model:
    """Sentences are judged by a regression and by trees together, clauses by trees, texts and single claims by regressions.

    A clause is shown as unsupported from ``shown_from`` on.
    """

    regression: Logistic
    trees: Trees
    clauses: Trees
    text: Logistic
    claim: Logistic
    shown_from: float

    def sentence_chance(self, values: Mapping[str, float]) -> float:
        """The chance that a sentence is unsupported."""
        return chance((self.regression.log_odds(values) + self.trees.log_odds(values)) / 2)

    def text_chance(self, whole: Mapping[str, float], chances: Sequence[float]) -> float:
        """The chance that anything in a text with these sentences is unsupported."""
        if is_claim(whole, len(chances)):
            return chance(self.claim.log_odds(claim_row(whole, chances[0])))
        return chance(self.text.log_odds(text_row(whole, chances)))


@functools.cache
def load_model() -> Model:
    """The model that is shipped."""
    read = json.loads(WEIGHTS.read_bytes())
    return Model(
        regression=Logistic.read(read["regression"]),
        trees=Trees.read(read["trees"]),
        clauses=Trees.read(read["clauses"]),
        text=Logistic.read(read["text"]),
        claim=Logistic.read(read["claim"]),
        shown_from=read["shown_from"],
    )
