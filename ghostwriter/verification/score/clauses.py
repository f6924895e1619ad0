"""The clauses of a sentence: the pieces in which something made up is pointed at."""

import re
from collections.abc import Iterator

_SPLIT = re.compile(
    r"[,;:]\s+|\s[–—-]\s|(?<=\w)\s(?=\()|"
    r"\s{1,99}(?=(?:and|but|or|while|with|which|where|who|because|although|though|as|including|that)\s)"
)


def clause_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each clause of the sentence ``text[start:end]``, in order."""
    at = start
    for match in _SPLIT.finditer(text, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if end > at:
        yield at, end
