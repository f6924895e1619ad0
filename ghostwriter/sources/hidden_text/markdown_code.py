"""Where Markdown shows markup as code, so that a reader sees it: fenced blocks, and code within a line.

What is not known for sure to be code is not: a comment taken for code would reach a model, and be seen by nobody.
"""

import bisect
import re

from ghostwriter.text.markdown import blocks

_RUN = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?=\n|\Z)")
_BEGINS_HTML = re.compile(r"(?:^|(?<=\n))[ \t>*+\d.)-]*<[a-zA-Z/!?]")


class Code:
    """The code in one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fences = {block.start: block.end for block in blocks(text) if block.kind == "code"}
        self._blank_lines = [found.start() for found in _BLANK_LINE.finditer(text)]
        self._runs: dict[int, list[int]] = {}
        for run in _RUN.finditer(text):
            self._runs.setdefault(len(run[0]), []).append(run.start())

    def paragraph_end(self, at: int) -> int:
        """Where the next blank line is, or the text's end."""
        place = bisect.bisect_left(self._blank_lines, at)
        return self._blank_lines[place] if place < len(self._blank_lines) else len(self._text)

    def fence_end(self, start: int) -> int | None:
        """The end of the block of code that a line opens; None if it opens none."""
        return self._fences.get(start)

    def span_end(self, start: int) -> int:
        """Behind the code that a backtick opens within a paragraph; behind its run of backticks, if that is closed nowhere."""
        found = _RUN.match(self._text, start)
        assert found is not None
        same = self._runs[len(found[0])]
        place = bisect.bisect_right(same, start)
        if place < len(same) and same[place] < self.paragraph_end(start):
            return same[place] + len(found[0])
        return found.end()

    def html_end(self, start: int) -> int | None:
        """Until where a line that begins like HTML makes everything HTML, backticks too; None if it does not."""
        return self.paragraph_end(start) if _BEGINS_HTML.match(self._text, start) else None
