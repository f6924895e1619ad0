"""What of a web page no reader sees: removed, and counted by its kind; what is left is set apart as it is shown.

What a reader sees after a click, such as closed ``<details>``, is no secret and stays.
"""

from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from ghostwriter.sources.hidden_text.css.cascade import Cascade
from ghostwriter.sources.hidden_text.css.declarations import Style
from ghostwriter.sources.hidden_text.html_elements import CODE, NO_TEXT, NOT_SHOWN
from ghostwriter.sources.hidden_text.visibility import Sight
from ghostwriter.sources.parser_process.blocks import separate, without_gluing

COMMENTS, HIDDEN, SCRIPTS = "comments", "hidden elements", "scripts and styles"
ATTRIBUTES, WIDGETS = "texts in attributes", "texts in pictures and controls"
"""The kinds, as a person is told them."""
_WITH_TEXT = ("title", "alt", "aria-label", "aria-description", "placeholder", "content", "srcdoc")
_A_PARENTHESIS = 2
"""Characters; what browsers leave out around the reading of a sign is no longer than that."""


def drop_hidden(page: BeautifulSoup) -> Counter[str]:
    """Take out of a page what a reader does not see and a model would."""
    taken: Counter[str] = Counter()
    cascade = Cascade(page)
    taken[ATTRIBUTES] = sum(
        bool(str(tag.get(name) or "").strip()) for tag in page.find_all() if tag.name != "meta" for name in _WITH_TEXT
    )
    for string in page.find_all(string=lambda string: isinstance(string, PreformattedString)):
        if type(string).__name__ != "Doctype":
            taken[COMMENTS] += 1
        string.extract()
    shown = _drop_unseen(page, cascade, taken)
    widgets = page.find_all(lambda tag: tag.name in NO_TEXT)
    taken[WIDGETS] = sum(bool(tag.get_text(strip=True) or tag.get("value")) for tag in widgets)
    for widget in widgets:
        if not widget.decomposed:
            without_gluing(widget)
    separate(shown)
    return +taken


def _drop_unseen(page: BeautifulSoup, cascade: Cascade, taken: Counter[str]) -> list[tuple[Tag, str]]:
    """From the outside in, each element with what it takes over; what is taken away takes all along that is in it.

    Returns what is left, with its ``display``, in the order of the page.
    """
    waiting = [(child, Sight()) for child in page.children if isinstance(child, Tag)][::-1]
    emptied: list[Tag] = []
    shown: list[tuple[Tag, str]] = []
    while waiting:
        tag, around = waiting.pop()
        if tag.name in NO_TEXT:
            continue
        style = cascade.style(tag)
        here = around.within(style)
        kind = _kind(tag, style, here)
        if kind is not None:
            taken[kind] += 1
            tag.decompose()
            continue
        if tag.name != "link" and not here.readable:
            taken[HIDDEN] += around.readable and bool(tag.get_text(strip=True))
            _empty(tag)
            emptied.append(tag)
        shown.append((tag, style.get("display", "")))
        waiting += [(child, here) for child in tag.children if isinstance(child, Tag)][::-1]
    _drop(tag for tag in reversed(emptied) if not tag.get_text(strip=True))
    return shown


def _kind(tag: Tag, style: Style, here: Sight) -> str | None:
    """As what an element is taken out with all that is in it; None if it is not."""
    if tag.name in CODE:
        return SCRIPTS if tag.name != "link" and tag.get_text(strip=True) else None
    never = tag.name in NOT_SHOWN or tag.has_attr("hidden") or tag.has_attr("popover")
    if never or str(tag.get("aria-hidden") or "").strip().lower() == "true":
        return HIDDEN
    if tag.name == "rp" and len(tag.get_text(strip=True)) > _A_PARENTHESIS:
        return HIDDEN
    if tag.find("template", shadowrootmode=True, recursive=False):
        return HIDDEN  # a shadow is shown in place of what stands in it
    return HIDDEN if here.is_gone(style) else None


def _empty(tag: Tag) -> None:
    """Take away what stands in an element itself, and leave the elements within it."""
    for string in [child for child in tag.children if isinstance(child, NavigableString)]:
        string.extract()


def _drop(tags: Iterable[Tag]) -> None:
    for tag in tags:
        if not tag.decomposed:
            tag.decompose()
