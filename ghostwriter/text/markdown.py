"""Markdown as blocks with offsets: as much of it as articles and sources need to be read sentence by sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

type Kind = Literal["heading", "paragraph", "item", "quote", "row", "code", "rule", "comment"]
PROSE: frozenset[Kind] = frozenset({"paragraph", "item", "quote", "row"})

_HEADING = re.compile(r" {0,3}(#{1,6})\s+")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_QUOTE = re.compile(r"^\s*>\s?")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r" {0,3}(?:[-*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"[\s|:-]+$")
_FENCE = re.compile(r" {0,3}(```|~~~)")


@dataclass(frozen=True)
class Block:
    """One block; ``[start, end)`` is its content without markers, in characters. ``level`` is a heading's, else 0."""

    kind: Kind
    start: int
    end: int
    level: int = 0


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each comment; one that is never closed is none."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + len("<!--"))) >= 0:
        yield start, end + len("-->")
        start = text.find("<!--", end)


def blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in those places, lines kept: every other character keeps its offset."""
    characters = list(text)
    for start, end in places:
        characters[start:end] = ["\n" if character == "\n" else " " for character in characters[start:end]]
    return "".join(characters)


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in order. Lines of one paragraph, item or quotation belong together."""
    found: list[Block] = []
    fence: str | None = None
    commented = False
    for line, at in _lines(text):
        stripped = line.strip()
        mark = _FENCE.match(line)
        if fence or mark:
            found.append(Block("code", at, at + len(line)))
            fence = None if fence and stripped.startswith(fence) else fence or (mark[1] if mark else None)
        elif commented or stripped.startswith("<!--"):
            found.append(Block("comment", at, at + len(line)))
            commented = "-->" not in stripped
        elif not stripped:
            found.append(Block("rule", at, at))
        else:
            _add(found, _block(line, at))
    return [block for block in found if block.end > block.start]


def _lines(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield line.rstrip("\r\n"), at
        at += len(line)


def _block(line: str, at: int) -> Block:
    end = at + len(line.rstrip())
    if heading := _HEADING.match(line):
        words = line[heading.end() :].rstrip().rstrip("#").rstrip()
        return Block("heading", at + heading.end(), at + heading.end() + len(words), len(heading[1]))
    if _RULE.match(line) or (_TABLE_RULE.match(line) and "|" in line):
        return Block("rule", at, end)
    if _ROW.match(line):
        return Block("row", at + line.index("|") + 1, at + line.rindex("|"))
    for kind, marker in (("quote", _QUOTE), ("item", _ITEM)):
        if match := marker.match(line):
            return Block(kind, at + match.end(), end)  # type: ignore[arg-type]
    return Block("paragraph", at + len(line) - len(line.lstrip()), end)


def _add(found: list[Block], block: Block) -> None:
    """Join a line to the block above if it goes on there."""
    last = found[-1] if found else None
    if block.kind == "rule" and last is not None and last.kind == "row":
        found[-1] = Block("rule", last.start, last.end)  # the header of a table states nothing
        return
    goes_on = (
        last is not None
        and last.end > last.start
        and (
            (block.kind == "paragraph" and last.kind in {"paragraph", "item", "quote"})
            or block.kind == last.kind == "quote"
        )
    )
    if goes_on and last is not None:
        found[-1] = Block(last.kind, last.start, block.end, last.level)
    else:
        found.append(block)
