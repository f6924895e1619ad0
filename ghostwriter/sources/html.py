"""HTML: the main content as Markdown, without navigation, scripts and what the page hides."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

ENDINGS = {".html", ".htm", ".xhtml"}
_LOOKS_LIKE_HTML = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html[\s>])", re.IGNORECASE)
NOT_CONTENT = (
    *("script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "video", "audio", "map"),
    *("nav", "header", "footer", "aside", "form", "button", "select", "input", "textarea", "dialog", "menu", "img"),
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_DEEPEST = 200
"""Elements within elements; a page nested deeper than this is a trap for parsers."""


def accepts(path: Path, text: str) -> bool:
    """HTML by its name, or by how it begins."""
    return path.suffix.lower() in ENDINGS or _LOOKS_LIKE_HTML.match(text) is not None


def load(text: str) -> tuple[str, str]:
    """Title and main content.

    Raises:
        ValueError: if nothing is left to read, or the page is nested too deeply.
    """
    from bs4 import BeautifulSoup, Comment  # noqa: PLC0415  (only HTML sources need it)
    from markdownify import MarkdownConverter  # noqa: PLC0415

    if _depth(text) > _DEEPEST:
        raise ValueError(f"its elements are nested more than {_DEEPEST} deep")
    page = BeautifulSoup(text, "lxml")
    title = _title(page)
    for comment in page.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    main = _main(page)
    for tag in main.find_all(NOT_CONTENT):
        if not (tag.name == "header" and tag.find(["h1", "h2"])):
            tag.decompose()
    for tag in [tag for tag in main.find_all(True) if _is_hidden(tag)]:
        if not tag.decomposed:
            tag.decompose()
    options: dict[str, Any] = {"heading_style": "ATX", "bullets": "-", "strip": ["a"], "escape_misc": False}
    markdown = MarkdownConverter(escape_asterisks=False, escape_underscores=False, **options).convert_soup(main)
    if not markdown.strip():
        raise ValueError("there is no text in the page")
    return title, markdown


def _depth(text: str) -> int:
    """How deep elements may be nested at most, by counting tags: parsers recurse, this does not."""
    deepest = depth = 0
    for closing, name in re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", text):
        if name.lower() in {"br", "hr", "img", "input", "meta", "link", "p", "li", "td", "tr", "th", "option", "wbr", "col"}:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _title(page: "BeautifulSoup") -> str:
    for found in (page.find("meta", property="og:title"), page.find("h1"), page.find("title")):
        if found is not None:
            words = str(found.get("content", "")) if found.name == "meta" else found.get_text(" ")
            if words.strip():
                return " ".join(words.split())
    return ""


def _main(page: "BeautifulSoup") -> "Tag":
    """The element that holds the content: <main>, a single <article>, the body, or what there is."""
    main = page.find("main") or page.find(attrs={"role": "main"})
    articles = page.find_all("article")
    return main or (articles[0] if len(articles) == 1 else None) or page.body or page


def _is_hidden(tag: "Tag") -> bool:
    if tag.attrs is None:
        return False  # already removed along with its parent
    return (
        tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(str(tag.get("style", ""))) is not None
    )
