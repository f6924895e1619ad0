"""Scores: what the model makes of a text's features."""

from collections.abc import Sequence
from dataclasses import dataclass

from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.score.features import aggregate, sentence_features
from ghostwriter.verification.score.lexicon import lexical
from ghostwriter.verification.score.model import load_model


@dataclass(frozen=True)
class SentenceScore:
    """``[start, end)`` are characters of the text."""

    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Scored:
    """The score of a text, those of its sentences, and a hint for each sentence that is likely to be unsupported."""

    score: float
    sentences: tuple[SentenceScore, ...]
    spans: tuple[Flag, ...]


def score(text: str, sources: SourceIndex, flags: Sequence[Flag]) -> Scored:
    """Score a text whose flags are known. From 0.5 on a text is more likely than not to hold something unsupported."""
    model = load_model()
    features = sentence_features(text, sources, flags)
    if not features:
        return Scored(0.0, (), ())
    scores = [model.sentence.chance(one.values) for one in features]
    sentences = tuple(
        SentenceScore(one.start, one.end, round(chance, 4)) for one, chance in zip(features, scores, strict=True)
    )
    spans = tuple(
        flag_at(
            text,
            one.start,
            one.end,
            "unsupported",
            f"little in the sources speaks for this ({one.score:.0%})",
            hard=False,
        )
        for one in sentences
        if one.score >= model.shown_from
    )
    whole = aggregate(features, scores, flags, lexical(text, sources))
    return Scored(round(model.text.chance(whole), 4), sentences, spans)
