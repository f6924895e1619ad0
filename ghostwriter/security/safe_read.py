"""Read a file that a person names, without trusting it: regular files only, bounded, never waiting, never through a link."""

import codecs
import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

LONGEST_PATH = 4_096
"""Characters; a longer name is no file's."""
# O_PATH: going through a folder takes no right to list it, which a sandboxed run does not have.
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a FIFO must not wait for somebody to write into it.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
A_LINK = "is a link, and links are not followed; name the file itself"
BEHIND_A_LINK = "lies behind a link, and links are not followed; name the file itself"
_MACHINE = ("/proc", "/sys", "/dev")
"""Folders in which the system shows itself as files."""
_FILE_TYPES = {
    stat.S_IFREG: "a file", stat.S_IFDIR: "a folder", stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFLNK: "a link",
}  # fmt: skip


class Unreadable(Exception):
    """Why a file cannot be used, in the words that follow its name."""


class Missing(Unreadable):
    """There is none."""


class Unopenable(Unreadable):
    """The system does not open it: no right to, a fault of the disk, a name that no file can have."""


def read_regular(path: Path, largest: int, *, only_name: bool = False) -> bytes:
    """A regular file's bytes, at most ``largest`` of them; the folders above it may be links, it may not.

    With ``only_name`` the file may have no second name, which leads to it from elsewhere as a link does.

    Raises:
        Unreadable: if it is missing, may not be opened, is no regular file, or is larger.
    """
    return read_beneath(path.parent, path.name or ".", largest, only_name=only_name)


def read_beneath(folder: Path, name: str, largest: int, *, only_name: bool = False) -> bytes:
    """Read a path below a folder, as ``read_regular`` does: neither the file nor a folder on the way may be a link.

    Every component is opened relative to the one before it, so that nothing can be swapped for a link in between.

    Raises:
        Unreadable: if it is missing, may not be opened, is no regular file, lies behind a link or outside of the folder, or is
            larger.
    """
    if len(name) > LONGEST_PATH:
        raise Unreadable(f"is no path: it has {len(name):,} characters")
    if Path(name).is_absolute() or ".." in Path(name).parent.parts:
        raise Unreadable("leads out of its folder")
    with _translated(), contextlib.ExitStack() as opened:
        current = os.open(folder, _FOLDER & ~os.O_NOFOLLOW)
        opened.callback(os.close, current)
        *folders, leaf = Path(name).parts or (".",)
        for part in folders:
            if stat.S_ISLNK(os.stat(part, dir_fd=current, follow_symlinks=False).st_mode):
                raise Unreadable(BEHIND_A_LINK)
            current = os.open(part, _FOLDER, dir_fd=current)
            opened.callback(os.close, current)
        _refuse(os.stat(leaf, dir_fd=current, follow_symlinks=False))  # opening a device can have effects
        handle = os.open(leaf, _FILE, dir_fd=current)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            _refuse(found)
            _refuse_machine(found, folder / name)
            if only_name and found.st_nlink > 1:
                raise Unreadable("has a second name elsewhere (a hard link), and links are not followed; copy the file")
            data = b"" if found.st_size > largest else file.read(largest + 1)  # a file may grow meanwhile
    if found.st_size > largest or len(data) > largest:
        raise Unreadable(f"is too large (the limit is {largest:,} bytes)")
    return data


def refuse_hidden(name: str) -> None:
    """Refuse a path with a hidden name in it; raises ``Unreadable`` naming the part that is hidden."""
    hidden = next((part for part in Path(name).parts if part.startswith(".") and part != ".."), None)
    if hidden is not None:
        raise Unreadable(
            f"is hidden ({hidden[:80]!r} begins with a dot): settings and keys lie there; copy what you need"
        )


def refuse_places(path: Path) -> None:
    """Refuse the folders in which the system shows itself, however they are spelt, and what is in them."""
    real = os.path.realpath(path)
    for place in _MACHINE:
        if real == place or real.startswith(f"{place}/"):
            raise Unreadable(f"lies in {place}, where the system shows itself; there are no documents")


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


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """The system's errors in words."""
    try:
        yield
    except FileNotFoundError as error:
        raise Missing("no such file") from error
    except (OSError, ValueError) as error:
        raise Unopenable(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from error


def _refuse(found: os.stat_result) -> None:
    kind = file_type(found.st_mode)
    if kind == "a link":
        raise Unreadable(A_LINK)
    if kind != "a file":
        raise Unreadable(f"is {kind}, not a file")


def _refuse_machine(found: os.stat_result, path: Path) -> None:
    """By the device as well, since a path can be made to look like another one."""
    refuse_places(path)
    root = Path("/").stat().st_dev
    for place in _MACHINE:
        with contextlib.suppress(OSError):
            if root != Path(place).stat().st_dev == found.st_dev:
                raise Unreadable(f"lies in {place}, where the system shows itself; there are no documents")


def file_type(mode: int) -> str:
    """The type of a file by its mode, in words."""
    return _FILE_TYPES.get(stat.S_IFMT(mode), "a device")
