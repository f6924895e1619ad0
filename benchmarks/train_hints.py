"""Weighs the reasons behind the hints of denial: ``python -m benchmarks.train_hints FOLDER`` (needs scikit-learn).

Faithful texts against the same texts with an error put into them, every place in turn. The figures printed are of the texts of
every second source, by a regression that was trained on the others, and the other way round; the one that is kept knows both.
"""

import json
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.denying import Injected, affirmed, denied
from benchmarks.labelled import Labelled, load
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.flags import SourceIndex, negation
from ghostwriter.verification.flags.hint_model import REASONS

RATES: Mapping[str, float] = {"denied": 0.013, "affirmed": 0.003}
"""The share of faithful texts that each may speak against."""
SHOWN = (0.003, 0.01, 0.015, 0.02, 0.03, 0.05)
STRENGTH = 0.3


class Seen(NamedTuple):
    """The reasons found in a place of a text, None where it is passed over; the number of the text."""

    text: int
    wrong: bool
    reasons: Mapping[str, float] | None


Put = Callable[[str], Iterator[Injected]]
Weigh = Callable[[str, SourceIndex], Iterator[tuple[int, int, Mapping[str, float]]]]


def main() -> None:
    """Train on each half, print what it is worth on the other, and write what both teach."""
    data = [one for one in load(Path(sys.argv[1])) if not one.unsupported]
    halves = [[one for one in data if zlib.crc32(one.group.encode()) % 2 == half] for half in (0, 1)]
    print("| hint | clean texts flagged | found of the errors put in, one half and the other |\n|---|---|---|")
    learnt = {}
    for kind, (weigh, put) in KINDS.items():
        seen = [[*_seen(half, weigh, put)] for half in halves]
        judged = [_chances(seen[1 - half], *_fitted(seen[half])) for half in (0, 1)]
        for rate in SHOWN:
            found = [_found(one, rate, len(half)) for one, half in zip(judged, reversed(halves), strict=True)]
            print(f"| {kind} | {rate:.1%} | {found[0]:.1%}, {found[1]:.1%} |")
        together = [
            (one._replace(text=one.text + half * len(data)), chance) for half in (0, 1) for one, chance in judged[half]
        ]
        names, regression = _fitted([*seen[0], *seen[1]])
        learnt[kind] = {
            "start": round(float(regression.intercept_[0]), 4),
            "weights": {name: round(float(weight), 4) for name, weight in zip(names, regression.coef_[0], strict=True)},
            "enough": round(_threshold(together, RATES[kind], len(data)), 4),
        }
    REASONS.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")


def _weigh_denied(sentence: str, sources: SourceIndex) -> Iterator[tuple[int, int, Mapping[str, float]]]:
    for one in negation.denied(sentence, sources):
        yield one.start, one.end, one.reasons


def _weigh_affirmed(sentence: str, sources: SourceIndex) -> Iterator[tuple[int, int, Mapping[str, float]]]:
    for one in negation.affirmed(sentence, sources):
        yield one.start, one.end, one.reasons


KINDS: Mapping[str, tuple[Weigh, Put]] = {
    "denied": (_weigh_denied, denied),
    "affirmed": (_weigh_affirmed, affirmed),
}


def _seen(data: list[Labelled], weigh: Weigh, put: Put) -> Iterator[Seen]:
    for number, one in enumerate(data):
        sources = SourceIndex.of(one.sources, one.question)
        for start, end in sentence_spans(one.text):
            sentence = one.text[start:end]
            for _, _, reasons in weigh(sentence, sources):
                yield Seen(number, wrong=False, reasons=reasons)
            for error in put(sentence):
                found = [
                    reasons
                    for first, last, reasons in weigh(error.text, sources)
                    if first < error.end and error.start < last
                ]
                yield Seen(number, wrong=True, reasons=found[0] if found else None)


def _fitted(seen: list[Seen]) -> tuple[list[str], LogisticRegression]:
    rows = [(one.reasons, one.wrong) for one in seen if one.reasons is not None]
    names = sorted(rows[0][0])
    regression = LogisticRegression(C=STRENGTH, max_iter=5_000)
    regression.fit(np.array([[row[name] for name in names] for row, _ in rows]), [wrong for _, wrong in rows])
    return names, regression


def _chances(seen: list[Seen], names: list[str], regression: LogisticRegression) -> list[tuple[Seen, float]]:
    """The chance that each place is wrong; 0 for those that are passed over."""
    known = [one for one in seen if one.reasons is not None]
    rows = np.array([[one.reasons[name] for name in names] for one in known if one.reasons is not None])
    judged = list(zip(known, map(float, regression.predict_proba(rows)[:, 1]), strict=True))
    return judged + [(one, 0.0) for one in seen if one.reasons is None]


def _threshold(judged: list[tuple[Seen, float]], rate: float, texts: int) -> float:
    """The chance that so many of the clean texts do not reach."""
    highest: dict[int, float] = {}
    for one, chance in judged:
        if not one.wrong:
            highest[one.text] = max(chance, highest.get(one.text, 0.0))
    ordered = sorted(highest.values(), reverse=True)
    allowed = int(rate * texts)
    return min(1.0, ordered[allowed] + 1e-4) if allowed < len(ordered) else 0.5


def _found(judged: list[tuple[Seen, float]], rate: float, texts: int) -> float:
    """The share of errors found where so many of the clean texts are flagged."""
    enough = _threshold(judged, rate, texts)
    wrong = [chance >= enough for one, chance in judged if one.wrong]
    return sum(wrong) / max(1, len(wrong))


if __name__ == "__main__":
    main()
