"""HTML: the main content as Markdown, without navigation, scripts and what the page hides; parsed apart from the run."""

import re
from pathlib import Path

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.loaders.loaded_text import MARKDOWN, LoadedText, ReadPage, text_of

_ENDINGS = {".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm"}
_BEFORE = rb"(?:\xef\xbb\xbf)?\s*+(?:<\?(?:(?!\?>).)*+\?>\s*+|<!--(?:(?!-->).)*+-->\s*+)*+"
_LOOKS_LIKE_HTML = re.compile(_BEFORE + rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_LOOKS_LIKE_PART_OF_IT = re.compile(
    _BEFORE + rb"<(?:head|body|meta|title|style|script|div|p|span|table|article|section|main|h[1-6]|font|center)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_SEVEN_BIT = ("utf-7", "iso-2022", "hz")
"""Encodings that look like ASCII and mean something else."""
_HEAD = 4096


def accepts(path: Path, data: bytes) -> bool:
    """HTML by its name, or by how it begins; Markdown may begin with a tag."""
    if path.suffix.lower() in _ENDINGS or _LOOKS_LIKE_HTML.match(data):
        return True
    return path.suffix.lower() not in MARKDOWN and _LOOKS_LIKE_PART_OF_IT.match(data) is not None


def load(path: Path, data: bytes, read_page: ReadPage) -> LoadedText:  # noqa: ARG001  (the interface of all loaders)
    """Title and main content; raises ``Unreadable`` if it is not UTF-8, too much to parse, or holds no text."""
    declared = _CHARSET.search(data[:_HEAD])
    charset = declared[1].decode().lower() if declared else "utf-8"
    if charset.startswith(_SEVEN_BIT):
        raise Unreadable(f"declares {charset!r}; save it as UTF-8")
    try:
        text = text_of(data)
    except Unreadable as error:
        said = f" (the page declares {charset!r})" if charset not in {"utf-8", "utf8"} else ""
        raise Unreadable(f"{error}{said}") from error
    return read_page(text)
