"""What stands apart on a screen stands apart in the text: elements that a page shows as blocks, by their name or their style.

The converter to Markdown knows the usual ones (paragraphs, lists, tables). Others, which it would run together with the words
beside them, get a name that it knows, or a space.
"""

import re
from collections.abc import Sequence

from bs4 import Tag
from bs4.element import NavigableString

from ghostwriter.sources.parser_process.layout_tables import unfold

_BLOCKS = frozenset(
    {
        "address", "center", "details", "dir", "fieldset", "figure", "frameset", "hgroup", "legend", "listing", "marquee",
        "multicol", "optgroup", "option", "search", "summary", "xmp",
    }
)  # fmt: skip
"""Blocks in every browser."""
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot", "colgroup"})
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "dfn", "em", "font", "i", "ins", "label", "mark",
        "nobr", "output", "rb", "slot", "small", "span", "strong", "time", "tt", "u", "var",
    }
)  # fmt: skip
"""Part of a line unless their style says otherwise, and of no meaning in the Markdown that is made."""
_MEANT = frozenset({"code", "q", "del", "s"})
"""Part of a line as well, with marks of their own in Markdown."""
_SHOWN_AS_BLOCK = frozenset({"block", "flex", "grid", "table", "list-item", "flow-root", "table-row", "table-caption"})
_SIDE_BY_SIDE = re.compile(r"(?:inline-)?(?:flex|grid)\b")
_AS_PART_OF_A_LINE = frozenset({"inline", "contents"})
_WHOLE_NUMBER = re.compile(r"\d{1,4}", re.ASCII)


def separate(shown: Sequence[tuple[Tag, str]]) -> None:
    """Set apart what is shown apart; each element comes with its ``display``, empty where nothing is said of it."""
    unfold(tag for tag, _ in shown)
    for tag, display in shown:
        if not tag.decomposed:
            _drop_odd_numbers(tag)
            _set_apart(tag, display)


def _set_apart(tag: Tag, display: str) -> None:
    if tag.name in {"dt", "dd"}:
        _close_the_one_before(tag)
    if _SIDE_BY_SIDE.match(display):
        for child in tag.find_all(recursive=False):
            _space_around(child)
    if display == "table-cell":
        _space_around(tag)
    elif _is_block(tag, display):
        _make_block(tag)
    elif "-" in tag.name:
        _space_between(tag)


def _make_block(tag: Tag) -> None:
    if tag.name in _BLOCKS | _INLINE | _ROW_GROUPS or "-" in tag.name:
        tag.name = "div"
    else:
        _space_around(tag)


def without_gluing(widget: Tag) -> None:
    """Take out what is seen and not read, such as a picture; words on both sides of it were never one."""
    if _ends_in_a_letter(widget.previous_sibling) and _begins_with_a_letter(widget.next_sibling):
        widget.insert_before(" ")
    widget.decompose()


def _is_block(tag: Tag, display: str) -> bool:
    if display in _SHOWN_AS_BLOCK or (tag.has_attr("slot") and tag.name in _INLINE):
        return tag.name in _INLINE | _BLOCKS | _MEANT or "-" in tag.name
    if tag.name in _ROW_GROUPS:
        return tag.find_parent("table") is None
    return tag.name in _BLOCKS and display not in _AS_PART_OF_A_LINE


def _drop_odd_numbers(tag: Tag) -> None:
    """The converter takes every digit of Unicode for one that can be counted with."""
    for name in ("colspan", "start"):
        if tag.has_attr(name) and not _WHOLE_NUMBER.fullmatch(str(tag[name])):
            del tag[name]


def _close_the_one_before(tag: Tag) -> None:
    """A term or description ends where the next one begins; the parser puts one into the other."""
    around = tag.find_parent(["dt", "dd", "dl"])
    if around is not None and around.name != "dl":
        around.insert_after(tag.extract())


def _space_around(tag: Tag) -> None:
    tag.insert_before(" ")
    tag.insert_after(" ")


def _space_between(tag: Tag) -> None:
    """Elements of a page's own are as a rule blocks, but where they stand in a word they are part of it."""
    if isinstance(tag.previous_sibling, Tag):
        tag.insert_before(" ")
    if isinstance(tag.next_sibling, Tag):
        tag.insert_after(" ")


def _ends_in_a_letter(before: object) -> bool:
    return _text(before)[-1:].isalnum()


def _begins_with_a_letter(after: object) -> bool:
    return _text(after)[:1].isalnum()


def _text(sibling: object) -> str:
    return sibling.get_text() if isinstance(sibling, Tag | NavigableString) else ""
