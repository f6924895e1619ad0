"""Markdown of a part of a page: headings, lists and tables stay; emphasis and links would only stand in a quote's way.

Elements that a page shows as blocks, by their name or their style, are separate in the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import dropwhile, takewhile

from lxml.html import HtmlElement

from ghostwriter.sources.hidden_text.elements import NO_TEXT
from ghostwriter.sources.parser_process.markdown_blocks import (
    BREAK,
    WIDGET,
    TextBlock,
    indented,
    joined,
    joined_line,
    line_of,
)

_FURNITURE = frozenset({"nav", "header", "footer", "aside", "form", "menu"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
_CONTENT = ("h1", "main", "article")
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_BLOCKS = _FURNITURE | _ROW_GROUPS | {
    "address", "article", "blockquote", "body", "caption", "center", "colgroup", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "hr", "html", "legend", "li",
    "listing", "main", "marquee", "multicol", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table",
    "td", "th", "tr", "ul", "xmp",
}  # fmt: skip
_SHOWN_AS_BLOCK = frozenset({"block", "flex", "grid", "table", "list-item", "flow-root", "table-row", "table-caption"})
_SIDE_BY_SIDE = re.compile(r"(?:inline-)?(?:flex|grid)\b")
_MARKS = {
    "code": "``", "kbd": "``", "samp": "``", "del": ("~~", "~~"), "s": ("~~", "~~"), "q": '""', "rt": "()", "sup": ("", ""),
}  # fmt: skip
"""Marks before and behind the text of inline elements."""
_SUPERSCRIPT = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_WHOLE_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_MOST_COLUMNS = 1_000
type _Node = str | HtmlElement


def markdown(part: HtmlElement, displays: Mapping[HtmlElement, str]) -> str:
    """The Markdown of a part of a page; ``displays`` holds what styles say of the ``display`` of its elements."""
    return joined(_Writer(displays).blocks(part))


class _Writer:
    def __init__(self, displays: Mapping[HtmlElement, str]) -> None:
        self._displays = displays
        self._written_by: Mapping[str, Callable[[HtmlElement], list[TextBlock]]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            **dict.fromkeys(("ul", "ol"), self._list),
            **dict.fromkeys(("dt", "dd"), self._definition),
            **dict.fromkeys(_MARKS, lambda tag: [TextBlock(self._marked(tag))]),
            "blockquote": lambda tag: [TextBlock(indented(joined(self.blocks(tag)), "> ", "> "))],
            "hr": lambda _: [TextBlock("---")],
            "pre": self._code,
            "table": self._table,
        }

    def blocks(self, tag: HtmlElement) -> list[TextBlock]:
        """The blocks within an element."""
        return self._blocks(self._flat(tag))

    def _blocks(self, nodes: Iterable[_Node]) -> list[TextBlock]:
        made: list[TextBlock] = []
        line: list[str] = []
        for node in (*nodes, None):
            if isinstance(node, str):
                line.append(node)
                continue
            made.append(TextBlock(line_of("".join(line))))
            line.clear()
            if node is not None:
                made += self._block(node)
        return [block for block in made if block.text]

    def _content(self, tag: HtmlElement) -> Iterator[_Node]:
        """Text and elements within an element, without what no reader sees."""
        yield tag.text or ""
        for child in tag.iterchildren():
            if child in self._displays:
                yield child
            elif child.tag in NO_TEXT:
                yield WIDGET
            yield child.tail or ""

    def _flat(self, tag: HtmlElement) -> Iterator[_Node]:
        """Text and blocks within an element, those in inline elements among them."""
        around = " " if _SIDE_BY_SIDE.match(self._displays[tag]) else ""
        for node in self._content(tag):
            if isinstance(node, str):
                yield node
                continue
            yield around
            if self._is_block(node):
                yield node
            else:
                yield from self._inline(node)
            yield around

    def _is_block(self, tag: HtmlElement) -> bool:
        if tag.tag in _BLOCKS or tag.get("role") in _FURNITURE_ROLES:
            return True
        return self._displays[tag] in _SHOWN_AS_BLOCK or tag.get("slot") is not None

    def _inline(self, tag: HtmlElement) -> Iterator[_Node]:
        if tag.tag == "br":
            yield BREAK
        elif tag.tag in _MARKS:
            text = "".join(tag.itertext())
            yield " " if text[:1].isspace() else ""
            yield self._marked(tag)
            yield " " if text[-1:].isspace() else ""
        else:
            cell = self._displays[tag] == "table-cell"
            own = (
                "-" in tag.tag
            )  # a page's own elements are mostly blocks, but where they stand in a word they are part of it
            before, after = tag.getprevious(), tag.getnext()
            yield " " if cell or (own and before is not None and not before.tail) else ""
            yield from self._flat(tag)
            yield " " if cell or (own and after is not None and not tag.tail) else ""

    def _marked(self, tag: HtmlElement) -> str:
        """The text of an inline element that has a mark in Markdown; ``10<sup>6</sup>`` is not 106."""
        text = joined(self.blocks(tag))
        if tag.tag == "sup":
            return text.translate(_SUPERSCRIPT) if re.fullmatch(r"[+\u2212-]?\d+", text) else text
        if tag.tag == "rt" and any(one in self._displays for one in tag.itersiblings("rp", preceding=True)):
            return text  # the page brings the parentheses itself
        before, after = _MARKS[tag.tag]
        if before == "`" and next(tag.iterancestors("code", "kbd", "samp"), None) is not None:
            return text
        if before == "`" in text:
            before, after = "`` ", " ``"
        return f"{before}{text}{after}" if text else ""

    def _block(self, tag: HtmlElement) -> list[TextBlock]:
        if self._is_furniture(tag):
            return []
        write = self._written_by.get(tag.tag, self.blocks)
        return write(tag)

    def _heading(self, tag: HtmlElement) -> list[TextBlock]:
        text = joined_line(self.blocks(tag))
        return [TextBlock(f"{'#' * int(tag.tag[1])} {text}" if text else "")]

    def _code(self, tag: HtmlElement) -> list[TextBlock]:
        text = self._verbatim(tag).strip("\n")
        return [TextBlock(f"```\n{text}\n```" if text else "")]

    def _is_furniture(self, tag: HtmlElement) -> bool:
        """True if an element is not content; but a form may hold all of a page, and a footer in a quotation name its author."""
        if tag.tag not in _FURNITURE and tag.get("role") not in _FURNITURE_ROLES:
            return False
        if any(one in self._displays for one in tag.iterdescendants(*_CONTENT)):
            return False
        return next(tag.iterancestors("blockquote"), None) is None

    def _verbatim(self, tag: HtmlElement) -> str:
        made: list[str] = []
        for node in self._content(tag):
            if isinstance(node, str):
                made.append(node.replace(WIDGET, ""))
            else:
                end = "\n" if node.tag == "br" or self._is_block(node) else ""
                made += [end if node.tag != "br" else "", self._verbatim(node), end]
        return "".join(made)

    def _list(self, tag: HtmlElement) -> list[TextBlock]:
        number = _number(tag, "start")
        made: list[TextBlock] = []
        for node in self._flat(tag):
            if isinstance(node, str) or node.tag != "li":
                # What stands in a list and in no item belongs to the item before it.
                made += [TextBlock(indented(block.text, "  ", "  "), tight=True) for block in self._blocks([node])]
                continue
            mark = "- " if tag.tag == "ul" else f"{number}. "
            number += 1
            made.append(TextBlock(indented(joined(self.blocks(node)), mark, " " * len(mark)), tight=True))
        return [TextBlock(joined(made), tight=next(tag.iterancestors("li"), None) is not None)]

    def _definition(self, tag: HtmlElement) -> list[TextBlock]:
        """A term or a description; the parser puts the next one into it where it is not closed."""
        nodes = list(self._flat(tag))
        own = self._blocks(takewhile(_is_no_definition, nodes))
        text = joined_line(own) if tag.tag == "dt" else indented(joined(own), ":   ", "    ")
        return [TextBlock(text, tight=tag.tag == "dd"), *self._blocks(dropwhile(_is_no_definition, nodes))]

    def _lays_out(self, table: HtmlElement) -> bool:
        """True if a table only lays out a page: it says so, holds another one, or has a single cell."""
        if table.get("role", "").strip().lower() in {"presentation", "none"}:
            return True
        parts = [node.tag for node in self._parts(table) if not isinstance(node, str)]
        if "th" in parts or "caption" in parts:
            return False
        return parts.count("td") == 1 or any(one in self._displays for one in table.iterdescendants("table"))

    def _parts(self, tag: HtmlElement) -> Iterator[_Node]:
        """The rows of a table, each before its cells, and what stands in a table and in no cell."""
        for node in self._content(tag):
            if isinstance(node, str) or node.tag not in {"tr", *_ROW_GROUPS}:
                yield node
                continue
            if node.tag == "tr":
                yield node
            yield from self._parts(node)

    def _table(self, table: HtmlElement) -> list[TextBlock]:
        if self._lays_out(table):
            return self.blocks(table)
        rows: dict[HtmlElement, list[HtmlElement]] = {}
        strays: list[_Node] = []
        for node in self._parts(table):
            if isinstance(node, str) or node.tag not in {"tr", "td", "th"}:
                strays.append(node)
            elif node.tag == "tr":
                rows[node] = []
            else:
                rows.setdefault(node.getparent(), []).append(node)
        lines: list[str] = []
        for row, cells in rows.items():
            columns = [max(1, min(_MOST_COLUMNS, _number(cell, "colspan"))) for cell in cells]
            texts = [joined_line(self.blocks(cell)) for cell in cells]
            line = "|" + "".join(f" {text}{' |' * count}" for text, count in zip(texts, columns, strict=True))
            rule = f"| {' | '.join(['---'] * sum(columns))} |"
            if lines or not cells:
                lines += [line] if cells else []
            elif all(cell.tag == "th" for cell in cells) or row.getparent().tag == "thead":
                lines += [line, rule]
            else:
                lines += [f"| {' | '.join([''] * sum(columns))} |", rule, line]
        return [*self._blocks(strays), TextBlock("\n".join(lines))]


def _number(tag: HtmlElement, attribute: str) -> int:
    said = tag.get(attribute, "")
    return int(said) if _WHOLE_NUMBER.fullmatch(said) else 1


def _is_no_definition(node: _Node) -> bool:
    return isinstance(node, str) or node.tag not in {"dt", "dd"}
