"""Where in a source something stands, in words that help a person to find it."""

import functools
from bisect import bisect_right

from ghostwriter.markdown import Block, Kind, blocks
from ghostwriter.verification.normalised import normalise

_NAMES: dict[Kind, str] = {"paragraph": "paragraph", "quote": "paragraph", "item": "list item", "row": "table row"}
_LONGEST_HEADING = 60


def locate(text: str, offset: int) -> str:
    """The heading that a character of ``text`` stands under, and its paragraph there: “Results”, paragraph 3.

    List items and table rows are counted for themselves. A heading locates itself by its words alone.
    """
    structure = _structure(text)
    index = max(0, bisect_right([block.start for block in structure], offset) - 1)
    heading = next((at for at in range(index, -1, -1) if _is_heading(structure, at)), None)
    place = _place(structure[0 if heading is None else heading + 1 : index + 1])
    if heading is None:
        return place
    words = _shown_heading(text, structure[heading])
    return f"“{words}”" if heading == index else f"“{words}”, {place}"


@functools.lru_cache(maxsize=128)
def _structure(text: str) -> tuple[Block, ...]:
    """The blocks of a source, in which many things are located."""
    return tuple(blocks(text))


def _is_heading(structure: tuple[Block, ...], index: int) -> bool:
    return index < len(structure) and structure[index].kind == "heading"


def _place(before: tuple[Block, ...]) -> str:
    """The last of some blocks, by the name of its kind and its number among those."""
    kind = before[-1].kind if before else "paragraph"
    if kind == "code":
        return "in the code"
    name = _NAMES.get(kind, "paragraph")
    return f"{name} {max(1, sum(_NAMES.get(block.kind) == name for block in before))}"


def _shown_heading(text: str, block: Block) -> str:
    """A heading's words, cut where they are long; in marks of its own, since a locator stands before quoted evidence."""
    words = normalise(text[block.start : block.end]).visible.replace('"', "'").strip()
    return words if len(words) <= _LONGEST_HEADING else f"{words[: _LONGEST_HEADING - 1].rstrip()}…"
