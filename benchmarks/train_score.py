"""Trains the score and says what it is worth: ``python -m benchmarks.train_score FOLDER`` (needs the extra ``train``).

Figures are cross-validated by source, five folds; what is trained on scores is trained on scores by models that have not seen
the text. 95 % intervals are bootstrapped over sources.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from benchmarks.fitting import fit_logistic, fit_trees, log_odds
from benchmarks.labelled import Labelled, load
from benchmarks.withheld import Withheld, withheld
from ghostwriter.artifacts import Flag
from ghostwriter.verification.flags import SourceIndex, find_flags
from ghostwriter.verification.score.features import Features, TextFeatures, clause_features, text_features
from ghostwriter.verification.score.model import WEIGHTS
from ghostwriter.verification.score.scoring import CLAUSES_FROM, clause_context
from ghostwriter.verification.score.text_score import claim_row, is_claim, text_row
from ghostwriter.verification.score.trees import chance

FOLDS, INNER_FOLDS, ROUNDS, SEED = 5, 5, 1_000, 7
SENTENCE_STRENGTH, TEXT_STRENGTH, CLAIM_STRENGTH, WITHHELD_WEIGHT = 0.02, 0.03, 0.01, 0.3
WEIGHTS_OF_UNSUPPORTED = {"text": 2.2, "claim": 0.45}
"""So that 0.5 is where F1 is highest on RAGTruth, and balanced accuracy on WiCE."""
MADE_FROM = (
    "RAGTruth (MIT licence) and WiCE (annotations ODC-BY, on Wikipedia and Common Crawl texts), development halves; "
    "weights of features only, no text of theirs"
)


@dataclass(frozen=True)
class Example:
    """A labelled text with its features."""

    labelled: Labelled
    flags: tuple[Flag, ...]
    features: TextFeatures
    clauses: tuple[tuple[Features, ...], ...]

    @classmethod
    def of(cls, labelled: Labelled) -> "Example":
        """Read a text."""
        index = SourceIndex.of(labelled.sources, labelled.question)
        flags = tuple(find_flags(labelled.text, index))
        features = text_features(labelled.text, index, flags)
        clauses = tuple(tuple(clause_features(labelled.text, one, index, flags)) for one in features.sentences)
        return cls(labelled, flags, features, clauses)

    def label(self, one: Features) -> bool:
        """Whether a person marked anything in a sentence."""
        if self.labelled.set != "RAGTruth":
            return self.labelled.unsupported
        return any(start < one.end and one.start < end for start, end in self.labelled.spans)

    def marked(self, one: Features) -> bool:
        """Whether a person marked more than half of a clause."""
        shared = sum(max(0, min(end, one.end) - max(start, one.start)) for start, end in self.labelled.spans)
        return 2 * shared > one.end - one.start


@dataclass(frozen=True)
class Scores:
    """What a model that has not seen a text says of its sentences, of it, and of its clauses."""

    sentences: list[float]
    text: float
    clauses: list[list[float]]


def fit_sentences(examples: Sequence[Example], deprived: Sequence[tuple[Withheld, Features]]) -> dict[str, Any]:
    """The regression, which also learns from sentences that lost their support, and the trees."""
    groups = {one.labelled.group for one in examples}
    seen = [(one.values, example.label(one), 1.0) for example in examples for one in example.features.sentences
            if example.labelled.set == "RAGTruth"]  # fmt: skip
    made = [(one.values, True, WITHHELD_WEIGHT) for lost, one in deprived if lost.labelled.group in groups]
    rows, labels, weights = (list(column) for column in zip(*seen, *made, strict=True))
    own = len(seen)
    return {
        "regression": fit_logistic(rows, labels, weights, SENTENCE_STRENGTH),
        "trees": fit_trees(rows[:own], labels[:own]),
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
    return [
        [{**clause.values, **clause_context(example.features, chances, place, whole)} for clause in clauses]
        for place, clauses in enumerate(example.clauses)
    ]


def unseen(examples: Sequence[Example], folds: int, fit: Callable[[list[Example]], Callable[[Example], Any]]) -> list[Any]:
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

    def __init__(self, examples: Sequence[Example], deprived: Sequence[tuple[Withheld, Features]]) -> None:
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


def report(examples: Sequence[Example], scores: Sequence[Scores], shown_from: float) -> None:
    """Print the figures."""
    rag = [place for place, one in enumerate(examples) if one.labelled.set == "RAGTruth"]
    wice = [place for place, one in enumerate(examples) if one.labelled.set == "WiCE"]
    tasks = sorted({examples[place].labelled.task for place in rag})
    for name, places, measure in [
        ("RAGTruth: F1 of texts", rag, _f1),
        *((f"RAGTruth, {task}: F1 of texts", [i for i in rag if examples[i].labelled.task == task], _f1) for task in tasks),
        ("WiCE: balanced accuracy", wice, _balanced),
    ]:
        truth = np.array([examples[place].labelled.unsupported for place in places])
        said = np.array([scores[place].text >= 0.5 for place in places])
        print(f"{name} {_with_interval(lambda some: measure(truth[some], said[some]), [examples[i] for i in places])}")
    table = _characters([examples[i] for i in rag], [scores[i] for i in rag], shown_from)
    print(f"RAGTruth: F1 of characters {_with_interval(lambda some: _span_f1(table[some]), [examples[i] for i in rag])}")


def _f1(truth: Any, said: Any) -> float:
    return 2 * float((truth & said).sum()) / max(1.0, float(truth.sum() + said.sum()))


def _balanced(truth: Any, said: Any) -> float:
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def _with_interval(measure: Callable[[Any], float], examples: Sequence[Example]) -> str:
    hand = np.random.default_rng(SEED)
    groups = sorted({one.labelled.group for one in examples})
    members = [[place for place, one in enumerate(examples) if one.labelled.group == group] for group in groups]
    again = [
        measure(np.array([place for group in hand.integers(0, len(groups), len(groups)) for place in members[group]]))
        for _ in range(ROUNDS)
    ]
    low, high = np.percentile(again, [2.5, 97.5])
    return f"{measure(np.arange(len(examples))):.3f} [{low:.3f}, {high:.3f}]"


def _characters(examples: Sequence[Example], scores: Sequence[Scores], shown_from: float) -> Any:
    """For each text how many characters were marked rightly, wrongly, and not at all."""
    table = []
    for one, score in zip(examples, scores, strict=True):
        gold, found = (np.zeros(len(one.labelled.text), bool) for _ in range(2))
        for start, end in one.labelled.spans:
            gold[start:end] = True
        for clauses, chances in zip(one.clauses, score.clauses, strict=True):
            since = -1
            for clause, likely in zip(clauses, chances, strict=True):
                since = (clause.start if since < 0 else since) if likely >= shown_from else -1
                if since >= 0:
                    found[since : clause.end] = True
        for flag in one.flags:
            if flag.hard:
                found[flag.start : flag.end] = True
        table.append([(gold & found).sum(), (found & ~gold).sum(), (gold & ~found).sum()])
    return np.array(table)


def _span_f1(table: Any) -> float:
    hits, wrong, missed = table.sum(0)
    return float(2 * hits / max(1, 2 * hits + wrong + missed))


def main() -> None:
    """Train, report, write the weights."""
    data = load(Path(sys.argv[1]))
    examples = [one for one in map(Example.of, data) if one.features.sentences]
    deprived = [
        (lost, one)
        for lost in withheld(data)
        for one in Example.of(lost.labelled).features.sentences
        if one.start < lost.end and lost.start < one.end
    ]
    scores: list[Scores] = unseen(examples, FOLDS, lambda some: Trained(some, deprived).scores)
    rag = [place for place, one in enumerate(examples) if one.labelled.set == "RAGTruth"]
    shown_from = max(
        (round(float(edge), 2) for edge in np.arange(0.1, 0.6, 0.02)),
        key=lambda edge: _span_f1(_characters([examples[i] for i in rag], [scores[i] for i in rag], edge)),
    )
    report(examples, scores, shown_from)
    final = Trained(examples, deprived)
    shipped = {"made_from": MADE_FROM, "shown_from": shown_from, **final.sentences, **final.texts, "clauses": final.clauses}
    WEIGHTS.write_text(json.dumps(shipped, separators=(",", ":")).replace("]],", "]],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
