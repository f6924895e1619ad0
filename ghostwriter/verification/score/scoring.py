"""Scores: what the model makes of a text's features."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.score.features import PlacedFlags, TextFeatures, clause_features, text_features
from ghostwriter.verification.score.model import Model, load_model
from ghostwriter.verification.score.trees import chance

CLAUSES_FROM = 0.06
"""Sentences that are less likely unsupported than this are not looked into."""


@dataclass(frozen=True)
class SentenceScore:
    """``[start, end)`` are characters of the text."""

    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Scored:
    """The score of a text, those of its sentences, and a hint for each stretch that is likely to be unsupported."""

    score: float
    sentences: tuple[SentenceScore, ...]
    spans: tuple[Flag, ...]


def score(text: str, sources: SourceIndex, flags: Sequence[Flag]) -> Scored:
    """Score a text whose flags are known. From 0.5 on a text is more likely than not to hold something unsupported."""
    model = load_model()
    features = text_features(text, sources, flags)
    if not features.sentences:
        return Scored(0.0, (), ())
    chances = [model.sentence_chance(one.values) for one in features.sentences]
    whole = model.text_chance(features.whole, chances)
    sentences = tuple(
        SentenceScore(one.start, one.end, round(found, 4))
        for one, found in zip(features.sentences, chances, strict=True)
    )
    spans = tuple(_spans(text, sources, flags, features, chances, whole, model))
    return Scored(round(whole, 4), sentences, spans)


def text_context(features: TextFeatures, chances: Sequence[float], whole: float) -> dict[str, float]:
    """Features of a clause's text, and the probability of its ``sentence``."""
    return {
        "text": whole,
        "likeliest": max(chances),
        "sentences": float(len(chances)),
        "asked": features.whole["asked"],
    }


def _spans(  # noqa: PLR0913, PLR0917  (one step of the above)
    text: str,
    sources: SourceIndex,
    flags: Sequence[Flag],
    features: TextFeatures,
    chances: Sequence[float],
    whole: float,
    model: Model,
) -> Iterator[Flag]:
    """The clauses that are likely unsupported; those side by side as one."""
    context = text_context(features, chances, whole)
    placed = PlacedFlags(flags)
    for one, own in zip(features.sentences, chances, strict=True):
        if own < CLAUSES_FROM:
            continue
        start = end = -1
        likeliest = 0.0
        for clause in clause_features(text, one, sources, placed.touching(one.start, one.end)):
            found = chance(model.clauses.log_odds({**clause.values, **context, "sentence": own}))
            if found >= model.shown_from:
                start, end, likeliest = (clause.start if start < 0 else start), clause.end, max(likeliest, found)
            elif start >= 0:
                yield _hint(text, start, end, likeliest)
                start, likeliest = -1, 0.0
        if start >= 0:
            yield _hint(text, start, end, likeliest)


def _hint(text: str, start: int, end: int, likeliest: float) -> Flag:
    message = f"little in the sources speaks for this ({likeliest:.0%})"
    return flag_at(text, start, end, "unsupported", message, hard=False)
