"""Sentences made unsupported by withholding what supports them: a faithful sentence, and its sources without their best passages.

What is made up is plausible and on the subject, so it is learned from claims whose support was taken away, not from nonsense.
"""

import dataclasses
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.labelled import Labelled
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.score.tokens import tokens

SEED, PER_TEXT, FEWEST_STEMS = 5, 2, 4
LEAST_SHARE, OF_BEST, MOST_PASSAGES = 0.3, 0.55, 0.4


@dataclasses.dataclass(frozen=True)
class Withheld:
    """A text whose sentence at ``[start, end)`` has lost its support."""

    labelled: Labelled
    start: int
    end: int


def withheld(data: Sequence[Labelled]) -> Iterator[Withheld]:
    """A few sentences of each text that is not made from records."""
    hand = random.Random(SEED)  # noqa: S311  (not for secrets)
    for one in data:
        if one.set != "RAGTruth" or one.task == "Data2txt":
            continue
        faithful = [
            (start, end)
            for start, end in sentence_spans(one.text)
            if not any(first < end and start < last for first, last in one.spans)
        ]
        hand.shuffle(faithful)
        for start, end in faithful[:PER_TEXT]:
            sources = _without_support(one.text[start:end], one.sources)
            if sources is not None:
                yield Withheld(dataclasses.replace(one, sources=sources), start, end)


def _without_support(sentence: str, sources: Sequence[str]) -> tuple[str, ...] | None:
    """The sources without the passages that say most of a sentence; None where too much or nothing would go."""
    wanted = {token.stem for token in tokens(sentence) if token.speaks}
    passages = [(number, *span) for number, text in enumerate(sources) for span in sentence_spans(text)]
    stems = [{token.stem for token in tokens(sources[number], start, end)} for number, start, end in passages]
    counts = Counter(stem for found in stems for stem in found)
    weights = {stem: math.log(1 + len(passages) / max(1, counts[stem])) for stem in wanted}
    shares = [sum(weights[stem] for stem in wanted & found) / (sum(weights.values()) or 1.0) for found in stems]
    least = max(LEAST_SHARE, OF_BEST * max(shares, default=0.0))
    going = [passage for passage, share in zip(passages, shares, strict=True) if share >= least]
    if len(wanted) < FEWEST_STEMS or not going or len(going) > max(3, MOST_PASSAGES * len(passages)):
        return None
    left = list(sources)
    for number, start, end in reversed(going):
        left[number] = left[number][:start] + left[number][end:]
    return tuple(left)
