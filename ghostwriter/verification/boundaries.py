"""Where a quote may begin and end: not inside a word, and not inside a number with its sign and its unit mark."""

import re
import unicodedata

from ghostwriter.verification.words import is_spaceless

_REACH = 8
"""Characters on either side that decide."""
_CUT = "\0"
_LETTER = r"[^\W_]"
_JOINED = re.compile(
    rf"""
    \w['’‐‑-]?{_CUT}['’‐‑-]?\w                                         # cannot, can't, non-smoker
  | (?<!{_LETTER}){_LETTER}(?:{_CUT}\.|\.{_CUT}){_LETTER}(?!{_LETTER})  # U.S.
  | \d[.,:/‐-―−-]?{_CUT}[.,:/‐-―−-]?\d                                 # 1.25, 10:30, 24/7, 1932–36
  | (?<!\d)\d{{1,3}}(?:{_CUT}[ ]|[ ]{_CUT})\d{{3}}(?!\d)               # 12 000
  | (?:^|[\s(\[])[-−–+]{_CUT}\d                                        # -5
  | [$€£¥]{_CUT}\d
  | \d{_CUT}[ ]?[%‰°]
    """,
    re.VERBOSE,
)


def is_boundary(visible: str, at: int) -> bool:
    """Whether nothing that has to stay together is cut between the characters ``at - 1`` and ``at``."""
    if not 0 < at < len(visible):
        return True
    around = f"{visible[max(0, at - _REACH) : at]}{_CUT}{visible[at : at + _REACH]}"
    if not around.isascii():
        if _is_mark(visible[at]):
            return False
        around = "".join(_class(character) for character in around)
    return _JOINED.search(around) is None


def _class(character: str) -> str:
    """An accent or a vowel sign is a part of its word; a sign of a script without spaces joins nothing."""
    if _is_mark(character):
        return "a"
    return " " if is_spaceless(character) else character


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"
