"""One form for all text: what can be seen stays, word for word; what cannot be seen goes, and is counted."""

import re
import unicodedata

# Scripts and symbols that are written with joiners: without them Persian words change and emoji fall apart.
_JOINED = (
    "\u0590-\u061b\u061d-\u10ff\u1780-\u180d\u180f-\u1cff\ua800-\uabff"
    "\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A reader does not see these, a model does: bidi controls, zero-width characters, soft hyphens, byte order marks,
# interlinear marks, Unicode tags, and variation selectors where there is nothing to vary.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    f"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
    f"|(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
    "|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> tuple[str, int]:
    r"""The text in its one form, and how many invisible characters were taken out of it.

    NFC, ``\n`` line ends, no control characters, no trailing space, at most one blank line in a row, a final ``\n``.
    Doing it twice changes nothing, and every word stays.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n").replace("\x1f", " ")
    text, invisible = _INVISIBLE.subn("", _CONTROL.sub("", text))
    lines = unicodedata.normalize("NFC", text).split("\n")
    text = "\n".join(line.expandtabs(4).rstrip() for line in lines)
    return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n", invisible
