"""A folder that cannot be left: every path is walked component by component, none of them through a link.

``realpath`` and a check of its result lose races: what was a folder when it was looked at can be a link when it is
opened. Here each component is opened with ``O_NOFOLLOW`` relative to the descriptor of the one before it, so that there
is nothing to race for. Which files may be read and written is a fixed list; nothing else is there for the model.
"""

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from ghostwriter.errors import WorkspaceError
from ghostwriter.workspace.atomic_write import make_folder_at, replace_at

LARGEST_EDIT = 1_000_000
"""Bytes that may be read or written at once, unless told otherwise; a long article has 50,000."""
LONGEST_NAME = 200
"""Characters of a path, below the folder."""
HERE = "."
"""The name of the folder itself."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a FIFO must not wait for somebody to write into it.
_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_LEADS_ELSEWHERE = {errno.ELOOP, errno.ENOTDIR, errno.EMLINK}
_NO_FAULT_OF_THE_MODEL = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM,
    errno.EIO, errno.ESTALE, errno.EMFILE, errno.ENFILE,
}  # fmt: skip


class Refusal(Exception):
    """Refusal of an operation, in words that a model can act on and that name no path of the host."""


class Breakdown(Refusal):
    """The disk or the system fails: nothing that a model could do better."""


class ConfinedFolder:
    """Reads and writes a few named files beneath one folder, and nothing else.

    ``readable`` and ``writable`` are paths relative to the folder, with forward slashes; what may be written may also
    be read. ``largest`` bounds a file, in bytes. What is written is written beneath ``copies`` first, where one is named:
    a folder in this one that the model has no business in.

    Raises:
        WorkspaceError: if the folder cannot be opened, or is a link to one.
    """

    def __init__(
        self,
        root: Path,
        *,
        readable: Collection[str],
        writable: Collection[str],
        largest: int = LARGEST_EDIT,
        copies: str | None = None,
    ) -> None:
        self._spelling = os.path.normpath(root)
        self._writable = frozenset(writable)
        self._readable = self._writable | frozenset(readable)
        self._largest = largest
        self._copies = copies
        try:
            self._root = os.open(root, _FOLDER)
        except OSError as error:
            raise WorkspaceError(
                f"workspace {str(root)!r} cannot be opened: {error.strerror}; name the folder itself, not a link to it."
            ) from error

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

    def name(self, path: str) -> str:
        """The relative name that a path given by a model stands for; ``HERE`` for the folder itself.

        An absolute path counts if it begins with the folder as its owner spelt it. Nothing on the disk is looked at.

        Raises:
            Refusal: for a path that is malformed, leads outside, or is hidden.
        """
        if path in {HERE, self._spelling}:
            return HERE
        relative = path.removeprefix(f"{self._spelling}/")
        if not 0 < len(relative) <= LONGEST_NAME:
            raise Refusal(f"Give a path of 1 to {LONGEST_NAME} characters, relative to the workspace. {self._advice()}")
        if any(unicodedata.category(character).startswith("C") for character in relative) or "\\" in relative:
            raise Refusal(f"A path has no control characters and no backslashes. {self._advice()}")
        parts = relative.split("/")
        if relative.startswith("/") or ".." in parts:
            raise Refusal(f"That path leads outside the workspace. {self._advice()}")
        if any(not part or part.startswith(".") for part in parts):
            raise Refusal(f"A path has no empty, hidden or dot components. {self._advice()}")
        return relative

    def beneath(self, name: str) -> list[str]:
        """The permitted files beneath a folder, there or not, sorted; none if the model has no business in it."""
        return [file for file in sorted(self._readable) if name == HERE or file.startswith(f"{name}/")]

    def exists(self, name: str) -> bool:
        """Check that a permitted file is there and can be read."""
        try:
            self.read(name)
        except Refusal:
            return False
        return True

    def read(self, name: str) -> str:
        """A permitted file's text, line ends as they are.

        Raises:
            Refusal: if it may not be read, is not there, or is anything but a regular UTF-8 file of bounded size.
        """
        if name not in self._readable:
            raise Refusal(f"{name!r} is not yours to read. {self._advice()}")
        with self._parent(name) as (folder, leaf), _translated(name):
            data = _read(folder, leaf, name, self._largest + 1)
        if len(data) > self._largest:
            raise Refusal(f"{name!r} is larger than {self._largest:,} bytes and cannot be read.")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise Refusal(f"{name!r} is not UTF-8 and cannot be read.") from error

    def write(self, name: str, text: str) -> None:
        """Put a permitted file in place, whole or not at all; its folders are made if need be.

        Raises:
            Refusal: if it may not be written, is too large, or cannot be written; a Breakdown where that is not the model's
                affair.
        """
        if name not in self._writable:
            raise Refusal(f"{name!r} is not yours to write. {self._advice()}")
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            raise Refusal("The text holds a character that cannot be written as UTF-8; leave it out.") from error
        if len(data) > self._largest:
            raise Refusal(f"The text has {len(data):,} bytes; the limit is {self._largest:,}. Write less.")
        if self._copies:
            self._put(f"{self._copies}/{name}", data)
        self._put(name, data)

    def _put(self, name: str, data: bytes) -> None:
        with _translated(name):
            deleted = not os.fstat(self._root).st_nlink
        if deleted:
            raise Breakdown(f"{name!r} cannot be written: the workspace was deleted while the run went on.")
        with self._parent(name, make=True) as (folder, leaf), _translated(name):
            # Replacing never follows a link, so this is not what confines: it keeps what somebody else has put there.
            with contextlib.suppress(FileNotFoundError):
                _refuse_oddities(name, os.stat(leaf, dir_fd=folder, follow_symlinks=False))
            replace_at(folder, leaf, data)

    def _advice(self) -> str:
        advice = f"You may write only {', '.join(sorted(self._writable)) or 'nothing'}."
        if others := self._readable - self._writable:
            advice += f" You may also view {', '.join(sorted(others))}."
        return advice

    @contextlib.contextmanager
    def _parent(self, name: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
        """The descriptor of a file's folder, reached without following any link, and the file's own name."""
        *folders, leaf = name.split("/")
        with contextlib.ExitStack() as opened:
            current = self._root
            for folder in folders:
                with _translated(name):
                    if make:
                        make_folder_at(current, folder)
                    current = os.open(folder, _FOLDER, dir_fd=current)
                opened.callback(os.close, current)
            yield current, leaf


@contextlib.contextmanager
def _translated(name: str) -> Iterator[None]:
    """The system's errors in words without host paths."""
    try:
        yield
    except FileNotFoundError as error:
        raise Refusal(f"There is no file at {name!r}.") from error
    except OSError as error:
        if error.errno in _NO_FAULT_OF_THE_MODEL:
            raise Breakdown(f"{name!r} cannot be used: {os.strerror(error.errno or 0)}.") from error
        if error.errno in _LEADS_ELSEWHERE:
            raise Refusal(f"{name!r} leads through a link or something that is no folder.") from error
        raise Refusal(f"{name!r} cannot be used: {os.strerror(error.errno or 0)}.") from error


def _refuse_oddities(name: str, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Refusal(f"{name!r} is not a regular file.")
    if found.st_nlink > 1:
        raise Refusal(f"{name!r} has a second name elsewhere and is left alone.")


def _read(folder: int, leaf: str, name: str, most: int) -> bytes:
    """The first ``most`` bytes of a regular file that has this one name and no other."""
    handle = os.open(leaf, _READING, dir_fd=folder)
    try:
        opened = os.fstat(handle)
        _refuse_oddities(name, opened)
        # A hard link to a file outside that is being made or unlinked counts one name as well, for a moment. Listing the
        # folder waits for that to end. If the name leads to this file after that, a second name counts; if it counts no
        # more, it is being unlinked, and that shows in the change time when it has ended.
        os.listdir(folder)
        standing = os.stat(leaf, dir_fd=folder, follow_symlinks=False)
        _refuse_oddities(name, os.fstat(handle))
        os.listdir(folder)
        if not os.path.samestat(opened, standing) or os.fstat(handle).st_ctime_ns != opened.st_ctime_ns:
            raise Refusal(f"{name!r} changed while it was opened; try again.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(handle)
