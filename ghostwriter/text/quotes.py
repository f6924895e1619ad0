"""Verbatim quotes: found exactly or not at all, whatever the typesetting.

A fuzzy threshold would hide a changed word. The fuzzy match here only finds a passage to *show* beside a quote that failed.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from rapidfuzz import fuzz

from ghostwriter.text.invisible import composed
from ghostwriter.text.normalise import NormalisedText, Span, normalise
from ghostwriter.text.words import is_spaceless

__all__ = ["Span", "find_quote", "is_boundary", "nearest_passage"]

_QUOTATION_MARKS = frozenset("'\"")
_CUT_SHORT = re.compile(r"^(?:…|\[…\])\s*|(?<!\s)\s*+(?:…|\[…\])$")
_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}|`{1,3}")
_LONGEST_MARK = 3
LONGEST_COMPARED = 300
"""Characters of a quote, by which the passage most like it is looked for: for each of them it may take as long as the text."""
_LEAST_ALIKE = 60.0
"""Of 100: below it, a passage is another one rather than a garbled one."""
_REACH = 8
"""Characters on either side that decide."""
_CUT = "\0"
_LETTER = r"[^\W_]"
_JOINED = re.compile(
    rf"""
    \w['’‐‑-]?{_CUT}['’‐‑-]?\w                                         # cannot, can't, non-smoker
  | (?<!{_LETTER}){_LETTER}(?:{_CUT}\.|\.{_CUT}){_LETTER}(?!{_LETTER})  # U.S.
  | \d[.,:/‐-―−-]?{_CUT}[.,:/‐-―−-]?\d                                 # 1.25, 10:30, 24/7, 1932–36
  | (?<!\d)\d{{1,3}}(?:{_CUT}[ ]|[ ]{_CUT})\d{{3}}(?!\d)               # 12 000
  | (?:^|[\s(\[])[-−–+]{_CUT}\d                                        # -5
  | [$€£¥]{_CUT}\d
  | \d{_CUT}[ ]?[%‰°]
    """,
    re.VERBOSE,
)


def find_quote(quote: str, text: str) -> Span | None:
    """Find a quote verbatim in a text; None if it does not occur.

    It neither begins nor ends inside a word or a number. One pair of quotation marks around it, and an ellipsis where it was
    cut short, are the quoter's: what is inside them has to stand verbatim.
    """
    within = _indexed(text)
    found = next(_places(_candidates(quote), within, 0), None)
    return _with_marks(within.original(*found), text) if found else None


def stand_in_order(pieces: Iterable[Iterable[str]], text: str) -> bool:
    """Tell whether of each piece one of its forms stands verbatim in a text, behind the piece before it."""
    within = _indexed(text)
    at = 0
    for forms in pieces:
        ends = [end for form in forms for _, end in islice(_places(_candidates(form), within, at), 1)]
        if not ends:
            return False
        at = min(ends)
    return True


def nearest_passage(quote: str, text: str, least: float = _LEAST_ALIKE) -> str | None:
    """The passage most like a quote, as a reader sees it, to show what differs; None if none is ``least`` (of 100) alike."""
    within = _indexed(text)
    found = fuzz.partial_ratio_alignment(normalise(quote[:LONGEST_COMPARED]).text, within.text, score_cutoff=least)
    if found is None or found.dest_end <= found.dest_start:
        return None
    start, end = found.dest_start, found.dest_end
    while not is_boundary(within.visible, start):
        start -= 1
    while not is_boundary(within.visible, end):
        end += 1
    return within.visible[start:end].strip()


@functools.lru_cache(maxsize=128)
def _indexed(text: str) -> NormalisedText:
    """The comparable form of a source, which is searched many times."""
    return normalise(text)


def _candidates(quote: str) -> dict[str, None]:
    """The quote as it is, then without what the quoter may have put around it; in order, each once."""
    whole = normalise(composed(quote)).text.strip()
    forms = [whole, _unquoted(whole), _CUT_SHORT.sub("", whole), _CUT_SHORT.sub("", _unquoted(whole))]
    forms.append(_unquoted(forms[2]))
    return dict.fromkeys(form for form in forms if re.search(r"\w", form))


def _unquoted(quote: str) -> str:
    if len(quote) > 1 and quote[0] in _QUOTATION_MARKS and quote[-1] in _QUOTATION_MARKS:
        return quote[1:-1].strip()
    return quote


def _with_marks(span: Span, text: str) -> Span:
    """The span with the marks of emphasis at its edges whose other halves are inside it."""
    start, end = span
    after = _EMPHASIS.match(text, end)
    if after and text.count(after[0], start, end) % 2:
        end = after.end()
    before = _EMPHASIS.match(text[max(0, start - _LONGEST_MARK) : start][::-1])
    if before and text.count(before[0], start, end) % 2:
        start -= len(before[0])
    return Span(start, end)


def _places(candidates: Iterable[str], within: NormalisedText, start: int) -> Iterator[tuple[int, int]]:
    """Places of candidates in a comparable text from ``start`` on that cut no word apart."""
    for candidate in candidates:
        at = within.text.find(candidate, start)
        while at >= 0:
            end = at + len(candidate)
            if is_boundary(within.visible, at) and is_boundary(within.visible, end):
                yield at, end
            at = within.text.find(candidate, at + 1)


def is_boundary(visible: str, at: int) -> bool:
    """Tell whether a quote may begin or end at a character: it then cuts no word, and no number with its sign and unit mark."""
    if not 0 < at < len(visible):
        return True
    around = f"{visible[max(0, at - _REACH) : at]}{_CUT}{visible[at : at + _REACH]}"
    if not around.isascii():
        if _is_mark(visible[at]):
            return False
        around = "".join(_class(character) for character in around)
    return _JOINED.search(around) is None


def _class(character: str) -> str:
    """An accent or a vowel sign is a part of its word; a sign of a script without spaces joins nothing."""
    if _is_mark(character):
        return "a"
    return " " if is_spaceless(character) else character


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"
