"""Names in sources: acronyms, initials, compounds, addresses, and words in front of other names."""

import functools
import re
from itertools import pairwise

from ghostwriter.verification.flags.name_forms import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w'’.-]*(?:\s+(?:(?:of|the|and|for|de|&)\s+)*[^\W\d_a-z][\w'’.-]*)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_HYPHENATED = re.compile(r"\b[^\W_]+(?:[-‐‑][^\W_]+)+")
_CAMEL = re.compile(r"\b(?=[^\W\d_]*[a-z][A-Z])[^\W\d_]++\b")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ACRONYM = re.compile(r"\b(?:[A-Z]{2,8}|(?:[A-Z]\.){2,8})(?![a-z])")
LONGEST_ACRONYM = 8
"""Letters."""
_RUN_TOGETHER = re.compile(r"[@#_/\d]|\w[.&]\w")
_NAME_BEFORE = re.compile(r"[\s-][\w.'’-]*?[^\W\d_a-z]")
"""Read from its end."""
_LONGEST_NAME = 100
"""Characters."""


def words_of(text: str) -> frozenset[str]:
    """Every word, folded; the parts of WordsLikeThis, acronyms without their dots, and compounds without their hyphens."""
    found = {fold(word) for word in _WORD.findall(text)}
    found |= {match[0].replace(".", "").casefold() for match in _DOTTED.finditer(text)}
    found |= {fold(re.sub(r"[-‐‑ ]", "", match[0])) for match in _HYPHENATED.finditer(text)}
    for match in _CAMEL.finditer(text):
        parts = [part.casefold() for part in _HUMPS.findall(match[0])]
        found |= {*parts, *(one + other for one, other in pairwise(parts))}
    return frozenset(found)


def acronyms_of(text: str) -> frozenset[str]:
    """The words that are all capitals, dots left out."""
    return frozenset(match[0].replace(".", "") for match in _ACRONYM.finditer(text))


def initials_of(text: str) -> frozenset[str]:
    """The acronyms that a text's names would make."""
    found: set[str] = set()
    for match in _CAPITALISED.finditer(text):
        parts = [part for part in re.split(r"[\s-]+", match[0]) if part[:1].isupper()]
        for start in range(len(parts)):
            for end in range(start + 2, min(len(parts), start + 7) + 1):
                found.add("".join(part[0] for part in parts[start:end]).upper())
    return frozenset(found)


def run_together(text: str) -> str:
    """Words of more than letters, such as addresses and tags."""
    return " ".join(one for one in text.split() if _RUN_TOGETHER.search(one))


@functools.lru_cache(maxsize=4096)
def follows_a_name(word: str, text: str) -> bool:
    """Check that a word follows a capitalised one, or its hyphen."""
    return any(
        _NAME_BEFORE.match(text[max(0, match.start() - _LONGEST_NAME) : match.start()][::-1])
        for match in re.finditer(rf"(?i:{re.escape(word)})\b", text)
    )


@functools.lru_cache(maxsize=4096)
def is_in_a_compound(word: str, text: str) -> bool:
    """Check that a word is part of a compound with a hyphen."""
    if f"-{word}" not in text and f"{word}-" not in text:
        return False
    name = re.escape(word)
    return re.search(rf"\w-{name}\b|\b{name}-\w", text) is not None
