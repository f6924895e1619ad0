"""What of a Markdown file a reader of the rendered page does not see: taken out, and counted by its kind.

Code is let be: there it is seen. A text file is read as it stands, so nothing of it is hidden.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ghostwriter.parsing.styles import declarations, hides, is_white

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_REFERENCE = re.compile(
    r"^ {0,3}\[(?://|comment|#|\.|_|~)\]:[ \t]*(?:<>|#|[^\s]{1,200})?[^\n]*$", re.MULTILINE | re.IGNORECASE
)
"""A link definition that links nothing: the way comments are written in Markdown."""
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})(\s[^<>]{0,2000})?>")
_STYLE = re.compile(r"""\bstyle\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_HIDDEN = re.compile(r"""(?<![\w-])hidden(?![\w-])|\baria-hidden\s*=\s*["']?true""", re.IGNORECASE)
_NEVER_SHOWN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
_COLOUR = re.compile(r"""\bcolor\s*=\s*["']?(?:white|#fff(?:fff)?)\b""", re.IGNORECASE)


def drop_hidden(text: str) -> tuple[str, Counter[str]]:
    """The text without comments and hidden elements, and how many there were."""
    taken: Counter[str] = Counter()
    if "<" not in text and "]:" not in text:
        return text, taken
    return "".join(piece if code else _cleaned(piece, taken) for piece, code in _pieces(text)), taken


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of text, and whether they are fenced code."""
    start, code = 0, False
    for fence in _FENCE.finditer(text):
        yield text[start : fence.start()], code
        start, code = fence.start(), not code
    yield text[start:], code


def _cleaned(text: str, taken: Counter[str]) -> str:
    text = _without_comments(text, taken)
    text, references = _REFERENCE.subn("", text)
    taken["comments"] += references
    text = _without_hidden_elements(text, taken)
    taken += Counter()
    return text


def _without_comments(text: str, taken: Counter[str]) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        taken["comments"] += 1
        at = end + 3
    return "".join([*kept, text[at:]])


def _without_hidden_elements(text: str, taken: Counter[str]) -> str:
    kept, at, unclosed = [], 0, set[str]()
    for tag in _TAG.finditer(text):
        name = tag[1].lower()
        if tag.start() < at or name in unclosed or not _is_hidden(name, tag[2] or ""):
            continue
        end = _end(text, name, tag.end())
        if end is None:
            unclosed.add(name)
            continue
        kept.append(text[at : tag.start()])
        taken["scripts and styles" if name in {"script", "style"} else "hidden elements"] += 1
        at = end
    return "".join([*kept, text[at:]])


def _is_hidden(name: str, attributes: str) -> bool:
    style = _STYLE.search(attributes)
    said = declarations(style[1][1:-1]) if style else {}
    white = (is_white(said) and "background" not in " ".join(said)) or (
        name == "font" and bool(_COLOUR.search(attributes))
    )
    return name in _NEVER_SHOWN or hides(said) or white or _HIDDEN.search(_STYLE.sub("", attributes)) is not None


def _end(text: str, name: str, start: int) -> int | None:
    """Behind the tag that closes an element, elements of the same name within it counted."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^<>]{{0,2000}}>", re.IGNORECASE).finditer(text, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return None
