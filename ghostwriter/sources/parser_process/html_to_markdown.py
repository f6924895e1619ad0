"""A web page's main content as Markdown. Imports the parsers: ``apart`` runs it in a process of its own."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.hidden_text.html import drop_hidden
from ghostwriter.sources.loaders.loaded_text import LoadedText
from ghostwriter.sources.parser_process.blocks import without_gluing
from ghostwriter.text.whitespace import without_gaps

DEEPEST = 150
"""Elements within elements; a page nested deeper than this is a trap for what reads it recursively."""
_FURNITURE = ("nav", "header", "footer", "aside", "form", "menu")
_FURNITURE_ROLES = ("navigation", "banner", "contentinfo", "complementary", "search", "dialog")
_CONTENT = ("h1", "main", "article")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_SUPERSCRIPT = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def read_page(text: str) -> LoadedText:
    """Title and main content of a page.

    Raises:
        Unreadable: if it is nested too deeply, or holds no text.
    """
    # lxml closes what HTML lets authors leave open (<p>, <li>, <td>); html.parser would nest it. The blank line keeps
    # Beautiful Soup from warning that a page of one line looks like a file's name.
    page = BeautifulSoup("\n" + without_gaps(_XML_DECLARATION.sub("", text)), "lxml")
    _refuse_depth(page)
    title = _declared_title(page)
    taken_out = drop_hidden(page)
    main = _main(page)
    _drop_furniture(main)
    heading = main.find("h1")
    markdown = _Markdown(
        heading_style="ATX", bullets="-", escape_asterisks=False, escape_underscores=False
    ).convert_soup(main)
    if not markdown.strip():
        raise Unreadable("is a page without text")
    named = title[0] or (heading.get_text(" ") if heading else "") or title[1]
    return LoadedText(named, str(markdown), dict(taken_out))


class _Markdown(MarkdownConverter):
    """Headings, lists and tables stay; emphasis and links would only stand in a quote's way."""

    def _plain(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002  (markdownify's interface)
        return text

    convert_a = convert_b = convert_strong = convert_em = convert_i = _plain

    def convert_list(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Words that follow a list within an item of another one are not part of its last item."""
        converted = str(super().convert_list(el, text, parent_tags))  # type: ignore[misc]
        after = next((one for one in el.next_siblings if isinstance(one, Tag) or one.strip()), None)
        goes_on = after is not None and after.name not in {"ul", "ol"}
        return f"{converted}\n\n" if goes_on and "li" in parent_tags else converted

    convert_ul = convert_ol = convert_list

    def convert_rt(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """The reading of a sign stands above it, or in parentheses, which a page may bring itself."""
        return text if el.find_previous_sibling("rp") or not text.strip() else f"({text.strip()})"

    def convert_sup(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """``10<sup>6</sup>`` is not 106."""
        words = text.strip()
        return words.translate(_SUPERSCRIPT) if re.fullmatch(r"[+\u2212-]?\d+", words) else text


def _refuse_depth(page: Tag) -> None:
    """Measured without recursion."""
    level: list[Tag] = [page]
    for _ in range(DEEPEST):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
    if level:
        raise Unreadable(f"is a page with elements nested more than {DEEPEST} deep")


def _declared_title(page: BeautifulSoup) -> tuple[str, str]:
    """What the page calls itself for those who share it, and in the browser's tab."""
    shared = page.find("meta", property="og:title")
    tab = page.find("title")
    return str(shared.get("content") or "") if shared else "", tab.get_text(" ") if tab else ""


def _drop_furniture(main: Tag) -> None:
    for tag in main.find_all(_is_furniture):
        if tag.decomposed:
            continue
        if tag.find(_CONTENT):
            tag.name = "div"  # some pages are one large form, and a header may hold the headline
        elif tag.find_parent("blockquote") is None:  # where a footer says who is quoted
            without_gluing(tag)


def _is_furniture(tag: Tag) -> bool:
    return tag.name in _FURNITURE or tag.get("role") in _FURNITURE_ROLES


def _main(page: BeautifulSoup) -> Tag:
    """The element that holds the content: <main>, the only <article>, the body, or what there is."""
    articles = page.find_all("article")
    candidates = [page.find("main"), page.find(role="main"), articles[0] if len(articles) == 1 else None]
    return next((tag for tag in candidates if tag is not None and tag.get_text(strip=True)), page.body or page)
