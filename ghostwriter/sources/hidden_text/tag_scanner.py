"""Tags and comments in a text, found one by one without a parser: each of them in one look, however long the text is."""

import html
import re
from typing import NamedTuple

_NAME = re.compile(r"</?([a-zA-Z][\w:-]{0,60})(?=[\s/>])")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s"'<>/=][^\s"'>/=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>][^\s>]*+)))?+"""
)
_CLOSE = re.compile(r"[\s/]*+>")
_LINE_START = re.compile(r"(?:^|\n)[ \t>]*$")
_ASIDES = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_MOST_ODD_NAMES = 3
"""Attributes with a ``<`` in their name; more is no tag but many that are not closed."""


class Markup(NamedTuple):
    """A tag, or with an empty name something that is not shown: a comment, a declaration, an instruction."""

    start: int
    end: int
    name: str = ""
    closing: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    def says(self, attribute: str) -> str | None:
        """The value of an attribute; None if it is not there."""
        return next((value for name, value in self.attributes if name == attribute), None)


MOST_TAGS = 300_000
"""More than a text of 5 MB has; looking at them takes longer than anybody waits."""
_LONGEST_CODE = 500
"""Characters before a tag in which a backtick makes code of it."""


class Scanner:
    """Finds markup in one text; remembers what does not follow any more, so that nothing is looked for twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._gone: set[str] = set()

    def at(self, start: int) -> Markup | None:
        """The tag or comment that begins at a ``<``; None if that is only a sign."""
        for opening, closing in _ASIDES:
            if self.text.startswith(opening, start):
                return self._aside(start, opening, closing)
        return self._tag(start)

    def ends(self) -> dict[int, int]:
        """The end of each closed element by its start; tags in comments and in code close nothing."""
        opened: dict[str, list[int]] = {}
        ends: dict[int, int] = {}
        at = 0
        while (start := self.text.find("<", at)) >= 0:
            found = self.at(start)
            at = start + 1 if found is None else found.end
            if found is None or not found.name or self._is_in_code(start):
                continue
            if not found.closing:
                opened.setdefault(found.name, []).append(start)
            elif opened.get(found.name):
                ends[opened[found.name].pop()] = found.end
        return ends

    def _is_in_code(self, at: int) -> bool:
        line = self.text[max(0, at - _LONGEST_CODE) : at].rpartition("\n")[2]
        return line.count("`") % 2 == 1

    def _aside(self, start: int, opening: str, closing: str) -> Markup | None:
        if opening == "<!" and not self.text[start + 2 : start + 3].isalpha():
            return None
        end = -1 if closing in self._gone else self.text.find(closing, start + len(opening))
        if end >= 0:
            return Markup(start, end + len(closing))
        self._gone.add(closing)
        begins_a_block = opening == "<!--" and _LINE_START.search(self.text[max(0, start - 100) : start])
        return Markup(start, len(self.text)) if begins_a_block else None

    def _tag(self, start: int) -> Markup | None:
        name = _NAME.match(self.text, start)
        if name is None:
            return None
        at, odd = name.end(), 0
        attributes: list[tuple[str, str]] = []
        while (found := _ATTRIBUTE.match(self.text, at)) and odd <= _MOST_ODD_NAMES:
            odd += "<" in found[1]
            value = next((value for value in found.groups()[1:] if value is not None), "")
            attributes.append((found[1].lower(), html.unescape(value)))
            at = found.end()
        close = _CLOSE.match(self.text, at)
        if close is None or "\n\n" in self.text[start : close.end()]:
            return None
        return Markup(start, close.end(), name[1].lower(), self.text[start + 1] == "/", tuple(attributes))
