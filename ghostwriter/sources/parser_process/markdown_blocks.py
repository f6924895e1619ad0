"""Blocks of Markdown, and the lines in them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# Two characters that no page can hold stand for what is decided when the line is complete.
WIDGET, BREAK = "\0", "\1"
_BETWEEN_LETTERS = re.compile(rf"(?<=[^\W_]){WIDGET}+(?=[^\W_])")
_LINE_BREAK = re.compile(rf"[ \n]?{BREAK}[ \n]?")
_GAP = re.compile(r"[ \t\r\n]+")


class TextBlock(NamedTuple):
    """A paragraph, heading, list or table; ``tight`` if there is no blank line before it."""

    text: str
    tight: bool = False


def line_of(text: str) -> str:
    """A line of text, with single spaces and the line ends of the page."""
    text = _BETWEEN_LETTERS.sub(" ", text).replace(WIDGET, "")
    text = _GAP.sub(lambda gap: "\n" if {"\n", "\r"} & {*gap[0]} else " ", text)
    return _LINE_BREAK.sub("  \n", text).strip()


def joined(blocks: Iterable[TextBlock]) -> str:
    """The text of some blocks, with blank lines between those that are not tight."""
    texts = [("\n" if block.tight else "\n\n") + block.text for block in blocks if block.text]
    return "".join(texts).lstrip("\n")


def joined_line(blocks: Iterable[TextBlock]) -> str:
    """The text of some blocks in one line."""
    return _GAP.sub(" ", joined(blocks))


def indented(text: str, first: str, others: str) -> str:
    """The lines of a text, if there are any, each behind what is put before it."""
    lines = text.split("\n")
    after = (others + line if line else others.rstrip() for line in lines[1:])
    return "\n".join([first + lines[0], *after]) if text else ""
