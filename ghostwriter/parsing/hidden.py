"""What of a web page no reader sees: taken out, and counted by its kind."""

from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from ghostwriter.parsing.styles import Style, background, declarations, hides, is_white, rules

COMMENTS, HIDDEN, CODE = "comments", "hidden elements", "scripts and styles"
ATTRIBUTES, WIDGETS = "texts in attributes", "texts in pictures and controls"
"""The kinds, as a person is told them."""
_CODE = frozenset({"script", "style", "link"})
_NOT_SHOWN = frozenset({"noscript", "template", "noframes", "datalist", "dialog"})
_NO_TEXT = frozenset(
    {
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "map",
        "img",
        "button",
        "select",
        "input",
        "textarea",
    }
)
"""Not hidden, and no text to read either."""
_WITH_TEXT = ("title", "alt", "aria-label", "aria-description", "placeholder", "content", "srcdoc")
_LONGEST_SHEET = 200_000
"""Characters of a style sheet that are looked at."""

type Sheet = dict[str, Style]
"""Declarations by a simple selector: a tag, a class or an id."""


def drop_hidden(page: BeautifulSoup) -> Counter[str]:
    """Take out of a page what a reader does not see and a model would."""
    taken: Counter[str] = Counter()
    sheet = _sheet(page)
    on_white = not sheet and page.find("link", rel="stylesheet") is None
    taken[ATTRIBUTES] = sum(
        bool(str(tag.get(name) or "").strip()) for tag in page.find_all() if tag.name != "meta" for name in _WITH_TEXT
    )
    for string in page.find_all(string=lambda string: isinstance(string, PreformattedString)):
        if type(string).__name__ != "Doctype":
            taken[COMMENTS] += 1
        string.extract()
    for tag in page.find_all():
        kind = _kind(tag, sheet, on_white=on_white)
        if kind is not None and not tag.decomposed:
            taken[kind] += 1
            tag.decompose()
    widgets = page.find_all(lambda tag: tag.name in _NO_TEXT)
    taken[WIDGETS] = sum(bool(tag.get_text(strip=True) or tag.get("value")) for tag in widgets)
    _drop(widgets)
    return +taken


def _kind(tag: Tag, sheet: Sheet, *, on_white: bool) -> str | None:
    if tag.decomposed or tag.name in _NO_TEXT:
        return None
    if tag.name in _CODE:
        return CODE if tag.name != "link" and tag.get_text(strip=True) else None
    if tag.name in _NOT_SHOWN or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return HIDDEN
    style = _style(tag, sheet)
    return HIDDEN if hides(style) or _on_its_own_colour(tag, style, sheet, on_white=on_white) else None


def _on_its_own_colour(tag: Tag, style: Style, sheet: Sheet, *, on_white: bool) -> bool:
    """Letters in the colour of what an element around them is painted in."""
    letters = background({"background": style.get("color", "")})
    if not letters:
        return False
    around = next((found for parent in tag.parents if (found := background(_style(parent, sheet)))), "")
    own = background(style)
    return (letters == around and not own) or (on_white and is_white(style) and not own and not around)


def _style(tag: Tag, sheet: Sheet) -> Style:
    """What rules say of an element, and what it says of itself, which weighs more."""
    if not tag.attrs and not sheet:
        return {}
    classes: str | list[str] = tag.get("class") or []
    names = [
        tag.name,
        *(f".{one}" for one in ([classes] if isinstance(classes, str) else classes)),
        f"#{tag.get('id')}",
    ]
    names += [f"{tag.name}{name}" for name in names[1:]]
    style: dict[str, str] = {}
    for name in names:
        style |= sheet.get(name, {})
    for attribute, said in (("color", "color"), ("bgcolor", "background-color")):
        if tag.get(attribute):
            style[said] = str(tag[attribute]).lower()
    return style | declarations(str(tag.get("style") or ""))


def _sheet(page: BeautifulSoup) -> Sheet:
    """The simple rules of the page's own style sheets."""
    sheet: Sheet = {}
    text = "\n".join(tag.get_text() for tag in page.find_all("style"))[:_LONGEST_SHEET]
    for selector, style in rules(text):
        sheet[selector] = {**sheet.get(selector, {}), **style}
    return sheet


def _drop(tags: Iterable[Tag]) -> None:
    for tag in tags:
        if not tag.decomposed:
            tag.decompose()
