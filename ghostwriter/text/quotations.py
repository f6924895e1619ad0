"""Words in quotation marks, as an article prints them."""

import re
from collections.abc import Iterable, Iterator

from ghostwriter.text.quotes import stand_in_order
from ghostwriter.text.words import count_words

_FEWEST_WORDS = 3
"""Fewer words in quotation marks may be a title or irony."""
_QUOTED = re.compile(
    r"""
    (?<!\w)[“„"«]([^“”„"«»]+)[”“"»] | »([^«»]+)« | 「([^「」]+)」 | 『([^『』]+)』 | ‹([^‹›\n]+)›
  | (?<![`\w])``([^`\n]+?)(?:''|``)
  | (?<!\w)‘((?:[^‘’\n]|’(?=\w))+)’(?!\w)
  | (?<![\w'])'(?=[^\W\d_])((?:[^'\n]|'(?=\w)){1,999}[.,!?…]|(?:[^'\n]|'(?=\w)){1,999}[^\Ws](?='[\s.,;:!?)]|'$))'(?![\w'])
    """,
    re.VERBOSE,
)
"""Straight single marks only where they can be no apostrophes."""
_LEFT_OUT = re.compile(r"…|\.{3,}|\.(?:\s\.){2,}|\[[^\]]{0,999}\]")
_CLOSING = " ,.;:!?–—"


def quotations(text: str) -> list[str]:
    """Quotations of a text that are long enough to be somebody's words."""
    return [text[start:end] for start, end in placed_quotations(text)]


def placed_quotations(text: str) -> list[tuple[int, int]]:
    """Places of those quotations, without the marks around them."""
    places = []
    for match in _QUOTED.finditer(text):
        inside = next(group for group, words in enumerate(match.groups(), start=1) if words)
        stripped = match[inside].strip(_CLOSING)
        if count_words(stripped) >= _FEWEST_WORDS:
            start = match.start(inside) + match[inside].index(stripped)
            places.append((start, start + len(stripped)))
    return places


def stands_in(quotation: str, texts: Iterable[str]) -> bool:
    """Check that a text has a quotation; where words are left out or in brackets, its pieces in order.

    Its first letter may have changed its case, as it does when a quotation begins or goes on a sentence.
    """
    pieces = [stripped for piece in _LEFT_OUT.split(quotation) if (stripped := piece.strip(_CLOSING))]
    return any(stand_in_order(map(_forms, pieces), text) for text in texts)


def _forms(piece: str) -> Iterator[str]:
    yield piece
    yield piece[0].swapcase() + piece[1:]
