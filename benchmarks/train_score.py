"""Trains the score and says what it is worth: ``python -m benchmarks.train_score FOLDER`` (needs the extra ``train``).

Figures are cross-validated by source, five folds; what is trained on scores is trained on scores by models that have not seen
the text.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from benchmarks.example import Example, Scores
from benchmarks.fitting import fit_logistic, fit_trees, log_odds
from benchmarks.labelled import Labelled, load
from benchmarks.score_figures import characters, rows, span_f1
from benchmarks.withheld import Withheld, withheld
from ghostwriter.verification.score.features import Features
from ghostwriter.verification.score.model import WEIGHTS
from ghostwriter.verification.score.scoring import CLAUSES_FROM, text_context
from ghostwriter.verification.score.text_score import claim_row, is_claim, text_row
from ghostwriter.verification.score.trees import chance

FOLDS, INNER_FOLDS, SEED = 5, 5, 7
SENTENCE_STRENGTH, TEXT_STRENGTH, CLAIM_STRENGTH, WITHHELD_WEIGHT = 0.02, 0.03, 0.01, 0.3
WEIGHTS_OF_UNSUPPORTED = {"text": 2.2, "claim": 0.45}
"""So that 0.5 is where F1 is highest on RAGTruth, and balanced accuracy on WiCE."""
MADE_FROM = (
    "RAGTruth (MIT licence) and WiCE (annotations ODC-BY, on Wikipedia and Common Crawl texts), development halves; "
    "weights of features only, no text of theirs"
)


type Deprived = list[tuple[Withheld, Features]]
"""Sentences that lost their support, with their features."""


def fit_sentences(examples: Sequence[Example], deprived: Deprived) -> dict[str, Any]:
    """The regression, which also learns from sentences that lost their support, and the trees."""
    groups = {one.labelled.group for one in examples}
    seen = [(one.values, example.label(one), 1.0) for example in examples for one in example.features.sentences
            if example.labelled.set == "RAGTruth"]  # fmt: skip
    made = [(one.values, True, WITHHELD_WEIGHT) for lost, one in deprived if lost.labelled.group in groups]
    values, labels, weights = (list(column) for column in zip(*seen, *made, strict=True))
    own = len(seen)
    return {
        "regression": fit_logistic(values, labels, weights, SENTENCE_STRENGTH),
        "trees": fit_trees(values[:own], labels[:own]),
    }


def sentence_chances(model: Mapping[str, Any], example: Example) -> list[float]:
    """The chance of each sentence, as the shipped model gives it."""
    rows = [one.values for one in example.features.sentences]
    both = zip(log_odds(model["regression"], rows), log_odds(model["trees"], rows), strict=True)
    return [chance((one + other) / 2) for one, other in both]


def fit_texts(examples: Sequence[Example], chances: Sequence[Sequence[float]]) -> dict[str, Any]:
    """The regression for texts and the one for single claims, from the scores of their sentences."""
    both: dict[str, Any] = {}
    for name, row, strength in (("text", _text_row, TEXT_STRENGTH), ("claim", _claim_row, CLAIM_STRENGTH)):
        some = [
            (one, found)
            for one, found in zip(examples, chances, strict=True)
            if is_claim(one.features.whole, len(found)) == (name == "claim")
        ]
        labels = [one.labelled.unsupported for one, _ in some]
        weights = [WEIGHTS_OF_UNSUPPORTED[name] if label else 1.0 for label in labels]
        both[name] = fit_logistic([row(one, found) for one, found in some], labels, weights, strength)
    return both


def text_chance(model: Mapping[str, Any], example: Example, chances: Sequence[float]) -> float:
    """The chance of a text, as the shipped model gives it."""
    if is_claim(example.features.whole, len(chances)):
        return chance(log_odds(model["claim"], [_claim_row(example, chances)])[0])
    return chance(log_odds(model["text"], [_text_row(example, chances)])[0])


def _text_row(example: Example, chances: Sequence[float]) -> dict[str, float]:
    return text_row(example.features.whole, chances)


def _claim_row(example: Example, chances: Sequence[float]) -> dict[str, float]:
    return claim_row(example.features.whole, chances[0])


def clause_rows(example: Example, chances: Sequence[float], whole: float) -> list[list[dict[str, float]]]:
    """Features of the clauses of each sentence, with what is known of sentence and text."""
    context = text_context(example.features, chances, whole)
    return [
        [{**clause.values, **context, "sentence": own} for clause in clauses]
        for own, clauses in zip(chances, example.clauses, strict=True)
    ]


def unseen(
    examples: Sequence[Example], folds: int, fit: Callable[[list[Example]], Callable[[Example], Any]]
) -> list[Any]:
    """What ``fit`` makes of each example when it was fitted to the others' sources."""
    found: list[Any] = [None] * len(examples)
    groups = [one.labelled.group for one in examples]
    for train, test in GroupKFold(folds, shuffle=True, random_state=SEED).split(examples, groups=groups):
        judge = fit([examples[place] for place in train])
        for place in test:
            found[place] = judge(examples[place])
    return found


class Trained:
    """All that is shipped, fitted to some examples."""

    def __init__(self, examples: Sequence[Example], deprived: Deprived) -> None:
        def judge(some: list[Example]) -> Callable[[Example], list[float]]:
            model = fit_sentences(some, deprived)
            return lambda one: sentence_chances(model, one)

        chances = unseen(examples, INNER_FOLDS, judge)
        self.sentences = fit_sentences(examples, deprived)
        self.texts = fit_texts(examples, chances)
        rag = [(one, found) for one, found in zip(examples, chances, strict=True) if one.labelled.set == "RAGTruth"]
        rows, labels = [], []
        for one, found in rag:
            of_text = text_chance(self.texts, one, found)
            for clauses, own in zip(one.clauses, clause_rows(one, found, of_text), strict=True):
                rows += own
                labels += [one.marked(clause) for clause in clauses]
        self.clauses = fit_trees(rows, labels)

    def scores(self, one: Example) -> Scores:
        """What it says of a text."""
        sentences = sentence_chances(self.sentences, one)
        whole = text_chance(self.texts, one, sentences)
        rows = clause_rows(one, sentences, whole)
        clauses = [
            [chance(found) for found in log_odds(self.clauses, own)] if likely >= CLAUSES_FROM else [0.0] * len(own)
            for likely, own in zip(sentences, rows, strict=True)
        ]
        return Scores(sentences, whole, clauses)


def read(data: Sequence[Labelled]) -> tuple[list[Example], Deprived]:
    """The texts with their features, and the sentences that lost their support."""
    examples = [one for one in map(Example.of, data) if one.features.sentences]
    deprived = [
        (lost, one)
        for lost in withheld(data)
        for one in Example.of(lost.labelled).features.sentences
        if one.start < lost.end and lost.start < one.end
    ]
    return examples, deprived


def cross_validated(examples: Sequence[Example], deprived: Deprived) -> tuple[list[Scores], float]:
    """Scores of each text by a model that has not seen its source, and from which chance on a clause is best shown."""
    scores: list[Scores] = unseen(examples, FOLDS, lambda some: Trained(some, deprived).scores)
    rag = [place for place, one in enumerate(examples) if one.labelled.set == "RAGTruth"]
    shown_from = max(
        (round(float(edge), 2) for edge in np.arange(0.1, 0.6, 0.02)),
        key=lambda edge: span_f1(
            characters([examples[place] for place in rag], [scores[place] for place in rag], edge)
        ),
    )
    return scores, shown_from


def main() -> None:
    """Train, report, write the weights."""
    examples, deprived = read(load(Path(sys.argv[1])))
    scores, shown_from = cross_validated(examples, deprived)
    for line in rows(examples, scores, shown_from):
        print(" | ".join(line))
    final = Trained(examples, deprived)
    shipped = {
        "made_from": MADE_FROM,
        "shown_from": shown_from,
        **final.sentences,
        **final.texts,
        "clauses": final.clauses,
    }
    WEIGHTS.write_text(json.dumps(shipped, separators=(",", ":")).replace("]],", "]],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
