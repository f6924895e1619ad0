"""Telephone numbers of ten digits, with or without a country's code, however they are grouped."""

import re
from collections.abc import Iterator

_PHONE = re.compile(r"(?<![\d.,-])(?:\+?\d{1,3}[\s.-])?(\(\d{3}\)|\d{3})[\s.-]{0,2}(\d{3})[\s.-](\d{4})(?![\d,]|\.\d)")


def phones(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the last ten digits of each."""
    for match in _PHONE.finditer(text):
        yield match.start(), match.end(), match[1].strip("()") + match[2] + match[3]
