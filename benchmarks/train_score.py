"""Trains the score and says what it is worth: ``python -m benchmarks.train_score FOLDER`` (needs scikit-learn).

Figures are cross-validated by source, five folds; the text's regression is trained on scores of sentences that their own
regression has not seen. 95 % intervals are bootstrapped over texts.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import lil_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from benchmarks.labelled import Labelled, load
from ghostwriter.verification.flags import SourceIndex, find_flags
from ghostwriter.verification.score.features import Features, aggregate, sentence_features
from ghostwriter.verification.score.lexicon import LEXICON, novel_tokens
from ghostwriter.verification.score.model import WEIGHTS

FOLDS, INNER_FOLDS, ROUNDS, SEED = 5, 4, 1_000, 7
FEWEST_TEXTS = 4
MADE_FROM = (
    "RAGTruth (MIT licence) and WiCE (annotations ODC-BY, on Wikipedia and Common Crawl texts), development halves; "
    "weights of features only, no text of theirs"
)


class Example:
    """A labelled text with its features."""

    def __init__(self, labelled: Labelled) -> None:
        index = SourceIndex.of(labelled.sources, labelled.question)
        self.labelled = labelled
        self.flags = find_flags(labelled.text, index)
        self.features = sentence_features(labelled.text, index, self.flags)
        self.tokens = set(novel_tokens(labelled.text, index))

    def label(self, one: Features) -> bool:
        """Whether a person marked anything in a sentence."""
        if self.labelled.set != "RAGTruth":
            return self.labelled.unsupported
        return any(start < one.end and one.start < end for start, end in self.labelled.spans)


class Fitted:
    """A regression with its scaling."""

    def __init__(
        self, rows: Sequence[dict[str, float]], labels: Sequence[bool], weights: Sequence[float], strength: float
    ) -> None:
        self.names = sorted(rows[0])
        self.scaler = StandardScaler().fit(self._matrix(rows))
        self.regression = LogisticRegression(C=strength, max_iter=5_000)
        self.regression.fit(self.scaler.transform(self._matrix(rows)), labels, sample_weight=weights)

    def _matrix(self, rows: Sequence[dict[str, float]]) -> Any:
        return np.array([[row[name] for name in self.names] for row in rows])

    def chances(self, rows: Sequence[dict[str, float]]) -> list[float]:
        """The chance for each row."""
        if not rows:
            return []
        return [
            float(chance) for chance in self.regression.predict_proba(self.scaler.transform(self._matrix(rows)))[:, 1]
        ]

    def weights(self) -> dict[str, Any]:
        """What ``Logistic`` is made from."""
        return {
            "names": self.names,
            "means": [round(float(value), 6) for value in self.scaler.mean_],
            "scales": [round(float(value), 6) for value in self.scaler.scale_],
            "weights": [round(float(value), 6) for value in self.regression.coef_[0]],
            "intercept": round(float(self.regression.intercept_[0]), 6),
        }


class Lexicon:
    """Weights of novel words, learned from whole texts; words of fewer than four texts are left out."""

    def __init__(self, examples: Sequence[Example]) -> None:
        examples = [one for one in examples if one.labelled.set == "RAGTruth"]
        counts = Counter(token for one in examples for token in one.tokens)
        self.vocabulary = {
            token: place for place, token in enumerate(sorted(t for t, c in counts.items() if c >= FEWEST_TEXTS))
        }
        self.regression = LogisticRegression(C=0.05, max_iter=5_000)
        self.regression.fit(self._matrix(examples), [one.labelled.unsupported for one in examples])

    def _matrix(self, examples: Sequence[Example]) -> Any:
        matrix = lil_matrix((len(examples), len(self.vocabulary)))
        for row, one in enumerate(examples):
            for token in one.tokens & self.vocabulary.keys():
                matrix[row, self.vocabulary[token]] = 1.0
        return matrix.tocsr()

    def scores(self, examples: Sequence[Example]) -> list[float]:
        """What each text's novel words speak for."""
        return [float(score) for score in self.regression.decision_function(self._matrix(examples))]

    def weights(self) -> dict[str, float]:
        """What ``load_lexicon`` gives back."""
        learned = {token: round(float(self.regression.coef_[0][place]), 4) for token, place in self.vocabulary.items()}
        return {"": round(float(self.regression.intercept_[0]), 4)} | {
            token: weight for token, weight in learned.items() if weight
        }


def unseen_lexical_scores(examples: Sequence[Example]) -> list[float]:
    """The lexicon's score of each text, by one that has not seen it."""
    found = [0.0] * len(examples)
    for train, test in GroupKFold(FOLDS).split(examples, groups=[one.labelled.group for one in examples]):
        scored = Lexicon([examples[i] for i in train]).scores([examples[i] for i in test])
        for place, score in zip(test, scored, strict=True):
            found[place] = score
    return found


def fit_sentences(examples: Sequence[Example]) -> Fitted:
    """A regression for sentences."""
    pairs = [(dict(one.values), example.label(one)) for example in examples for one in example.features]
    return Fitted([row for row, _ in pairs], [label for _, label in pairs], [1.0] * len(pairs), 0.1)


def fit_texts(examples: Sequence[Example], scores: Sequence[Sequence[float]], lexical: Sequence[float]) -> Fitted:
    """A regression for texts, from the scores of their sentences."""
    rows = [
        aggregate(one.features, score, one.flags, words)
        for one, score, words in zip(examples, scores, lexical, strict=True)
    ]
    return Fitted(rows, [one.labelled.unsupported for one in examples], [_weight(one) for one in examples], 0.01)


def _weight(one: Example) -> float:
    """So that 0.5 is where F1 is highest on RAGTruth, and balanced accuracy on WiCE."""
    if one.labelled.set == "RAGTruth":
        return 1.9 if one.labelled.unsupported else 1.0
    return 0.5 if one.labelled.unsupported else 1.0


def sentence_scores(examples: Sequence[Example], fitted: Fitted) -> list[list[float]]:
    """The scores of each text's sentences."""
    return [fitted.chances([dict(one.values) for one in example.features]) for example in examples]


def unseen_sentence_scores(examples: Sequence[Example]) -> list[list[float]]:
    """The same, each by a regression that has not seen the text."""
    found: list[list[float]] = [[] for _ in examples]
    groups = [one.labelled.group for one in examples]
    for train, test in GroupKFold(INNER_FOLDS).split(examples, groups=groups):
        scored = sentence_scores([examples[i] for i in test], fit_sentences([examples[i] for i in train]))
        for place, scores in zip(test, scored, strict=True):
            found[place] = scores
    return found


def cross_validate(examples: Sequence[Example]) -> tuple[list[float], list[list[float]]]:
    """Scores of texts and of sentences, each by regressions that have not seen the source."""
    texts, sentences = [0.0] * len(examples), [[0.0]] * len(examples)
    groups = [one.labelled.group for one in examples]
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(examples, groups=groups):
        seen = [examples[i] for i in train]
        by_text = fit_texts(seen, unseen_sentence_scores(seen), unseen_lexical_scores(seen))
        by_sentence, lexicon = fit_sentences(seen), Lexicon(seen)
        for place in test:
            one = examples[place]
            sentences[place] = sentence_scores([one], by_sentence)[0]
            words = lexicon.scores([one])[0]
            texts[place] = by_text.chances([aggregate(one.features, sentences[place], one.flags, words)])[0]
    return texts, sentences


def report(
    examples: Sequence[Example], texts: Sequence[float], sentences: Sequence[Sequence[float]], shown_from: float
) -> None:
    """Print the figures."""
    for name in ("RAGTruth", "WiCE"):
        places = [i for i, one in enumerate(examples) if one.labelled.set == name]
        truth = np.array([examples[i].labelled.unsupported for i in places])
        said = np.array([texts[i] >= 0.5 for i in places])
        measure, what = (_f1, "F1 of texts") if name == "RAGTruth" else (_balanced, "balanced accuracy")
        print(f"{name}: {what} {_with_interval(measure, truth, said)}")
    rag = [i for i, one in enumerate(examples) if one.labelled.set == "RAGTruth"]
    print(
        f"RAGTruth: F1 of characters {_span_f1([examples[i] for i in rag], [sentences[i] for i in rag], shown_from):.3f}"
    )


def _f1(truth: Any, said: Any) -> float:
    hits = float((truth & said).sum())
    return 2 * hits / max(1.0, float(truth.sum() + said.sum()))


def _balanced(truth: Any, said: Any) -> float:
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def _with_interval(measure: Callable[[Any, Any], float], truth: Any, said: Any) -> str:
    random = np.random.default_rng(SEED)
    again = [
        measure(truth[chosen], said[chosen])
        for chosen in (random.integers(0, len(truth), len(truth)) for _ in range(ROUNDS))
    ]
    low, high = np.percentile(again, [2.5, 97.5])
    return f"{measure(truth, said):.3f} [{low:.3f}, {high:.3f}]"


def _span_f1(examples: Sequence[Example], sentences: Sequence[Sequence[float]], shown_from: float) -> float:
    hits = wrong = missed = 0
    for one, scores in zip(examples, sentences, strict=True):
        gold, found = (np.zeros(len(one.labelled.text), bool) for _ in range(2))
        for start, end in one.labelled.spans:
            gold[start:end] = True
        for place, score in zip(one.features, scores, strict=True):
            found[place.start : place.end] |= score >= shown_from
        for flag in one.flags:
            if flag.hard:
                found[flag.start : flag.end] = True
        hits, wrong, missed = hits + (gold & found).sum(), wrong + (found & ~gold).sum(), missed + (gold & ~found).sum()
    return float(2 * hits / max(1, 2 * hits + wrong + missed))


def main() -> None:
    """Train, report, write the weights."""
    examples = [one for one in map(Example, load(Path(sys.argv[1]))) if one.features]
    texts, sentences = cross_validate(examples)
    rag = [i for i, one in enumerate(examples) if one.labelled.set == "RAGTruth"]
    shown_from = max(
        (round(float(edge), 2) for edge in np.arange(0.1, 0.6, 0.02)),
        key=lambda edge: _span_f1([examples[i] for i in rag], [sentences[i] for i in rag], edge),
    )
    report(examples, texts, sentences, shown_from)
    final = {
        "made_from": MADE_FROM,
        "shown_from": shown_from,
        "sentence": fit_sentences(examples).weights(),
        "text": fit_texts(examples, unseen_sentence_scores(examples), unseen_lexical_scores(examples)).weights(),
    }
    LEXICON.write_text(
        json.dumps(Lexicon(examples).weights(), ensure_ascii=False, separators=(",\n", ":")) + "\n", encoding="utf-8"
    )
    WEIGHTS.write_text(json.dumps(final, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
