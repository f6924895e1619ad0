"""Markdown as blocks with their places in the text, by CommonMark and the tables of GitHub.

The parser is markdown-it-py. In two places the blocks differ from CommonMark's, so that no words are overlooked: indented text is
a paragraph, not code, and link definitions stay where they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

type Kind = Literal["heading", "paragraph", "item", "quote", "row", "code", "comment"]
PROSE: frozenset[Kind] = frozenset({"paragraph", "item", "quote", "row"})

_DEEPEST = 50
"""Quotations and items inside one another; what lies deeper is read as paragraphs."""
_LONGEST_TITLE, _TITLE_WITHIN = 1_000, 100_000
"""Characters of a heading that can be a title, and from a text's beginning, where it is looked for."""
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*")
_HEADING_MARKS = re.compile(r"#{1,6}(?:[ \t]+|$)")
_LINK = re.compile(r"!?\[([^\]]{0,999})\]\([^)]{0,999}\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`|(?<!\w)_|_(?!\w))")


@dataclass(frozen=True)
class Block:
    """One block; ``[start, end)`` is its content without markers, in characters. ``level`` is a heading's, else 0.

    Of a quotation the markers of its later lines are part of the content. The head of a table is no block.
    """

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
    lines = _Lines(text)
    found = [block for block in _parsed(text, lines) if block.end > block.start]
    found += [block for line in lines.unread() if (block := lines.block("paragraph", line, line + 1)).end > block.start]
    return sorted(found, key=lambda block: block.start)


def first_heading(text: str, deepest: int) -> str:
    """The words of the first heading of level 1 to ``deepest``; empty if there is none near the beginning of the text."""
    for block in blocks(text[:_TITLE_WITHIN]):
        if block.kind == "heading" and block.level <= deepest and block.end - block.start <= _LONGEST_TITLE:
            words = " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", text[block.start : block.end])).split())
            if words:
                return words
    return ""


class _Lines:
    """The lines of a text, and which of them a block has."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = [*(match.span() for match in _END_OF_LINE.finditer(text)), (len(text), len(text))]
        self._spans = list(zip([0, *(end for _, end in ends)], [start for start, _ in ends], strict=False))
        self._read = bytearray(len(self._spans))

    def read(self, first: int, last: int) -> None:
        """Note that lines ``[first, last)`` belong to a block, or say nothing."""
        self._read[first:last] = b"\1" * (last - first)

    def unread(self) -> Iterator[int]:
        """Lines that belong to no block; those of nothing but markers come out empty."""
        yield from (number for number, read in enumerate(self._read) if not read)

    def line(self, number: int) -> tuple[str, int]:
        """A line without white space at its end, and where it begins."""
        start, end = self._spans[number]
        return self._text[start:end].rstrip(), start

    def block(self, kind: Kind, first: int, last: int, content: str | None = None, level: int = 0) -> Block:
        """The block of lines ``[first, last)``; ``content`` is its text as the parser gives it, markers removed."""
        self.read(first, last)
        begin, start = self.line(first)
        words = content.split("\n", 1)[0].rstrip() if content else ""
        if words and begin.endswith(words):
            start += len(begin) - len(words)
        elif kind != "code" and (markers := _MARKERS.match(begin)) is not None:
            start += markers.end()
        end, at = self.line(last - 1)
        return Block(kind, start, max(start, at + len(end)), level)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  (a run with nothing to do reads no Markdown)

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _parsed(text: str, lines: _Lines) -> Iterator[Block]:
    tokens = _parser().parse(text)
    around: list[str] = []
    in_item = False
    for place, token in enumerate(tokens):
        if token.type in {"blockquote_open", "list_item_open"}:
            around.append(token.type)
            in_item = token.type == "list_item_open"
        elif token.type in {"blockquote_close", "list_item_close"}:
            around.pop()
        elif token.type == "paragraph_open":
            kind: Kind = "quote" if "blockquote_open" in around else "item" if in_item else "paragraph"
            in_item = False
            yield lines.block(kind, *_lines_of(token), tokens[place + 1].content)
        elif token.map is not None:
            yield from _other(token, tokens[place + 1 : place + 2], lines)


def _other(token: "Token", after: Sequence["Token"], lines: _Lines) -> Iterator[Block]:
    """A block that is no paragraph."""
    first, last = _lines_of(token)
    match token.type:
        case "heading_open":
            yield _heading(token, after[0], lines)
        case "tr_open" if after[0].type == "td_open":
            yield _row(lines, first)
        case "table_open":
            lines.read(first, first + 2)
        case "hr":
            lines.read(first, last)
        case "code_block":
            yield lines.block("paragraph", first, last)
        case "fence":
            yield lines.block("code", first, last)
        case "html_block":
            is_comment = token.content.lstrip().startswith("<!--")
            yield lines.block("comment" if is_comment else "paragraph", first, last, token.content.strip())


def _lines_of(token: "Token") -> tuple[int, int]:
    assert token.map is not None, "block tokens know their lines"
    return token.map[0], token.map[1]


def _heading(token: "Token", inline: "Token", lines: _Lines) -> Block:
    first, last = _lines_of(token)
    if token.markup in {"=", "-"}:  # the underline is no content
        lines.read(first, last)
        return lines.block("heading", first, max(first + 1, last - 1), inline.content, int(token.tag[1:]))
    lines.read(first, last)
    line, start = lines.line(first)
    marks = _HEADING_MARKS.search(line)
    at = marks.end() if marks else 0
    return Block("heading", start + at, start + at + len(inline.content), int(token.tag[1:]))


def _row(lines: _Lines, number: int) -> Block:
    """The cells of a row, without the outer bars."""
    line, start = lines.line(number)
    lines.read(number, number + 1)
    bar, end = line.find("|"), len(line)
    first = bar + 1 if bar >= 0 and not line[:bar].strip(" \t>") else len(line) - len(line.lstrip())
    last = end - 1 if line.endswith("|") and not line.endswith("\\|") else end
    return Block("row", start + first, start + max(first, last))
