"""Sources that a brief's body lists under a heading "Sources", for people who write no front matter."""

import re
from urllib.parse import unquote

_LONGEST = 4_096
"""Characters of an item; no path is longer."""
_HEADING = re.compile(r"^#{1,6}[ \t]+")
_SOURCES = re.compile(r"^#{1,6}[ \t]+sources:?(?:[ \t]+#+)?[ \t]*$", re.IGNORECASE)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(\S.*)$")
_LINK = re.compile(r"\[[^\]]*+\]\(\s*+(?:<([^>]++)>|([^\s)]++))[^)]*+\)")
_QUOTED = re.compile(r"`([^`]+)`|<([^<>]+)>")


def listed_sources(body: str) -> tuple[str, ...]:
    """The target of each item's link, what stands in backticks or angle brackets, or else the whole item."""
    inside = False
    found: list[str] = []
    for line in body.split("\n"):
        if _HEADING.match(line):
            inside = _SOURCES.match(line) is not None
        elif inside and len(line) <= _LONGEST and (item := _ITEM.match(line)):
            found.append(_path(item[1].strip()))
    return tuple(found)


def _path(item: str) -> str:
    if link := _LINK.search(item):
        return unquote(link[1] or link[2])
    quoted = _QUOTED.search(item)
    return (quoted[1] or quoted[2]) if quoted else item
