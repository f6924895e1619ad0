"""What the score is worth, by what people marked; 95 % intervals are bootstrapped over sources."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.example import Example, Scores

ROUNDS, SEED = 1_000, 7
EVEN = 0.5
"""From this chance on a text is said to be unsupported."""


def rows(examples: Sequence[Example], scores: Sequence[Scores], shown_from: float) -> Iterator[tuple[str, str, str]]:
    """What was measured, the figure with its interval, and of how many texts."""
    rag = [place for place, one in enumerate(examples) if one.labelled.set == "RAGTruth"]
    wice = [place for place, one in enumerate(examples) if one.labelled.set == "WiCE"]
    by_task = {
        f"score: F1 of texts, RAGTruth's {task}": [place for place in rag if examples[place].labelled.task == task]
        for task in sorted({examples[place].labelled.task for place in rag})
    }
    for name, places, measure in [
        ("score: F1 of texts, RAGTruth", rag, _f1),
        *((name, places, _f1) for name, places in by_task.items()),
        ("score: balanced accuracy of claims, WiCE", wice, _balanced),
    ]:
        both = np.array([[examples[place].labelled.unsupported, scores[place].text >= EVEN] for place in places])
        yield name, _with_interval(measure, both, [examples[place] for place in places]), f"{len(places)} texts"
    table = characters([examples[place] for place in rag], [scores[place] for place in rag], shown_from)
    interval = _with_interval(span_f1, table, [examples[place] for place in rag])
    yield "score: F1 of characters, RAGTruth", interval, f"{len(rag)} texts"


def _f1(both: Any) -> float:
    truth, said = both.T
    return 2 * float((truth & said).sum()) / max(1.0, float(truth.sum() + said.sum()))


def _balanced(both: Any) -> float:
    truth, said = both.T
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def _with_interval(measure: Callable[[Any], float], table: Any, examples: Sequence[Example]) -> str:
    """A measure of a table with a row a text, with its 95 % interval, bootstrapped over sources."""
    hand = np.random.default_rng(SEED)
    groups = sorted({one.labelled.group for one in examples})
    members = [[place for place, one in enumerate(examples) if one.labelled.group == group] for group in groups]
    again = [
        measure(table[[place for group in hand.integers(0, len(groups), len(groups)) for place in members[group]]])
        for _ in range(ROUNDS)
    ]
    edges: list[float] = list(np.percentile(again, [2.5, 97.5]))
    return f"{measure(table):.3f} [{edges[0]:.3f}, {edges[1]:.3f}]"


def characters(examples: Sequence[Example], scores: Sequence[Scores], shown_from: float) -> Any:
    """For each text how many characters were marked rightly, wrongly, and not at all."""
    table = []
    for one, score in zip(examples, scores, strict=True):
        gold: Any = np.zeros(len(one.labelled.text), bool)
        found: Any = np.zeros(len(one.labelled.text), bool)
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


def span_f1(table: Any) -> float:
    hits, wrong, missed = table.sum(0)
    return float(2 * hits / max(1, 2 * hits + wrong + missed))
