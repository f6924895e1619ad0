"""Normalisation of text: visible characters stay, invisible ones are removed and counted."""

import re
import unicodedata
from collections import Counter

from ghostwriter.text.invisible import without_unseen
from ghostwriter.text.whitespace import without_gaps

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028]")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> tuple[str, Counter[str]]:
    r"""The text in its one form, and how much of it was invisible and removed, by its kind.

    NFC, ``\n`` line ends, no control characters, no trailing space, no gap without end, at most one blank line in a row, a
    final ``\n``.
    Doing it twice changes nothing, and every word stays.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n").replace("\x1f", " ")
    text, taken_out = _settled(text)
    lines = text.split("\n")
    text = without_gaps("\n".join(line.expandtabs(4).rstrip() for line in lines))
    return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n", taken_out


def _settled(text: str) -> tuple[str, Counter[str]]:
    """Until nothing more is found: what is removed, and what is composed, changes who stands beside whom."""
    taken_out: Counter[str] = Counter()
    while True:
        cleaned, found = without_unseen(text)
        cleaned = unicodedata.normalize("NFC", cleaned)
        taken_out += found
        if cleaned == text:
            return text, taken_out
        text = cleaned
