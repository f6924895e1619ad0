"""Validation of the values of a brief's keys. Each function raises ValueError with what it expected."""

import re
from typing import Any

from ghostwriter.bedrock.knowledge_bases.query import Asked, BedrockAgent, KnowledgeBase, asked_source

MOST_TEXTS = 100
"""Things that an article is to have, or not to have."""
MOST_SOURCES = 500
"""Entries; a folder is one of them."""
SHORTEST, LONGEST = 50, 20_000
"""Words of an article."""
_NUMBER = r"\d{1,3}(?:[,_ ]\d{3}){1,3}|\d{1,6}"
_WORDS = re.compile(
    rf"(?:about |around |circa |ca\.? ?|~ ?)?({_NUMBER})(?:\s?(?:-|\u2013|to)\s?({_NUMBER}))?(?: words?)?",
    re.IGNORECASE | re.ASCII,
)
_SHARE = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(%?)", re.ASCII)


def text(value: Any) -> str:
    """Text as it is written, so that ``title: 1984`` and ``language: no`` are what they look like."""
    if isinstance(value, bool | list | dict | None):
        raise ValueError("expected text, in quotes if it has ': ' in it or begins with '[' or '{'")  # noqa: TRY004
    return str(value)


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of them; empty ones do not count."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str | None) for item in items):
        raise ValueError("expected text or a list of texts, in quotes where there is ': ' in one")
    if len(items) > MOST_TEXTS:
        raise ValueError(f"expected at most {MOST_TEXTS} texts, got {len(items):,}")
    return tuple(item.strip() for item in items if item and item.strip())


def sources(value: Any) -> tuple[str | Asked, ...]:
    """Paths, and mappings that name something to be asked; one of them or a list."""
    items = list(value) if isinstance(value, list | tuple) else [value]
    if not all(isinstance(item, str | dict | None | KnowledgeBase | BedrockAgent) for item in items):
        raise ValueError("expected a path or a list of paths, in quotes where there is ': ' in one")
    if len(items) > MOST_SOURCES:
        raise ValueError(f"expected at most {MOST_SOURCES} entries, got {len(items):,}; name a folder")
    read = [asked_source(item) if isinstance(item, dict) else item for item in items]
    return tuple(item.strip() if isinstance(item, str) else item for item in read if item and str(item).strip())


def length_in_words(value: Any) -> int | None:
    """A number of words: 800, "1,200", "about 800 words"; of a range, such as 600-800, the middle."""
    ends = _ends(value)
    return sum(ends) // len(ends) if ends else None


def word_range(value: Any) -> tuple[int, int] | None:
    """A range of words, such as 600-800; None for anything else."""
    ends = _ends(value)
    return (ends[0], ends[1]) if len(ends) > 1 else None


def _ends(value: Any) -> list[int]:
    if value is None:
        return []
    match = None if isinstance(value, bool) else _WORDS.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"expected a number of words, such as 800 or 600-800, got {value!r}")
    ends = [int(re.sub("[,_ ]", "", number)) for number in match.groups() if number]
    if ends != sorted(ends) or not all(SHORTEST <= end <= LONGEST for end in ends):
        raise ValueError(f"expected {SHORTEST} to {LONGEST:,} words, got {value!r}")
    return ends


def share(value: Any) -> float | None:
    """A share of 0 to 1, or per cent of it."""
    if value is None:
        return None
    match = None if isinstance(value, bool) else _SHARE.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"expected a share such as 0.9 or 90%, got {value!r}")
    number = float(match[1]) / (100 if match[2] else 1)
    if number > 1:
        raise ValueError(f"expected a share of 0 to 1 or 0% to 100%, got {value!r}")
    return number
