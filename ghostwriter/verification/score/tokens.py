"""Words with their stems: what two texts are compared by."""

import re
from functools import cache
from typing import NamedTuple

from Stemmer import Stemmer

from ghostwriter.verification.flags.name_forms import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_EVERYWHERE = """
    a about after all also an and any are as at be because been before but by can could did do does for from had has have he her
    him his how i if in into is it its it's just may more most no not now of off on one only or other our out over own said same
    says she should since so some such than that that's the their them then there these they this those through to under until
    up was we were what when where which while who why will with would you your
"""
_EMPTY = frozenset(_EVERYWHERE.split())


class Token(NamedTuple):
    """A word at ``[start, end)``: as written, without case and accents, and its stem."""

    start: int
    end: int
    text: str
    folded: str
    stem: str

    @property
    def speaks(self) -> bool:
        """Whether it is a content word rather than a function word."""
        return self.folded not in _EMPTY


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of ``text[start:end]``, with their places in the whole text."""
    return [
        Token(match.start(), match.end(), match[0], folded := fold(match[0]), stem(folded))
        for match in _WORD.finditer(text, start, len(text) if end is None else end)
    ]


@cache
def stem(word: str) -> str:
    """The stem of a folded word (Porter's English stemmer, snowballstem.org)."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def _stemmer() -> Stemmer:
    return Stemmer("english")
