"""A web page's main content as Markdown. Imports the parsers: ``client`` runs it in a process of its own."""

import re
from collections.abc import Mapping

from lxml import etree, html
from lxml.html import HtmlElement

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.hidden_text.html import visible_elements
from ghostwriter.sources.loaders.loaded_text import LoadedText
from ghostwriter.sources.parser_process.markdown_writer import markdown
from ghostwriter.text.whitespace import without_gaps

DEEPEST = 150
"""Elements within elements; a page nested deeper than this is a trap for what reads it recursively."""
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")


def read_page(text: str) -> LoadedText:
    """Title and main content of a page; raises ``Unreadable`` if it is nested too deeply, or holds no text."""
    # libxml2 closes what HTML lets authors leave open (<p>, <li>, <td>).
    parser = html.HTMLParser(encoding="utf-8")
    try:
        page = html.document_fromstring(without_gaps(_XML_DECLARATION.sub("", text)).encode(), parser=parser)
    except etree.ParserError as error:  # there is not even a word
        raise Unreadable("is a page without text") from error
    _refuse_depth(page)
    shared, tab = _declared_titles(page)
    shown, taken_out = visible_elements(page)
    written, heading = _main(page, shown)
    if not written:
        raise Unreadable("is a page without text")
    return LoadedText(shared or heading or tab, written, dict(taken_out))


def _refuse_depth(page: HtmlElement) -> None:
    """Measured without recursion."""
    level = [page]
    for _ in range(DEEPEST):
        level = [child for tag in level for child in tag.iterchildren(etree.Element)]
    if level:
        raise Unreadable(f"is a page with elements nested more than {DEEPEST} deep")


def _declared_titles(page: HtmlElement) -> tuple[str, str]:
    """The title for those who share the page, and the title in the browser's tab."""
    shared = next((tag.get("content", "") for tag in page.iter("meta") if tag.get("property") == "og:title"), "")
    tab = next(page.iter("title"), None)
    return shared, "" if tab is None else tab.text_content()


def _main(page: HtmlElement, shown: Mapping[HtmlElement, str]) -> tuple[str, str]:
    """The text and the headline of what holds the content: <main>, the only <article>, the body, or what there is."""
    articles = [tag for tag in shown if tag.tag == "article"]
    named = [tag for tag in shown if tag.tag == "main"][:1] + [tag for tag in shown if tag.get("role") == "main"][:1]
    for part in [*named, *(articles if len(articles) == 1 else ()), *page.iterchildren("body"), page]:
        if part in shown and (written := markdown(part, shown)):
            heading = next((tag for tag in part.iter("h1") if tag in shown), None)
            return written, "" if heading is None else markdown(heading, shown)
    return "", ""
