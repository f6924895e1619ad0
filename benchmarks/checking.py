"""What the check is worth on human-labelled data, and how fast it is: ``python -m benchmarks.checking FOLDER``.

The score's figures are cross-validated, which takes the extra ``train``.
"""

import importlib.util
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.faithful import copied, reworded
from benchmarks.injection import KINDS
from benchmarks.labelled import Labelled, load
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.check import Checked, check
from ghostwriter.verification.flags import Flag, SourceIndex, find_flags

SEED = 7
SOURCE_WORDS = 5_000


def main() -> None:
    """Print the figures as a table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("labelled")
    try:
        data = load(folder)
    except FileNotFoundError as error:
        print(f"the labelled data is not here ({error.filename}); nothing was measured")
        return
    print("| what | figure | of |\n|---|---|---|")
    for part in (hard_flags, injected, score, speed):
        for line in part(data):
            print(f"| {' | '.join(line)} |", flush=True)


def hard_flags(data: Sequence[Labelled]) -> Iterator[tuple[str, str, str]]:
    """Hard flags on RAGTruth: how often they are right, and what they find."""
    texts = [one for one in data if one.set == "RAGTruth"]
    answers = [check(one.text, one.sources, one.question) for one in texts]
    hits = [_touches(one, answer) for one, answer in zip(texts, answers, strict=True)]
    right, said = sum(sum(one) for one in hits), sum(len(one) for one in hits)
    yield "hard flags that are right", _share(right, said), f"{said} flags"
    flagged = [one for one, answer in zip(texts, answers, strict=True) if answer.hard]
    yield (
        "texts with hard flags that are unsupported",
        _share(sum(one.unsupported for one in flagged), len(flagged)),
        f"{len(flagged)} texts",
    )
    wrong = [one for one in texts if one.unsupported]
    found = sum(any(hit) for one, hit in zip(texts, hits, strict=True) if one.unsupported)
    yield "unsupported texts found by a right one", _share(found, len(wrong)), f"{len(wrong)} texts"
    clean, false = _clean_sentences(texts, answers)
    yield "false hard flags a hundred clean sentences", f"{100 * false / clean:.2f}", f"{clean} sentences"


def _touches(one: Labelled, answer: Checked) -> list[bool]:
    hard = [flag for flag in answer.flags if flag.hard]
    return [any(start < flag.end and flag.start < end for start, end in one.spans) for flag in hard]


def _clean_sentences(texts: Sequence[Labelled], answers: Sequence[Checked]) -> tuple[int, int]:
    clean = false = 0
    for one, answer in zip(texts, answers, strict=True):
        for start, end in sentence_spans(one.text):
            if any(first < end and start < last for first, last in one.spans):
                continue
            clean += 1
            false += any(flag.hard and flag.start < end and start < flag.end for flag in answer.flags)
    return clean, false


def injected(data: Sequence[Labelled]) -> Iterator[tuple[str, str, str]]:
    """Errors put into texts that are faithful: how many get a flag at their place; and how many clean texts get any."""
    hand = random.Random(SEED)  # noqa: S311  (not for secrets)
    faithful = [one for one in data if not one.unsupported]
    indexes = [SourceIndex.of(one.sources, one.question) for one in faithful]
    clean = [check(one.text, index) for one, index in zip(faithful, indexes, strict=True)]
    yield "clean texts with a hard flag", _share(sum(one.hard for one in clean), len(clean)), f"{len(clean)} texts"
    hints = sum(_has_hint(one.flags) for one in clean)
    yield "clean texts with a hint of binding or denial", _share(hints, len(clean)), f"{len(clean)} texts"
    yield from hints_on_copies(faithful, indexes)
    for kind, put in KINDS.items():
        made = [(put(one.text, index, hand), index) for one, index in zip(faithful, indexes, strict=True)]
        found = [
            any(
                flag.kind != "unsupported" and flag.start < error.end and error.start < flag.end
                for flag in check(error.text, index).flags
            )
            for error, index in made
            if error is not None
        ]
        yield f"found, of each injected {kind}", _share(sum(found), len(found)), f"{len(found)} texts"


def hints_on_copies(faithful: Sequence[Labelled], indexes: Sequence[SourceIndex]) -> Iterator[tuple[str, str, str]]:
    """How many texts made of sentences of their sources get such a hint, word for word and in slightly other words."""
    hand = random.Random(SEED)  # noqa: S311  (not for secrets)
    texts = [copied(one.sources, hand) for one in faithful]
    for name, change in (("copied from sources", str), ("copied and reworded", reworded)):
        made = ["\n".join(map(change, text)) for text in texts]
        hinted = sum(_has_hint(find_flags(text, index)) for text, index in zip(made, indexes, strict=True))
        yield f"the same, sentences {name}", _share(hinted, len(made)), f"{len(made)} texts"


def _has_hint(flags: Sequence[Flag]) -> bool:
    return any(flag.kind in {"binding", "negation"} for flag in flags)


def score(data: Sequence[Labelled]) -> Iterator[tuple[str, str, str]]:
    """The score of texts, claims and characters, by models that have not seen the source."""
    if importlib.util.find_spec("lightgbm") is None:
        yield "score", "not measured", "it takes the extra: pip install 'ghostwriter[train]'"
        return
    from benchmarks import score_figures, train_score  # noqa: PLC0415  (they import what the extra brings)

    examples, deprived = train_score.read(data)
    yield from score_figures.rows(examples, *train_score.cross_validated(examples, deprived))


def speed(data: Sequence[Labelled]) -> Iterator[tuple[str, str, str]]:
    """Sentences a second on one core, the index of the sources built in that time."""
    words = " ".join(source for one in data for source in one.sources).split()[:SOURCE_WORDS]
    text = "\n\n".join(one.text for one in data[:60])
    sentences = sum(1 for _ in sentence_spans(text))
    started = time.perf_counter()
    check(text, [" ".join(words)])
    yield (
        "sentences a second",
        f"{sentences / (time.perf_counter() - started):,.0f}",
        f"{sentences} against {SOURCE_WORDS:,} words",
    )


def _share(part: int, whole: int) -> str:
    """Per cent, with Wilson's 95 % interval (Wilson, J. Am. Stat. Assoc. 22, 1927)."""
    if not whole:
        return "-"
    share, z = part / whole, 1.96
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return f"{share:.1%} [{middle - half:.1%}, {middle + half:.1%}]"


if __name__ == "__main__":
    main()
