"""Words and texts without what two spellings of the same may differ in: case, accents, marks."""

import functools
import re
import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ð": "d", "ı": "i"}
)
"""Those that are no letter with an accent, but are written without one where there is no better type."""
_GENITIVE = re.compile(r"['’]s?$")


def letters(text: str) -> str:
    """A text as its letters and digits, without case."""
    return "".join(character for character in text.casefold() if character.isalnum())


@functools.lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without case, accents, and what makes it a genitive."""
    plain = word if word.isascii() else _without_accents(word)
    return _GENITIVE.sub("", plain.casefold()).replace("’", "'")


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).translate(_LETTERS)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
