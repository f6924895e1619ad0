"""One run a workspace: a lock that the system releases, however its holder ends."""

import contextlib
import os
import platform
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from ghostwriter.errors import WorkspaceError
from ghostwriter.security.safe_read import Unreadable, read_regular
from ghostwriter.workspace.layout import LARGEST_FILE, LOCK, is_foreign

_HOLDER = "ghostwriter: "
_OURS = re.compile(rb"(?:ghostwriter: )?process \d+ on .*\n")
"""The content of a run's lock; earlier versions wrote it without the name."""
_LONGEST = 1_000


@contextlib.contextmanager
def workspace_lock(root: Path) -> Iterator[None]:
    """Hold a workspace's lock, and name the holder in it.

    Raises:
        WorkspaceError: if another run holds it, it is another program's or has a second name, or it cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (a run with nothing to do takes no lock)

    _require_own_file(root)
    lock = FileLock(root / LOCK, timeout=0)
    try:
        lock.acquire()
        (root / LOCK).write_text(f"{_HOLDER}process {os.getpid()} on {platform.node()}\n", encoding="utf-8")
    except Timeout as error:
        holder = (_content(root) or b"").decode(errors="replace").strip().removeprefix(_HOLDER)
        raise WorkspaceError(
            f"workspace {str(root)!r} is in use by another run ({holder or 'it is just starting'}); wait for it, "
            "or name another with --workspace."
        ) from error
    except OSError as error:
        lock.release()
        raise WorkspaceError(f"workspace {str(root)!r} cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        lock.release()


def is_run_lock(root: Path) -> bool:
    """Whether the lock in a folder says that a run made it; other tools have files of that name as well."""
    content = _content(root)
    return content is not None and _OURS.fullmatch(content) is not None


def is_foreign_lock(root: Path) -> bool:
    """Whether the lock holds what no run writes, not even one that was killed while it wrote."""
    return is_foreign(LOCK, _content(root) or b"")


def _content(root: Path) -> bytes | None:
    """The beginning of a lock; None if it is no file, or has a second name."""
    try:
        return read_regular(root / LOCK, LARGEST_FILE, only_name=True)[:_LONGEST]
    except Unreadable:
        return None


def _require_own_file(root: Path) -> None:
    """Require that writing into the lock writes into no other file."""
    lock = root / LOCK
    try:
        found = lock.lstat()
    except OSError:
        return
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise WorkspaceError(f"{str(lock)!r} is no lock but something else, or a second name of it; delete it.")
    if is_foreign_lock(root):
        raise WorkspaceError(
            f"{str(lock)!r} was made by another program; move it elsewhere, or name another folder with --workspace."
        )
