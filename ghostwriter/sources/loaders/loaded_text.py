"""Text that loaders make of files: UTF-8 only, and what is no text is called by its name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ghostwriter.security.safe_read import Unreadable, decode

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".rmd", ".qmd"})
"""Endings of Markdown files, in lower case."""
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a ZIP archive (or a Word, Excel or EPUB file)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"\x7fELF", "a program"),
)
_READABLE_MAGIC = (b"%PDF-", b"{\\rtf")
"""Kinds that can be all ASCII and are no text to read all the same."""


class LoadedText(NamedTuple):
    """A file's own title (empty if it has none), its text as Markdown, and what no reader sees and was left out.

    ``taken_out`` counts it by its kind, in words for a person: ``{"comments": 2}``.
    """

    title: str
    text: str
    taken_out: Mapping[str, int] = MappingProxyType({})


type ReadPage = Callable[[str], LoadedText]
"""Makes Markdown of a web page; raises ``Unreadable`` if nothing can be made of it."""


def text_of(data: bytes) -> str:
    """The text of a file, without a byte order mark; raises ``Unreadable`` if it is empty, binary or not UTF-8."""
    if not data.strip():
        raise Unreadable("is empty")
    kind = next((kind for magic, kind in _KINDS if data.startswith(magic)), "")
    try:
        text = decode(data)
    except Unreadable:
        if not kind:
            raise
        text = "\0"
    if kind and ("\0" in text or data.startswith(_READABLE_MAGIC)):
        raise Unreadable(f"is {kind}; save its text as Markdown, plain text or HTML first")
    if "\0" in text:
        raise Unreadable("is a binary file; save its text as Markdown, plain text or HTML first")
    return text
