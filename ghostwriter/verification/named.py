"""Names in a sentence."""

import re
from collections.abc import Iterator

from ghostwriter.verification.dates import MONTHS, WEEKDAYS
from ghostwriter.verification.flags.name_forms import COMMON, is_everyday
from ghostwriter.verification.quantity_kinds import LABELLED

_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*")


def names(sentence: str) -> Iterator[str]:
    """The words of names, lower-cased: capitalised ones, but for everyday words that merely begin the sentence; and grade 5."""
    for match in _NAME.finditer(sentence):
        words = match[0].split()
        begins = match.start() == 0 and (is_everyday(words[0]) or words[0].lower() in COMMON)
        for word in words[1:] if begins else words:
            if word.lower() not in MONTHS and word.lower() not in WEEKDAYS:
                yield word.removesuffix("'s").removesuffix("’s").lower()
    yield from (match[0].lower() for match in LABELLED.finditer(sentence))
