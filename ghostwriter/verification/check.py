"""A text held against its sources without a model: flags, and the chance that something in it is unsupported."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from ghostwriter.verification.flags import Flag, SourceIndex, find_flags
from ghostwriter.verification.score import score
from ghostwriter.verification.seen import as_seen


class ScoredSentence(BaseModel):
    """``[start, end)`` are characters of the text; ``score`` is the chance that the sentence is unsupported."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    score: float


class Checked(BaseModel):
    """The answer of ``ghostwriter check`` for one text; all offsets are characters of it."""

    model_config = ConfigDict(frozen=True)

    id: str | int
    hard: bool
    score: float
    flags: tuple[Flag, ...]
    sentences: tuple[ScoredSentence, ...]


def check(
    text: str, sources: Sequence[str] | SourceIndex, question: str | None = None, identifier: str | int = ""
) -> Checked:
    """Check one text, plain or Markdown, of which only what a reader sees is looked at.

    What the ``question`` says counts as known. An index may be given to check many texts by it.
    """
    index = sources if isinstance(sources, SourceIndex) else SourceIndex.of(sources, question)
    seen = as_seen(text)
    flags = find_flags(seen, index)
    scored = score(seen, index, flags)
    found = sorted([*flags, *scored.spans], key=lambda flag: (flag.start, flag.end, flag.kind))
    return Checked(
        id=identifier,
        hard=any(flag.hard for flag in flags),
        score=scored.score,
        flags=tuple(flag.model_copy(update={"text": text[flag.start : flag.end]}) for flag in found),
        sentences=tuple(ScoredSentence(start=one.start, end=one.end, score=one.score) for one in scored.sentences),
    )
