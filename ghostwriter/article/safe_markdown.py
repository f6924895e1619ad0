"""Links, pictures and HTML in a draft that no fact's quote holds.

A hostile source cannot write the article, but it can talk a model into adding a link, or a picture that a reader's program
fetches. So a draft holds no links, no pictures and no HTML; no address but for one that stands in its facts, and that one in full
view; and invisible characters.
"""

import re
from collections.abc import Iterator, Sequence

from ghostwriter.schema.artifacts import Fact
from ghostwriter.text.invisible import counted_by_kind, without_unseen
from ghostwriter.text.markdown import blanked, blocks
from ghostwriter.verification.citations import without_citations

_UNSURE = re.compile(r"^(?=[ \t>*+\d.)-])[ \t>*+\d.)-]*(?:`{3,}|~{3,})", re.MULTILINE)
"""Code in an item or a quotation, or what looks like it: where it ends, and which lines it leaves, is not for us to tell."""
_SPAN = re.compile(r"(?<![`\\])(?P<tick>`+)(?!`)[^`\n]*(?P=tick)(?!`)")
_HTML = re.compile(
    r"<(?:script|img|iframe|svg|object|embed|style|link|meta|form|base|video|audio)\b[^<]{0,60}"
    r"|</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]{0,2000})?/?>|<!--|<!\[CDATA\[|<!DOCTYPE|<\?",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\](?=[(\[])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n^]{1,200}\]:[ \t]*\S{1,200}", re.MULTILINE)
_LINK = re.compile(r"\]\([ \t]{0,100}\n?[ \t]{0,100}(?=[^\s)])[^\n)]{0,200}\)?")
_ADDRESS = re.compile(
    r"(?<![\w])(?:(?:https?|ftps?|wss?|file|ssh|smb|gopher)://|(?:javascript|vbscript|mailto|tel):(?=\S)|data:[\w/+.-]+[;,]"
    r"|www\.(?=\w))[^\s<>\"'`\])}]{0,2000}",
    re.IGNORECASE,
)
_REFUSED = ((_PICTURE, "a picture"), (_LINK, "a link"), (_HTML, "HTML"), (_DEFINITION, "a link definition"))
_LONGEST_SHOWN = 60


def check_outward(draft: str, facts: Sequence[Fact]) -> None:
    """See that a draft stays on its page.

    Raises:
        ValueError: with what does not, for the model that wrote it.
    """
    quotes = "\n".join(fact.quote for fact in facts)
    # Also as it reads when its citations are gone: what stood on both sides of one may come together.
    for text in (draft, without_citations(draft)):
        if problem := next(_problems(_without_code(text), quotes), None):
            raise ValueError(problem)


def _without_code(text: str) -> str:
    """The text without its code; what is not known for sure to be code is not: a link in it could be followed."""
    places = [] if _UNSURE.search(text) else [block for block in blocks(text) if block.kind == "code"]
    closed = [(block.start, block.end) for block in places if _is_closed(text[block.start : block.end])]
    return _SPAN.sub("", blanked(text, closed))


def _is_closed(code: str) -> bool:
    """Whether a block of code ends with its fence, rather than with the text."""
    first, _, last = code.lstrip(" ").partition("\n")
    last = last.rpartition("\n")[2].strip(" ")
    return len(last) >= len(first) - len(first.lstrip(first[0])) and not last.strip(first[0])


def _problems(draft: str, quotes: str) -> Iterator[str]:
    if unseen := without_unseen(draft)[1]:
        yield f"the article holds what no reader sees ({counted_by_kind(unseen)}); write visible characters only"
    for pattern, what in _REFUSED:
        if found := pattern.search(draft):
            yield f"the article holds {what}, {_shown(found[0])}; it is plain Markdown without pictures, links and HTML"
    for address in (found[0] for found in _ADDRESS.finditer(draft)):
        if address.rstrip(".,;:!?)") not in quotes:
            yield f"the article holds the address {_shown(address)}, which stands in no fact's quote; leave it out"


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…")
