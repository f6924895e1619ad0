"""Characters that no reader sees but that change what is read, shown by their names instead.

Embeddings, overrides and isolates of the bidirectional algorithm can turn a passage around
(https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing); control characters are dropped by browsers in silence.
"""

import re

_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_KEPT = frozenset("\t\n\r")
_DELETE = 0x7F

_SHOWN = (
    {code: f"⟨U+{code:04X}⟩" for code in _TURNING}
    | {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _KEPT}
    | {_DELETE: "␡"}
    | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
)
_UNSEEN = re.compile(f"[{re.escape(''.join(map(chr, _SHOWN)))}]")


def made_visible(text: str) -> str:
    """The text with each such character replaced by what stands for it."""
    return _UNSEEN.sub(lambda found: _SHOWN[ord(found[0])], text)
