"""A text held against its sources without a model: flags, and the chance that something in it is unsupported."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from ghostwriter.verification.flags import Flag, SourceIndex, find_flags
from ghostwriter.verification.score import score


class ScoredSentence(BaseModel):
    """``[start, end)`` are characters of the text; ``score`` is the chance that the sentence is unsupported."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    score: float


class Checked(BaseModel):
    """The answer of ``ghostwriter check`` for one text."""

    model_config = ConfigDict(frozen=True)

    id: str
    hard: bool
    score: float
    flags: tuple[Flag, ...]
    sentences: tuple[ScoredSentence, ...]


def check(
    text: str, sources: Sequence[str] | SourceIndex, question: str | None = None, identifier: str = ""
) -> Checked:
    """Check one text; what the ``question`` says counts as known. An index may be given to check many texts by it."""
    index = sources if isinstance(sources, SourceIndex) else SourceIndex.of(sources, question)
    flags = find_flags(text, index)
    scored = score(text, index, flags)
    return Checked(
        id=identifier,
        hard=any(flag.hard for flag in flags),
        score=scored.score,
        flags=tuple(sorted([*flags, *scored.spans], key=lambda flag: (flag.start, flag.end, flag.kind))),
        sentences=tuple(ScoredSentence(start=one.start, end=one.end, score=one.score) for one in scored.sentences),
    )
