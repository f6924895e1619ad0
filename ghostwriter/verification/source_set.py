"""Sources to check claims against, read once, and whether the claims are in their language."""

from collections.abc import Sequence
from dataclasses import dataclass

from ghostwriter.schema.source import Source
from ghostwriter.text.language import guess_language
from ghostwriter.text.words import in_the_language_of
from ghostwriter.verification.flags import SourceIndex


@dataclass(frozen=True)
class SourceSet:
    """Sources by id, and all of them as an index; where ``same_language`` is false, words cannot be compared, only figures."""

    sources: dict[str, Source]
    index: SourceIndex
    same_language: bool

    @classmethod
    def of(cls, sources: Sequence[Source], text: str) -> "SourceSet":
        """Read sources to check ``text`` against. It is the whole draft: a sentence is too short to tell its language by."""
        index = SourceIndex.of([source.text for source in sources])
        written = guess_language(text)
        known = written is not None and index.language is not None
        same = written == index.language if known else in_the_language_of(text, index.together)
        return cls({source.id: source for source in sources}, index, same)
