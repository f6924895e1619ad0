"""The names that a sentence has, and the numbers that are a part of one: grade 5, Windows 7, an item of a list."""

import re
from collections.abc import Iterator

from ghostwriter.verification.dates import MONTHS, WEEKDAYS
from ghostwriter.verification.flags.name_forms import COMMON, is_everyday

_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*")
_NUMBERED = (
    r"\b(?:grade|class|room|line|phase|type|chapter|section|level|group|team|no\.|number|route|highway|gate|platform|plant|unit|"
    r"block|ward|district|zone|lot|table|figure|page|volume|part|step|stage|round|season|episode|article|form|building|pier|"
    r"version|edition|model|sector|track|court|tier)\s+"
)
_BEFORE_ITS_NUMBER = re.compile(rf"{_NUMBERED}$", re.IGNORECASE)
_WITH_ITS_NUMBER = re.compile(rf"{_NUMBERED}\d+\b", re.IGNORECASE)
_PROPER = re.compile(r"(?<!^)\b[^\W\d_a-z][\w-]{0,60}\s$")
_SOON = 60
"""Characters before a figure in which the word that it numbers stands."""
_ITEM = re.compile(r"\d{1,3}[.)]?\s+[^\W\d_a-z]")
"""An item of a list that has lost its line."""


def names(sentence: str) -> Iterator[str]:
    """The words of names, lower-cased: capitalised ones, but for everyday words that merely begin the sentence; and grade 5."""
    for match in _NAME.finditer(sentence):
        words = match[0].split()
        begins = match.start() == 0 and (is_everyday(words[0]) or words[0].lower() in COMMON)
        for word in words[1:] if begins else words:
            if word.lower() not in MONTHS and word.lower() not in WEEKDAYS:
                yield word.removesuffix("'s").removesuffix("’s").lower()
    yield from (match[0].lower() for match in _WITH_ITS_NUMBER.finditer(sentence))


def is_numbering(sentence: str, start: int) -> bool:
    """Whether the figure that begins at ``start`` tells one thing from another, and counts nothing."""
    before = sentence[max(0, start - _SOON) : start]
    return _BEFORE_ITS_NUMBER.search(before) is not None or (start == 0 and _ITEM.match(sentence) is not None)


def is_part_of_a_name(sentence: str, start: int) -> bool:
    """Whether what begins at ``start`` stands right behind a capitalised word, as 7 does in Windows 7."""
    return _PROPER.search(sentence, max(0, start - _SOON), start) is not None
