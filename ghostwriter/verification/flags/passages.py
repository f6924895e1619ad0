"""Sentences as rows of terms, so that a stretch of a text can be laid beside a stretch of a source."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from ghostwriter.verification.words import terms

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,:]\d+)*")


@dataclass(frozen=True)
class Row:
    """The words of a stretch of text: where each starts, and the term that it stands for; "" for one that says nothing."""

    starts: tuple[int, ...]
    words: tuple[str, ...]
    terms: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Row":
        """Read a stretch of text."""
        found = list(_WORD.finditer(text))
        return cls(
            tuple(match.start() for match in found),
            tuple(match[0].lower() for match in found),
            tuple(_term(match[0]) for match in found),
        )

    def place(self, position: int) -> int:
        """The number of the first word that starts at a character or behind it."""
        return bisect_left(self.starts, position)

    def around(self, first: int, last: int, reach: int) -> frozenset[str]:
        """The terms of up to ``reach`` words before word ``first`` and from word ``last`` on."""
        beside = self.terms[max(0, first - reach) : first] + self.terms[last : last + reach]
        return frozenset(term for term in beside if term and not term[0].isdigit())


def _term(word: str) -> str:
    return min(terms(word), default="")
