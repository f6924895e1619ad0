"""Gaps: runs of white space, which say no more for being without end."""

import re
from collections.abc import Iterator

LONGEST_GAP = 200
"""Characters: more than any table, listing or poem has."""
_LONG = re.compile(rf"(?<!\s)\s{{{LONGEST_GAP + 1},}}")


def long_gaps(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each run that is longer, and what says as much: a space, or the end of a line or a paragraph."""
    for match in _LONG.finditer(text):
        before, newline, indentation = match[0].rpartition("\n")
        if not newline:
            yield *match.span(), " "
        else:
            ends = "\n\n" if "\n" in before else "\n"
            yield *match.span(), ends + (indentation if len(indentation) <= LONGEST_GAP else " ")


def without_gaps(text: str) -> str:
    """The text with no run of white space longer than ``LONGEST_GAP``, and but for that the same."""
    pieces: list[str] = []
    at = 0
    for start, end, instead in long_gaps(text):
        pieces += [text[at:start], instead]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text
