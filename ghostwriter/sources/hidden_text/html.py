"""Tell what a reader of a web page sees from what is hidden, and count that by its kind.

What a reader sees after a click, such as closed ``<details>``, is no secret and stays.
"""

from collections import Counter

from lxml import etree
from lxml.html import HtmlElement

from ghostwriter.sources.hidden_text.cascade import Cascade, Element
from ghostwriter.sources.hidden_text.css import Style
from ghostwriter.sources.hidden_text.elements import CODE, NO_TEXT, NOT_SHOWN
from ghostwriter.sources.hidden_text.visibility import Sight

COMMENTS, HIDDEN, SCRIPTS = "comments", "hidden elements", "scripts and styles"
ATTRIBUTES, WIDGETS = "texts in attributes", "texts in pictures and controls"
"""The kinds, as a person is told them."""
_WITH_TEXT = ("title", "alt", "aria-label", "aria-description", "placeholder", "content", "srcdoc")
_LONGEST_PARENTHESIS = 2
"""Characters; what browsers leave out around the reading of a sign is no longer than that."""


def visible_elements(page: HtmlElement) -> tuple[dict[HtmlElement, str], Counter[str]]:
    """The elements of a page that a reader sees, in their order, with what styles say of their ``display``.

    Text that cannot be made out in an element of which others can is removed. Also returns how much is hidden, by its kind.
    """
    taken: Counter[str] = Counter()
    taken[ATTRIBUTES] = sum(
        bool(tag.get(name, "").strip()) for tag in page.iter(etree.Element) if tag.tag != "meta" for name in _WITH_TEXT
    )
    asides = (*page.itersiblings(preceding=True), *page.itersiblings(), *page.iter(etree.Comment, etree.PI))
    taken[COMMENTS] = len(asides)
    etree.strip_tags(page, etree.Comment, etree.PI)
    cascade = Cascade(page)
    waiting = [(Element.from_html_root(page), Sight())]
    shown: dict[HtmlElement, str] = {}
    widgets = 0
    while waiting:
        element, around = waiting.pop()
        tag = element.etree_element
        if tag.tag in NO_TEXT:
            widgets += sum(has_text(one) or bool(one.get("value")) for one in tag.iter(*NO_TEXT))
            continue
        style = cascade.style(element)
        here = around.within(style)
        if kind := _kind(tag, style, here):
            taken[kind] += has_text(tag) if kind == SCRIPTS else 1
            continue
        if not here.readable:
            taken[HIDDEN] += around.readable and has_text(tag)
            _empty(tag)
        shown[tag] = style["display"].text if "display" in style else ""
        waiting += [(child, here) for child in element.iter_children()][::-1]
    taken[WIDGETS] = widgets
    return shown, +taken


def has_text(tag: HtmlElement) -> bool:
    """True if there are words in an element."""
    return any(text.strip() for text in tag.itertext())


def _empty(tag: HtmlElement) -> None:
    """Remove what stands in an element itself, and leave the elements within it."""
    tag.text = None
    for child in tag:
        child.tail = None


def _kind(tag: HtmlElement, style: Style, here: Sight) -> str | None:
    """The kind of hidden text that an element is with all that is in it; None if it may be seen."""
    if tag.tag in CODE:
        return SCRIPTS
    if tag.tag in NOT_SHOWN or "hidden" in tag.attrib or "popover" in tag.attrib:
        return HIDDEN
    if tag.get("aria-hidden", "").strip().lower() == "true":
        return HIDDEN
    if tag.tag == "rp" and len("".join(tag.itertext()).strip()) > _LONGEST_PARENTHESIS:
        return HIDDEN
    if any(child.get("shadowrootmode") is not None for child in tag.iterchildren("template")):
        return HIDDEN  # a shadow is shown in place of what stands in it
    return HIDDEN if here.is_gone(style) else None
