"""Evidence shown where it stands: the marked words and what the source says around them."""

import re

from ghostwriter.report.page import EvidencePassage
from ghostwriter.schema.artifacts import CheckedEvidence
from ghostwriter.schema.record_parts import SourceRecord
from ghostwriter.text.quotes import find_quote

SURROUNDINGS = 300
"""Characters shown on either side of the evidence; a word that would be cut is left out."""

_WRAPPED = re.compile(r"(?<=[^\r\n]{50})\r?\n(?=[^\s#>|*+\-\d])")
"""A line's end within a paragraph: the line is long, and the next begins no item, heading, quotation or table."""


def unwrapped(text: str) -> str:
    """The text with paragraphs in one line each, so that they flow as wide as the page; it is just as long."""
    return _WRAPPED.sub(lambda end: " " * len(end[0]), text)


def passage(evidence: CheckedEvidence, source: SourceRecord, text: str) -> EvidencePassage:
    """The evidence within ``text``, which is the whole of its source.

    Raises:
        ValueError: if the offsets do not lie within the text.
    """
    if not 0 <= evidence.start < evidence.end <= len(text):
        raise ValueError(f"characters {evidence.start} to {evidence.end} do not lie within its {len(text)} characters")
    first, last = _first_shown(text, evidence.start), _last_shown(text, evidence.end)
    marked = text[evidence.start : evidence.end]
    return EvidencePassage(
        source=source,
        locator=evidence.locator,
        before=text[first : evidence.start].lstrip(),
        marked=marked,
        after=text[evidence.end : last].rstrip(),
        opens=not text[:first].strip(),
        closes=not text[last:].strip(),
        quoted_as=None if find_quote(evidence.quote, marked) else evidence.quote,
    )


def _first_shown(text: str, start: int) -> int:
    """The beginning of the surroundings: at a word, unless one word fills them all."""
    first = max(0, start - SURROUNDINGS)
    if first == 0 or text[first - 1].isspace():
        return first
    return next((at for at in range(first, start) if text[at].isspace()), first)


def _last_shown(text: str, end: int) -> int:
    """The end of the surroundings: after a word, unless one word fills them all."""
    last = min(len(text), end + SURROUNDINGS)
    if last == len(text) or text[last].isspace():
        return last
    return next((at for at in range(last, end, -1) if text[at - 1].isspace()), last)
