"""Files that are written whole or not at all, whatever ends the process or the machine in between.

Bytes go to a hidden file beside the one that is meant, are flushed to the disk and then renamed, and the folder is flushed
last: a rename that only the memory knows of can come back, after a power cut, as an empty file or as the old one.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path

from ghostwriter.errors import WorkspaceError

_MAKING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_TEMPORARY = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{16}")


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that a reader, or a power cut, finds the old bytes or the new ones, never a part.

    Raises:
        WorkspaceError: if the disk is full, or the folder is not there or cannot be written.
    """
    try:
        folder = os.open(path.parent, _FOLDER)
        try:
            replace_at(folder, path.name, data)
        finally:
            os.close(folder)
    except OSError as error:
        raise WorkspaceError(f"cannot write {path.name!r}: {error.strerror}. What was finished is kept.") from error


def replace_at(folder: int, leaf: str, data: bytes) -> None:
    """The same within an open folder, under a name that nobody can guess until it is renamed; raises OSError."""
    temporary = f".{leaf}.{secrets.token_hex(8)}"
    handle = os.open(temporary, _MAKING, 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, leaf, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except BaseException:  # whatever it was, an interrupt included: no litter, and on it goes
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        raise


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, if it is not there.

    Raises:
        WorkspaceError: if it cannot be made.
    """
    try:
        if path.is_dir():
            return
        make_folder(path.parent)
        parent = os.open(path.parent, _FOLDER)
        try:
            make_folder_at(parent, path.name)
        finally:
            os.close(parent)
    except OSError as error:
        raise WorkspaceError(f"folder {str(path)!r} cannot be made: {error.strerror}.") from error


def make_folder_at(parent: int, folder: str) -> None:
    """Make a folder if it is not there; the disk has it before anything is put into it. Raises OSError."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700, dir_fd=parent)
        os.fsync(parent)


def remove(path: Path) -> None:
    """Delete a file if it is there, for good: after a power cut it is not back.

    Raises:
        WorkspaceError: if it cannot be deleted.
    """
    try:
        path.unlink()
        folder = os.open(path.parent, _FOLDER)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise WorkspaceError(f"cannot delete {path.name!r}: {error.strerror}. What was finished is kept.") from error


def meant(name: str) -> str | None:
    """The file that a name was on its way to become; None for a name that is no write's of ours."""
    found = _TEMPORARY.fullmatch(name)
    return found["name"] if found else None
