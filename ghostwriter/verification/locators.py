"""Locators: the place of a passage in its source, in words."""

import functools
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from ghostwriter.text.markdown import Block, Kind, blocks
from ghostwriter.text.normalise import normalise

_NAMES: dict[Kind, str] = {"paragraph": "paragraph", "quote": "paragraph", "item": "list item", "row": "table row"}
_LONGEST_HEADING = 60


def locate(text: str, offset: int) -> str:
    """The heading that a character of ``text`` stands under, and its paragraph there: “Results”, paragraph 3.

    List items and table rows are counted for themselves. A heading locates itself by its words alone.
    """
    structure = _structure(text)
    if not structure:
        return "paragraph 1"
    _, block, heading, number = structure[max(0, bisect_right(structure, offset, key=lambda placed: placed.start) - 1)]
    if heading is block:
        return f"“{_shown_heading(text, block)}”"
    place = "in the code" if block.kind == "code" else f"{_name(block)} {max(1, number)}"
    return f"“{_shown_heading(text, heading)}”, {place}" if heading else place


class _Placed(NamedTuple):
    """A block, the heading above it, if there is one, and how many of its kind there are up to it below that heading."""

    start: int
    block: Block
    heading: Block | None
    number: int


@functools.lru_cache(maxsize=128)
def _structure(text: str) -> tuple[_Placed, ...]:
    """The blocks of a source, in which many things are located."""
    placed: list[_Placed] = []
    heading: Block | None = None
    numbers: Counter[str] = Counter()
    for block in blocks(text):
        if block.kind == "heading":
            heading = block
            numbers.clear()
        numbers[_name(block)] += block.kind in _NAMES
        placed.append(_Placed(block.start, block, heading, numbers[_name(block)]))
    return tuple(placed)


def _name(block: Block) -> str:
    return _NAMES.get(block.kind, "paragraph")


def _shown_heading(text: str, block: Block) -> str:
    """A heading's words, cut where they are long; in marks of its own, since a locator stands before quoted evidence."""
    words = normalise(text[block.start : block.end]).visible.replace('"', "'").strip()
    return words if len(words) <= _LONGEST_HEADING else f"{words[: _LONGEST_HEADING - 1].rstrip()}…"
