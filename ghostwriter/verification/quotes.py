"""Verbatim quotes: found exactly or not at all, whatever the typesetting.

White space, quotation marks, dashes and emphasis may differ between a quote and its source, words and figures may not: a
fuzzy threshold would hide a changed word. The fuzzy match here only finds a passage to *show* beside a quote that failed.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

_SAME = {
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′‹›`´ʼ＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    "…": "...",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_LINK = re.compile(r"!?\[([^\]\[\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_LINE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_NUMBER_GLUE = ".,"


class Span(NamedTuple):
    """Characters ``[start, end)`` of the text that was searched."""

    start: int
    end: int


@dataclass(frozen=True)
class NormalisedText:
    """A text in its comparable form, and where each of its characters stands in the original."""

    text: str
    offsets: tuple[int, ...]


@functools.lru_cache(maxsize=256)
def normalised(text: str) -> NormalisedText:
    """The comparable form of a text: one kind of space, quotation mark and dash, no emphasis, no link targets."""
    skipped = _markup(text)
    characters: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text):
        if position in skipped or character in _INVISIBLE or _is_emphasis(text, position):
            continue
        if character.isspace():
            if characters and characters[-1] != " ":
                characters.append(" ")
                offsets.append(position)
            continue
        for plain in _SAME.get(character, character):
            characters.append(plain)
            offsets.append(position)
    return NormalisedText("".join(characters), tuple(offsets))


def find_quote(quote: str, text: str) -> Span | None:
    """Where a quote stands verbatim in a text, or None.

    It neither begins nor ends inside a word or a number. Quotation marks around it, and dots at its ends where it was cut,
    are the model's and may be left out of the comparison.
    """
    within = normalised(text)
    for candidate in _candidates(normalised(unicodedata.normalize("NFC", quote)).text.strip()):
        at = within.text.find(candidate)
        while at >= 0:
            end = at + len(candidate)
            if _whole(within.text, at, end):
                return Span(within.offsets[at], within.offsets[end - 1] + 1)
            at = within.text.find(candidate, at + 1)
    return None


def nearest_passage(quote: str, text: str, *, least: float = 60.0) -> str | None:
    """The passage most like a quote, to show what differs; None if nothing is alike (``least``: 0 to 100)."""
    from rapidfuzz import fuzz  # noqa: PLC0415  (only a quote that failed needs it)

    found = fuzz.partial_ratio_alignment(normalised(quote).text, normalised(text).text, score_cutoff=least)
    if found is None or found.dest_end <= found.dest_start:
        return None
    within = normalised(text).text
    start, end = found.dest_start, found.dest_end
    while start > 0 and within[start - 1].isalnum() and within[start].isalnum():
        start -= 1
    while end < len(within) and within[end - 1].isalnum() and within[end].isalnum():
        end += 1
    return within[start:end].strip()


def _candidates(quote: str) -> list[str]:
    bare = quote.strip("\"' ")
    uncut = re.sub(r"^(?:\.\.\.|\[\.\.\.\])\s*|\s*(?:\.\.\.|\[\.\.\.\])$", "", bare).strip()
    return [candidate for candidate in dict.fromkeys((quote, bare, uncut)) if re.search(r"\w", candidate)]


def _whole(text: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` cuts no word and no number in two."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start].isalnum() and before.isalnum():
        return False
    if text[end - 1].isalnum() and after.isalnum():
        return False
    if text[start].isdigit() and before and before in _NUMBER_GLUE and text[start - 2 : start - 1].isdigit():
        return False
    return not (text[end - 1].isdigit() and after and after in _NUMBER_GLUE and text[end + 1 : end + 2].isdigit())


def _markup(text: str) -> frozenset[int]:
    """Positions of what a reader of rendered Markdown does not see: link targets, quotation markers, escapes."""
    hidden: set[int] = set()
    for link in _LINK.finditer(text):
        hidden.update(range(link.start(), link.start(1)))
        hidden.update(range(link.end(1), link.end()))
    for pattern in (_LINE_MARK, _ESCAPE):
        for match in pattern.finditer(text):
            hidden.update(range(match.start(), match.end()))
    return frozenset(hidden)


def _is_emphasis(text: str, position: int) -> bool:
    """Asterisks and underscores that set type: not between two letters or digits, as in 2*3 or snake_case."""
    character = text[position]
    if character not in "*_":
        return False
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return not (before.isalnum() and after.isalnum())
