"""Words in quotation marks, as an article prints them."""

import re
from collections.abc import Iterable, Iterator

from ghostwriter.verification.quotes import find_quote
from ghostwriter.verification.words import count_words

FEWEST_WORDS = 3
"""Fewer words in quotation marks may be a title or irony."""
_QUOTED = re.compile(
    r"""
    (?<!\w)[“„"«]([^“”„"«»]+)[”“"»] | »([^«»]+)« | 「([^「」]+)」
  | (?<!\w)‘((?:[^‘’\n]|’(?=\w))+)’(?!\w)
    """,
    re.VERBOSE,
)
_LEFT_OUT = re.compile(r"…|\.{3,}|\[[^\]]*\]")
_CLOSING = " ,.;:!?–—"


def quotations(text: str) -> list[str]:
    """What stands between quotation marks and is long enough to be somebody's words."""
    found = (next(filter(None, match.groups())).strip(_CLOSING) for match in _QUOTED.finditer(text))
    return [quotation for quotation in found if count_words(quotation) >= FEWEST_WORDS]


def stands_in(quotation: str, texts: Iterable[str]) -> bool:
    """Whether a text holds a quotation, piece by piece where words are left out or put in brackets.

    Its first letter may have changed its case, as it does when a quotation begins or goes on a sentence.
    """
    pieces = [stripped for piece in _LEFT_OUT.split(quotation) if (stripped := piece.strip(_CLOSING))]
    return any(all(any(find_quote(form, text) for form in _forms(piece)) for piece in pieces) for text in texts)


def _forms(piece: str) -> Iterator[str]:
    yield piece
    yield piece[0].swapcase() + piece[1:]
