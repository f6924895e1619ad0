"""Source text in a prompt: between fences that it cannot close, and every line of it marked as the source's.

Delimiters alone can be talked over by a long enough text; a mark on every line cannot (Hines et al. 2024 call it
spotlighting). The marks stand at the beginning of lines and not between words, so that a passage copied out of a line is
verbatim as it is; where a passage runs over lines, ``without_marks`` takes them off again before the passage is looked for.

Fence and mark are made from the whole text, again and again until they do not occur in it: no text can hold its own, and the
same text always has the same, so that prompts, keys and recorded runs are the same as well.
"""

import functools
import hashlib
import itertools

_FENCE, _MARK = 12, 5
"""Hex digits; the longer one is seen twice, the shorter one on every line."""


@functools.lru_cache(maxsize=256)
def fence(text: str) -> str:
    """The fence that opens and closes a text in a prompt; it does not occur in it."""
    return next(digest for turn in itertools.count() if (digest := _digest(text, turn)[:_FENCE]) not in text)


@functools.lru_cache(maxsize=256)
def mark(text: str) -> str:
    """The mark before every line of a text in a prompt; it does not occur in it."""
    return next(made for turn in itertools.count() if (made := f"{_digest(text, turn)[-_MARK:]}|") not in text)


def marked(text: str) -> str:
    """The text with its mark before every line that is not empty."""
    before = f"{mark(text)} "
    return "\n".join(f"{before}{line}" if line else line for line in text.split("\n"))


def without_marks(words: str, text: str) -> str:
    """Words that were copied from the marked text, as they stand in the text itself."""
    return words.replace(f"{mark(text)} ", "").replace(mark(text), "")


def _digest(text: str, turn: int) -> str:
    salt = f"{turn}\n" if turn else ""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()
