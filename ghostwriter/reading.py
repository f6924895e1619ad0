"""Read a file that a person names, without trusting it: regular files only, bounded, never waiting."""

import codecs
import os
import stat
from pathlib import Path


class Unreadable(Exception):
    """Why a file cannot be used, in the words that follow its name."""


def read_regular(path: Path, largest: int) -> bytes:
    """A regular file's bytes, at most ``largest`` of them.

    Raises:
        Unreadable: if it is missing, may not be opened, is no regular file, or is larger.
    """
    try:
        # O_NONBLOCK: opening a FIFO must not wait for somebody to write into it.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise Unreadable("no such file") from error
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from error
    kind = _kind(os.fstat(handle).st_mode)
    if kind is not None:
        os.close(handle)
        raise Unreadable(f"is {kind}, not a file")
    with os.fdopen(handle, "rb") as file:
        data = file.read(largest + 1)  # not as much as fstat says: in /proc that is a lie
    if len(data) > largest:
        raise Unreadable(f"is too large (the limit is {largest:,} bytes)")
    return data


def decode(data: bytes) -> str:
    """UTF-8 text, with or without a byte order mark.

    Raises:
        Unreadable: naming the first byte that is not UTF-8 and its line.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable("is UTF-16; save it as UTF-8")
    text = data.removeprefix(codecs.BOM_UTF8)
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        at, line = error.start + len(data) - len(text), text.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"is not UTF-8 (byte {at:,}, in line {line:,}); save it as UTF-8") from error


def _kind(mode: int) -> str | None:
    """What something is that is no regular file."""
    kinds = (
        (stat.S_ISREG, None),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((kind for is_kind, kind in kinds if is_kind(mode)), "a device")
