"""One form for all text: what can be seen stays, word for word; what cannot be seen goes, and is counted."""

import re
import unicodedata

# Bidi controls, zero-width characters, soft hyphens, byte order marks, interlinear marks and Unicode tags:
# a reader does not see them, a model does.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TRAILING = re.compile(r"[ \t\u00a0]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> tuple[str, int]:
    """The text in its one form, and how many invisible characters were taken out of it.

    NFC, ``\\n`` line ends, no control characters, no trailing space, at most one blank line in a row, a final ``\\n``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text, invisible = _INVISIBLE.subn("", text)
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    text = _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text))
    return text.strip("\n") + "\n", invisible
