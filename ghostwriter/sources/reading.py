"""Open a source without trusting it: regular files only, bounded, never waiting, never following a surprise."""

import os
import stat
from pathlib import Path

LARGEST_SOURCE = 5_000_000
"""Bytes; about 800,000 words."""

_KINDS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive (or a Word, Excel or EPUB file)",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF file",
}
_ADVICE = "; save it as Markdown, text or HTML first"


class Unreadable(Exception):
    """Why a file cannot be a source, in the words that follow its name."""


def read_text(path: Path) -> tuple[str, bytes]:
    """A file's text and its bytes.

    Raises:
        Unreadable: if it is missing, no regular file, empty, too large, binary or not UTF-8.
    """
    data = _read_bytes(path)
    if not data.strip():
        raise Unreadable("is empty")
    kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), None)
    if kind is not None:
        raise Unreadable(f"is {kind}{_ADVICE}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("is UTF-16, not UTF-8; save it as UTF-8")
    if b"\x00" in data:
        raise Unreadable(f"is a binary file{_ADVICE}")
    try:
        return data.decode("utf-8-sig"), data
    except UnicodeDecodeError as error:
        raise Unreadable(f"is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _read_bytes(path: Path) -> bytes:
    # O_NONBLOCK: opening a FIFO must not wait for somebody to write into it.
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise Unreadable("no such file") from error
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from error
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("is not a regular file")
        if found.st_size > LARGEST_SOURCE:
            raise Unreadable(f"is too large ({found.st_size:,} bytes; the limit is {LARGEST_SOURCE:,}); split it")
        return _bounded(file.read(LARGEST_SOURCE + 1))


def _bounded(data: bytes) -> bytes:
    """The size that a file claims can be a lie, as in /proc."""
    if len(data) > LARGEST_SOURCE:
        raise Unreadable(f"is too large (over {LARGEST_SOURCE:,} bytes); split it")
    return data
