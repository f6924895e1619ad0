"""The style sheets that a Markdown file brings along, as far as their rules are simple: what they say of which tag."""

import re
from collections.abc import Collection, Iterator

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.hidden_text.css import Rule, Style, rules

MOST_LOOKS = 10_000_000
"""Declarations, each held against each tag: a text has a thousandth of that, and more takes longer than anybody waits."""
_STYLE_TAG = re.compile(r"<(/?)style\b", re.IGNORECASE)
_SIMPLE = re.compile(r"([a-zA-Z][\w-]*)?((?:[.#][\w-]+)*)")
_NAME = re.compile(r"[.#]?[\w-]+")


class Sheet:
    """The rules of one text, by the names (element, ``.class``, ``#id``) that a tag has to bear."""

    def __init__(self, text: str) -> None:
        self._rules: dict[frozenset[str], Style] = {}
        for rule in _rules(text):
            for selector in rule.selector.split(","):
                if asked := _asked(selector.strip()):
                    self._rules.setdefault(asked, {}).update(rule.style)
        if sum(1 + len(said) for said in self._rules.values()) * text.count("<") > MOST_LOOKS:
            raise Unreadable("has too many style rules for its tags; save what there is to read in it")

    def style(self, names: Collection[str]) -> Style:
        """What is said of a tag of these names; later rules over earlier ones."""
        style: Style = {}
        borne = frozenset(names)
        for asked, said in self._rules.items():
            if asked <= borne:
                style |= said
        return style


def _asked(selector: str) -> frozenset[str]:
    """The names in a simple selector; none of any other."""
    return frozenset(_NAME.findall(selector)) if _SIMPLE.fullmatch(selector) else frozenset()


def _rules(text: str) -> Iterator[Rule]:
    begun = None
    for tag in _STYLE_TAG.finditer(text):
        if tag[1] and begun is not None:
            yield from rules(text[begun : tag.start()].partition(">")[2])
        begun = None if tag[1] else tag.end() if begun is None else begun
