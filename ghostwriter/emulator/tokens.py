"""How many tokens a text would be: a stated rule of thumb, as nobody outside knows the real tokenizers.

A token is four characters of text, and never less than one. A picture, a film or a document in bytes counts 1,600
tokens whatever its size.
"""

from collections.abc import Mapping
from typing import Any

CHARACTERS_PER_TOKEN = 4
_TOKENS_OF_MEDIA = 1_600


def count(value: Any) -> int:
    """The tokens of a piece of a request or of an answer."""
    return max(1, -(-_characters(value) // CHARACTERS_PER_TOKEN))


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(_characters_of(name, inner) for name, inner in value.items())
    if isinstance(value, list):
        return sum(map(_characters, value))
    return len(str(value))


def _characters_of(name: str, value: Any) -> int:
    if name == "bytes":
        return _TOKENS_OF_MEDIA * CHARACTERS_PER_TOKEN
    if name == "cachePoint":
        return 0
    # What wraps plain text is free, or a text would count more than its words.
    return _characters(value) + (0 if name == "text" else len(name))
