"""Where in a source something stands, in words that help a person to find it."""

from bisect import bisect_right

from ghostwriter.markdown import PROSE, Block, blocks

_LONGEST_HEADING = 60


class Locator:
    """Locates offsets in one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: list[Block] = blocks(text)
        self._starts = [block.start for block in self._blocks]

    def __call__(self, offset: int) -> str:
        """The section and the paragraph in it, such as “Results”, paragraph 3."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        heading = next((i for i in range(index, -1, -1) if self._is(i, "heading")), None)
        first = 0 if heading is None else heading + 1
        number = sum(block.kind in PROSE for block in self._blocks[first : index + 1])
        paragraph = f"paragraph {max(1, number)}"
        if heading is None:
            return paragraph
        block = self._blocks[heading]
        words = " ".join(self._text[block.start : block.end].replace("*", "").split())
        shown = words if len(words) <= _LONGEST_HEADING else words[: _LONGEST_HEADING - 1].rstrip() + "…"
        return f"“{shown}”" if heading == index else f"“{shown}”, {paragraph}"

    def _is(self, index: int, kind: str) -> bool:
        return index < len(self._blocks) and self._blocks[index].kind == kind
