"""Headings of a Markdown text, as far as a title needs them."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_LINK = re.compile(r"!?\[([^\]]{0,999})\]\([^)]{0,999}\)")
_LONGEST = 1_000
"""Characters; a longer line is no heading, whatever it begins with."""
_EMPHASIS = re.compile(r"(\*\*|__|\*|`|(?<!\w)_|_(?!\w))")


def first_heading(markdown: str, deepest: int) -> str:
    """The words of the first heading of level 1 to ``deepest``; empty if there is none. Code is not looked into."""
    return next((words for level, words in headings(markdown) if level <= deepest and words), "")


def headings(markdown: str) -> Iterator[tuple[int, str]]:
    """Level and words of every heading, without their Markdown."""
    fence = previous = ""
    for line in markdown.split("\n"):
        if len(line) > _LONGEST:
            previous = ""
            continue
        mark = _FENCE.match(line)
        if fence:
            closes = mark is not None and mark[1].startswith(fence) and not line.strip().strip(fence[0])
            fence, previous = ("" if closes else fence), ""
        elif mark:
            fence, previous = mark[1], ""
        elif atx := _ATX.match(line):
            yield len(atx[1]), _words(_without_closing_signs(atx[2]))
            previous = ""
        elif previous and (underline := _SETEXT.match(line)):
            yield (1 if underline[1].startswith("=") else 2), _words(previous)
            previous = ""
        else:
            previous = "" if line.startswith(("    ", "\t", ">", "- ", "* ", "|")) else line.strip()


def _without_closing_signs(heading: str) -> str:
    """Words of a heading without its closing signs."""
    words = heading.rstrip(" \t")
    bare = words.rstrip("#")
    return bare if bare.endswith((" ", "\t")) else words


def _words(heading: str) -> str:
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", heading)).split())
