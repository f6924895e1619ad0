"""Checks of a text by its own and its sources' words: hard flags, which are proven, and hints."""

from collections.abc import Callable, Iterator

from ghostwriter.verification.flags import dates, figures, names, negation
from ghostwriter.verification.flags import misplaced_figures as binding
from ghostwriter.verification.flags import quotations as quoted
from ghostwriter.verification.flags.flag import Flag
from ghostwriter.verification.flags.source_index import SourceIndex

__all__ = ["Flag", "SourceIndex", "find_flags"]

FLAGGERS: tuple[Callable[[str, SourceIndex], Iterator[Flag]], ...] = (
    figures.flag,
    dates.flag,
    quoted.flag,
    names.flag,
    binding.flag,
    negation.flag,
)


def find_flags(text: str, sources: SourceIndex) -> list[Flag]:
    """All flags of a text, in order of their places."""
    found = [flag for flagger in FLAGGERS for flag in flagger(text, sources)]
    return sorted(found, key=lambda flag: (flag.start, flag.end, flag.kind))
