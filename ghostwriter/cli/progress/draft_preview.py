"""The pane of the live view in which a draft's words appear while they are written."""

import re
import unicodedata
from dataclasses import dataclass

from rich.cells import chop_cells
from rich.text import Text

LINES = 4
"""Lines of the draft that are shown, the latest last."""
_KEPT = 4_000
"""Characters; a pane shows less."""
_WORD = re.compile(r"\S+")


@dataclass
class Words:
    """The end of what is being written, and how many words it has so far."""

    count: int = 0
    _tail: str = ""

    def add(self, text: str) -> None:
        """Add text, which may begin or end within a word."""
        open_before = bool(self._tail) and not self._tail[-1].isspace()
        goes_on = open_before and bool(text) and not text[0].isspace()
        self.count += len(_WORD.findall(text)) - goes_on
        self._tail = (self._tail + text)[-_KEPT:]

    def clear(self) -> None:
        """Forget them: the try failed, or the file is written."""
        self._tail, self.count = "", 0

    def render(self, width: int, lines: int = LINES) -> list[Text]:
        """The last lines, wrapped to ``width`` columns, safe to print."""
        wrapped = [row for line in only_visible(self._tail).splitlines() if line for row in _wrap(line, max(1, width))]
        return [Text(row, style="dim", no_wrap=True) for row in wrapped[-lines:]]


def only_visible(text: str) -> str:
    """Text that does nothing to a terminal: control, format and surrogate characters are left out, tabs are spaces."""
    return "".join(
        " " if character == "\t" else character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )


def _wrap(line: str, width: int) -> list[str]:
    """A line broken between words, and within one that is too wide; widths are columns of a terminal."""
    rows = [""]
    for word in line.split():
        joined = f"{rows[-1]} {word}" if rows[-1] else word
        if len(chop_cells(joined, width)) <= 1:
            rows[-1] = joined
        else:
            rows += chop_cells(word, width)
    return [row for row in rows if row]
