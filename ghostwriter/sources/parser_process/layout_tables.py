"""Tables that only lay out a page (newsletters, old pages) are no tables to a reader: their cells are read as paragraphs."""

from collections.abc import Iterable

from bs4 import Tag

_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_CELLS = frozenset({"td", "th"})
_SAYS_SO = frozenset({"presentation", "none"})
_OF_DATA = frozenset({"th", "caption"})


def unfold(shown: Iterable[Tag]) -> None:
    """Make blocks of the tables that lay out: those that say so, hold other tables, or have a single cell."""
    tables: list[Tag] = []
    parts: dict[int, list[Tag]] = {}
    around: set[int] = set()
    for tag in shown:
        if tag.decomposed or tag.name not in _PARTS | {"table"}:
            continue
        table = tag.find_parent("table")
        if tag.name == "table":
            tables.append(tag)
            around |= {id(table)}
        elif table is not None:
            parts.setdefault(id(table), []).append(tag)
    for table in tables:
        own = parts.get(id(table), [])
        if _lays_out(table, own, holds_another=id(table) in around):
            for tag in (table, *own):
                tag.name = "div"


def _lays_out(table: Tag, own: list[Tag], *, holds_another: bool) -> bool:
    if str(table.get("role") or "").strip().lower() in _SAYS_SO:
        return True
    if any(tag.name in _OF_DATA for tag in own):
        return False
    return holds_another or sum(tag.name in _CELLS for tag in own) == 1
