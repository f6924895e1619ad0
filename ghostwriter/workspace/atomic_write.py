"""Files and lines that are written whole or not at all, whatever ends the process or the machine in between.

The bytes of a file go to a hidden file beside it, are flushed to the disk and then renamed, and the folder is flushed last:
a rename that only memory knows of can come back, after a power cut, as an empty file or as the old one.
"""

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from ghostwriter.errors import WorkspaceError

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_TEMPORARY = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{16}")
_BLOCK = 65_536
"""Bytes that are searched at a time for the end of the last whole line."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds the old bytes or the new ones; raises WorkspaceError."""
    with _explained(f"cannot write {path.name!r}"), _opened(path.parent, _FOLDER) as folder:
        replace_at(folder, path.name, data)


def replace_at(folder: int, leaf: str, data: bytes) -> None:
    """Write a file atomically in an open folder; nobody can guess its name before it is renamed. Raises OSError."""
    temporary = f".{leaf}.{secrets.token_hex(8)}"
    handle = os.open(temporary, _CREATE, 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, leaf, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except BaseException:  # no litter, even after an interrupt
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        raise


def target_of(name: str) -> str | None:
    """The file that a temporary file was to become; None for a name that no write here has made."""
    found = _TEMPORARY.fullmatch(name)
    return found["name"] if found else None


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, if it is not there; raises WorkspaceError."""
    with _explained(f"folder {str(path)!r} cannot be made"):
        if path.is_dir():
            return
        make_folder(path.parent)
        with _opened(path.parent, _FOLDER) as parent:
            make_folder_at(parent, path.name)


def make_folder_at(parent: int, folder: str) -> None:
    """Make a folder if it is not there; the disk has it before anything is put into it. Raises OSError."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700, dir_fd=parent)
        os.fsync(parent)


def remove(path: Path) -> None:
    """Delete a file if it is there; after a power cut it is not back. Raises WorkspaceError."""
    missing = contextlib.suppress(FileNotFoundError, NotADirectoryError)
    with _explained(f"cannot delete {path.name!r}"), missing:
        path.unlink()
        with _opened(path.parent, _FOLDER) as folder:
            os.fsync(folder)


def append_line(path: Path, line: bytes) -> None:
    """Append a line, whole or not at all; a line that a killed run or a power cut left unfinished is cut off first.

    Raises:
        WorkspaceError: if the disk is full, or the file cannot be written, or has another name as well.
    """
    with _explained(f"cannot write {path.name!r}"), _opened(path, _APPEND) as file:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            raise WorkspaceError(f"{str(path)!r} is no file of the run's own, or a second name of another; delete it.")
        end = _end_of_last_line(file, found.st_size)
        if end < found.st_size:
            os.ftruncate(file, end)
        data = line + b"\n"
        try:
            while data:
                data = data[os.write(file, data) :]
        except OSError:
            os.ftruncate(file, end)
            raise


def flush(path: Path) -> None:
    """Wait until the disk has every line that was appended; raises WorkspaceError."""
    with _explained(f"cannot write {path.name!r}"), _opened(path, _READ) as file:
        os.fsync(file)


def _end_of_last_line(file: int, size: int) -> int:
    while size:
        begin = max(0, size - _BLOCK)
        found = os.pread(file, size - begin, begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        size = begin
    return 0


@contextlib.contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    file = os.open(path, flags, 0o600)
    try:
        yield file
    finally:
        os.close(file)


@contextlib.contextmanager
def _explained(failure: str) -> Iterator[None]:
    """Turn an error of the system into one that a person can act on."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"{failure}: {error.strerror}. What was finished is kept.") from error
