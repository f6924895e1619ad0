"""A folder that cannot be left: every path is walked component by component, none of them through a link.

``realpath`` and a check of its result lose races: what was a folder when it was looked at can be a link when it is opened.
Here each component is opened with ``O_NOFOLLOW`` relative to the descriptor of the one before it, so that there is nothing
to race for. Which files may be read and written is a fixed list; everything else does not exist for the model.
"""

import contextlib
import errno
import os
import secrets
import stat
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

LARGEST_FILE = 1_000_000
"""Bytes that may be read or written at once; a long article has 50,000."""
LONGEST_PATH = 200
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Refusal(Exception):
    """Why something is not done, in words that a model can act on and that name no path of the host."""


class ConfinedFolder:
    """Reads and writes a few named files beneath one folder, and nothing else.

    ``readable`` and ``writable`` are paths relative to the folder, with forward slashes.
    """

    def __init__(self, root: Path, *, readable: Collection[str], writable: Collection[str]) -> None:
        self._spelling = os.path.normpath(root)
        self._readable = frozenset(readable)
        self._writable = frozenset(writable)
        self._root = os.open(root, _FOLDER)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder; closing twice is harmless."""
        root, self._root = self._root, -1
        if root >= 0:
            os.close(root)

    def visible(self) -> list[str]:
        """The files that may be read and are there."""
        return [name for name in sorted(self._readable | self._writable) if self.exists(name)]

    def name(self, path: str) -> str:
        """The relative name that a path given by a model stands for.

        Raises:
            Refusal: for a path that is malformed, leads outside, or is hidden.
        """
        if not path or len(path) > LONGEST_PATH + len(self._spelling):
            raise Refusal(f"Give a path of 1 to {LONGEST_PATH} characters. {self._advice()}")
        if any(unicodedata.category(character).startswith("C") for character in path) or "\\" in path:
            raise Refusal(f"A path has no control characters and no backslashes. {self._advice()}")
        relative = path.removeprefix(f"{self._spelling}/")
        parts = relative.split("/")
        if relative.startswith("/") or ".." in parts:
            raise Refusal(f"That path leads outside the workspace. {self._advice()}")
        if any(not part or part.startswith(".") for part in parts):
            raise Refusal(f"A path has no empty, hidden or dot components. {self._advice()}")
        return relative

    def exists(self, name: str) -> bool:
        """Whether a permitted file is there as a regular file."""
        try:
            self.read(name)
        except Refusal:
            return False
        return True

    def read(self, name: str) -> str:
        """A permitted file's text.

        Raises:
            Refusal: if it may not be read, is not there, or is anything but a regular UTF-8 file of bounded size.
        """
        if name not in self._readable | self._writable:
            raise Refusal(f"{name!r} is not yours to read. {self._advice()}")
        with self._parent(name) as (folder, leaf), _translated(name):
            # O_NONBLOCK: opening a FIFO must not wait for somebody to write into it.
            handle = os.open(leaf, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
            with os.fdopen(handle, "rb") as file:
                self._refuse_oddities(name, os.fstat(file.fileno()))
                data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise Refusal(f"{name!r} is larger than {LARGEST_FILE:,} bytes.")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise Refusal(f"{name!r} is not UTF-8.") from error

    def write(self, name: str, text: str) -> None:
        """Put a permitted file in place, whole or not at all.

        Raises:
            Refusal: if it may not be written, is too large, or cannot be written.
        """
        if name not in self._writable:
            raise Refusal(f"{name!r} is not yours to write. {self._advice()}")
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            raise Refusal("The text holds a character that cannot be written as UTF-8.") from error
        if len(data) > LARGEST_FILE:
            raise Refusal(f"The text has {len(data):,} bytes; the limit is {LARGEST_FILE:,}. Write less.")
        with self._parent(name, make=True) as (folder, leaf), _translated(name):
            with contextlib.suppress(FileNotFoundError):
                self._refuse_oddities(name, os.stat(leaf, dir_fd=folder, follow_symlinks=False))
            _replace(folder, leaf, data)

    def _advice(self) -> str:
        return f"You may write only {', '.join(sorted(self._writable)) or 'nothing'}."

    @contextlib.contextmanager
    def _parent(self, name: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
        """The descriptor of a file's folder, reached without following any link, and the file's own name."""
        *folders, leaf = name.split("/")
        with contextlib.ExitStack() as opened:
            current = self._root
            for folder in folders:
                with _translated(name):
                    if make:
                        with contextlib.suppress(FileExistsError):
                            os.mkdir(folder, 0o700, dir_fd=current)
                    current = os.open(folder, _FOLDER, dir_fd=current)
                opened.callback(os.close, current)
            yield current, leaf

    def _refuse_oddities(self, name: str, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            raise Refusal(f"{name!r} is not a regular file.")
        if found.st_nlink > 1:
            raise Refusal(f"{name!r} has a second name elsewhere and is left alone.")


@contextlib.contextmanager
def _translated(name: str) -> Iterator[None]:
    """The system's errors in words without host paths."""
    try:
        yield
    except FileNotFoundError as error:
        raise Refusal(f"There is no file at {name!r}.") from error
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR, errno.EMLINK}:
            raise Refusal(f"{name!r} leads through a link or something that is no folder.") from error
        raise Refusal(f"{name!r} cannot be used: {os.strerror(error.errno or 0)}.") from error


def _replace(folder: int, leaf: str, data: bytes) -> None:
    """Write beside the file under a name nobody can guess, then rename; the disk has it before the name changes."""
    temporary = f".{leaf}.{secrets.token_hex(8)}"
    handle = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=folder
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, leaf, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        raise
