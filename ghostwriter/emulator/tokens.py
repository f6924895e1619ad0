"""Token counts by a stated rule of thumb, as the real tokenizers are not public.

A token is four characters of text, and never less than one. A picture, a film or a document in bytes counts 1,600
tokens whatever its size.
"""

from collections.abc import Mapping
from typing import Any

CHARACTERS_PER_TOKEN = 4
_TOKENS_OF_MEDIA = 1_600
_COUNTED_BY_NAME = {"bytes": _TOKENS_OF_MEDIA * CHARACTERS_PER_TOKEN, "cachePoint": 0}
"""Characters that a member counts as, whatever it holds."""


def count(value: Any) -> int:
    """The tokens of a piece of a request or of an answer."""
    return max(1, -(-_characters(value) // CHARACTERS_PER_TOKEN))


def _characters(value: Any) -> int:
    characters, waiting = 0, [value]  # no recursion: a script may nest an answer as deep as it likes
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            characters += len(one)
        elif isinstance(one, Mapping):
            characters += sum(map(_characters_of_name, one))
            waiting += [inner for name, inner in one.items() if name not in _COUNTED_BY_NAME]
        elif isinstance(one, list):
            waiting += one
        else:
            characters += len(str(one))
    return characters


def _characters_of_name(name: str) -> int:
    # What wraps plain text is free, or a text would count more than its words.
    return _COUNTED_BY_NAME.get(name, 0 if name == "text" else len(name))
