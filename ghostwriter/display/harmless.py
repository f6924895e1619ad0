"""The last look at what goes to a stream: nothing in it may do more than show text, whoever wrote it.

Text of others is freed of what a terminal obeys where it becomes part of a line (``unseen.printable``). This is for what was
forgotten: it is spelt out, and seen. Colours and the cursor are the displays' own, on a terminal only.
"""

import re

_OBEYED = (
    "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_ON_A_TERMINAL = re.compile(rf"{_OBEYED}|\x1b(?!\[[0-9;?]*[A-Za-z])")
_ELSEWHERE = re.compile(rf"{_OBEYED}|\x1b|\r(?!\n)")


def harmless(text: str, *, painted: bool) -> str:
    """The text with what a terminal obeys spelt out; ``painted`` lets colours and movements of the cursor be."""
    return (_ON_A_TERMINAL if painted else _ELSEWHERE).sub(_spelt, text)


def _spelt(character: re.Match[str]) -> str:
    return character[0].encode("unicode_escape").decode()
