"""Which declarations hold for which element of a page: the rules of its own style sheets, and what elements say themselves."""

import re
from collections.abc import Iterable

import soupsieve
from bs4 import BeautifulSoup, Tag

from ghostwriter.sources.hidden_text.css.declarations import Style, declarations, settled
from ghostwriter.sources.hidden_text.css.stylesheets import holds_on_a_screen, rules, sheet_at

_SAYS_MORE = re.compile(r"#[\w-]+|(?<!\()\.[\w-]+|\[[^\]]*\]|(?<!:):(?!is\b|where\b|not\b)[\w-]+")
_NOT_FOR_A_MOMENT = re.compile(r":not\(\s*:(?:hover|focus|focus-within|focus-visible|active|target)\s*\)")
"""What holds all the time but for that moment."""
_LAST_PART = re.compile(r"(?<![^\s>+~])[^\s>+~]+$")
_KEY = re.compile(r"[#.]?[a-zA-Z][\w-]*")
_NOT_AN_ELEMENT = re.compile(
    r"::|:(?:before|after|first-line|first-letter|hover|focus|focus-within|focus-visible|active|visited|target)\b"
)
"""What is for a part of an element, or for a moment: an element is shown or not without it."""
_LAYERED = 1_000_000
"""More than any selector weighs: what lies in a layer yields to all that does not."""
_PRESENTATIONAL = (("color", "color"), ("text", "color"), ("bgcolor", "background-color"))


class Cascade:
    """The style of every element of one page; a property that nothing is said of is not in it."""

    def __init__(self, page: BeautifulSoup) -> None:
        self._said: dict[int, list[tuple[int, int, Style]]] = {}
        self._variables: dict[str, str] = {}
        index = _Index(page)
        for order, rule in enumerate(rule for sheet in _sheets(page) for rule in rules(sheet)):
            said = declarations(rule.declarations)
            selector = _NOT_FOR_A_MOMENT.sub("", rule.selector)
            if said and not _NOT_AN_ELEMENT.search(selector):
                self._variables |= {
                    name.lstrip("!"): value for name, value in said.items() if name.lstrip("!").startswith("--")
                }
                weight = _weight(rule.selector) - _LAYERED * rule.layered
                for tag in index.selected(selector):
                    self._said.setdefault(id(tag), []).append((weight, order, said))
        for tag in page.find_all(style=re.compile("--")):
            self._variables |= {
                name: value for name, value in declarations(str(tag["style"])).items() if name.startswith("--")
            }

    def style(self, tag: Tag) -> Style:
        """What holds for one element."""
        said: Style = {name: str(tag[attribute]).lower() for attribute, name in _PRESENTATIONAL if tag.get(attribute)}
        for _, _, rule in sorted(self._said.get(id(tag), ()), key=lambda one: one[:2]):
            said |= rule
        own = tag.get("style")
        if own:
            # An important rule of a sheet weighs more than what is said inline without that word.
            said |= declarations(str(own))
        return settled(said, self._variables) if said else said


class _Index:
    """Elements by what a selector can ask of them, so that each selector is held against few."""

    def __init__(self, page: BeautifulSoup) -> None:
        self._page = page
        self._tags: dict[str, list[Tag]] = {}
        self._all = page.find_all()
        for tag in self._all:
            for key in _keys(tag):
                self._tags.setdefault(key, []).append(tag)

    def selected(self, selector: str) -> Iterable[Tag]:
        """The elements that a selector is for; none, if it is one that no browser would know."""
        if re.fullmatch(r"[\w-]+|[#.][\w-]+", selector):
            return self._tags.get(selector if selector[0] in "#." else selector.lower(), ())
        try:
            compiled = soupsieve.compile(selector)
        except (soupsieve.SelectorSyntaxError, ValueError, NotImplementedError):
            return ()
        return [tag for tag in self._candidates(selector) if compiled.match(tag)]

    def _candidates(self, selector: str) -> Iterable[Tag]:
        if set(selector) & set("(,\\"):
            return self._all
        last = _LAST_PART.search(re.sub(r"\[[^\]]*\]|:[\w-]+", "", selector))
        keys = _KEY.findall(last[0]) if last else []
        if not keys:
            return self._all
        named = [self._tags.get(key if key[0] in "#." else key.lower(), []) for key in keys]
        return min(named, key=len)


def _keys(tag: Tag) -> Iterable[str]:
    yield tag.name.lower()
    classes: str | list[str] = tag.get("class") or []
    for one in classes.split() if isinstance(classes, str) else classes:
        yield f".{one}"
    if tag.get("id"):
        yield f"#{tag['id']}"


def _weight(selector: str) -> int:
    """Roughly what CSS calls specificity."""
    selector = re.sub(r":where\([^()]*\)", "", selector)
    return sum(100 if part[0] == "#" else 10 for part in _SAYS_MORE.findall(selector)) + bool(
        re.match(r"[a-zA-Z]", selector)
    )


def _sheets(page: BeautifulSoup) -> Iterable[str]:
    """The texts of the sheets that hold on a screen."""
    for tag in page.find_all(["style", "link"]):
        if not holds_on_a_screen(str(tag.get("media") or "all")):
            continue
        if tag.name == "style":
            yield tag.get_text()
        elif "stylesheet" in [str(one).lower() for one in tag.get("rel") or ()]:
            yield sheet_at(str(tag.get("href") or ""))
