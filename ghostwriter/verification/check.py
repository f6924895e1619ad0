"""A text compared with its sources without a model: flags, and the chance that something in it is unsupported."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from ghostwriter.text.alignment import AlignedText, Edit
from ghostwriter.text.seen import as_seen
from ghostwriter.text.whitespace import long_gaps
from ghostwriter.verification.flags import Flag, SourceIndex, find_flags
from ghostwriter.verification.score import score


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
    read = AlignedText(seen).edited(Edit(*gap) for gap in long_gaps(seen))
    flags = find_flags(read.text, index)
    scored = score(read.text, index, flags)
    found = sorted([*flags, *scored.spans], key=lambda flag: (flag.start, flag.end, flag.kind))
    return Checked(
        id=identifier,
        hard=any(flag.hard for flag in flags),
        score=scored.score,
        flags=tuple(_placed(flag, *read.original(flag.start, flag.end), text) for flag in found),
        sentences=tuple(
            ScoredSentence(start=start, end=end, score=one.score)
            for one in scored.sentences
            for start, end in [read.original(one.start, one.end)]
        ),
    )


def _placed(flag: Flag, start: int, end: int, text: str) -> Flag:
    now = {"start": start, "end": end, "text": text[start:end]}
    return flag if (flag.start, flag.text) == (start, now["text"]) else flag.model_copy(update=now)
