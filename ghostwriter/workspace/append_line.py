"""A file of lines that only grows, and in which every line is whole."""

import os
import stat
from pathlib import Path

from ghostwriter.errors import WorkspaceError

_APPENDING = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
_FLUSHING = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_STEP = 65_536
"""Bytes that are looked through at a time for the end of the last whole line."""


def append_line(path: Path, line: bytes) -> None:
    """Append a line, whole or not at all.

    What a run left half written when it was killed, or the power went, is cut off first, so that it spoils nothing else.

    Raises:
        WorkspaceError: if the disk is full, or the file cannot be written.
    """
    try:
        file = os.open(path, _APPENDING, 0o600)
        try:
            _refuse_another_file(path, file)
            _append(file, line + b"\n")
        finally:
            os.close(file)
    except OSError as error:
        raise _unwritten(path, error) from error


def flush(path: Path) -> None:
    """Wait until the disk has every line that was appended; threads that wait together wait once.

    Raises:
        WorkspaceError: if it never will.
    """
    try:
        file = os.open(path, _FLUSHING)
        try:
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(f"cannot write {path.name!r}: {error.strerror}. What was finished is kept.")


def _refuse_another_file(path: Path, file: int) -> None:
    """What is appended must not get into a file that has another name as well."""
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise WorkspaceError(f"{str(path)!r} is no file of the run's own, or a second name of another; delete it.")


def _append(file: int, data: bytes) -> None:
    size = os.fstat(file).st_size
    if size and os.pread(file, 1, size - 1) != b"\n":
        size = _end_of_last_line(file, size)
        os.ftruncate(file, size)
    try:
        while data:
            data = data[os.write(file, data) :]
    except OSError:
        os.ftruncate(file, size)
        raise


def _end_of_last_line(file: int, size: int) -> int:
    while size:
        begin = max(0, size - _STEP)
        found = os.pread(file, size - begin, begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        size = begin
    return 0
