"""One run a workspace: a lock that the system lets go of, however its holder ends."""

import contextlib
import os
import platform
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from ghostwriter.errors import WorkspaceError
from ghostwriter.security.safe_read import Unreadable, read_regular

LOCK = "run.lock"
_HOLDER = "ghostwriter: "
_OURS = re.compile(rb"(?:ghostwriter: )?process \d+ on .*\n")
"""What a run's lock holds; earlier versions wrote it without the name."""
_BEGINNINGS = (b"ghostwriter: process ", b"process ")
_LARGEST, _LONGEST = 100_000_000, 1_000


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold a folder, and say in the lock's file who does.

    Raises:
        WorkspaceError: if another run holds it, or it cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (a run with nothing to do takes no lock)

    _refuse_another_file(root)
    lock = FileLock(root / LOCK, timeout=0)
    try:
        lock.acquire()
        (root / LOCK).write_text(f"{_HOLDER}process {os.getpid()} on {platform.node()}\n", encoding="utf-8")
    except Timeout as error:
        raise WorkspaceError(
            f"workspace {str(root)!r} is in use by another run ({_holder(root)}); wait for it, "
            "or name another with --workspace."
        ) from error
    except OSError as error:
        lock.release()
        raise WorkspaceError(f"workspace {str(root)!r} cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        lock.release()


def is_a_runs_lock(root: Path) -> bool:
    """Whether the lock in a folder says that a run made it; other tools have files of that name as well."""
    text = _text(root / LOCK)
    return text is not None and _OURS.fullmatch(text) is not None


def is_anothers_lock(root: Path) -> bool:
    """Whether it is a file that holds what no run writes, not even one that was killed over it."""
    text = _text(root / LOCK)
    if not text or b"\0" in text or _OURS.fullmatch(text):
        return False
    return not any(text.startswith(begin) or begin.startswith(text) for begin in _BEGINNINGS)


def _text(lock: Path) -> bytes | None:
    """What a lock holds, as far as it matters; None of what is no file, or has a second name."""
    try:
        return read_regular(lock, _LARGEST, only_name=True)[:_LONGEST]
    except Unreadable:
        return None


def _refuse_another_file(root: Path) -> None:
    """What is written into the lock must not be written into a file that has another name as well, or is another program's."""
    lock = root / LOCK
    try:
        found = lock.lstat()
    except OSError:
        return
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise WorkspaceError(f"{str(lock)!r} is no lock but something else, or a second name of it; delete it.")
    if is_anothers_lock(root):
        raise WorkspaceError(
            f"{str(lock)!r} was made by another program; move it elsewhere, or name another folder with --workspace."
        )


def _holder(root: Path) -> str:
    try:
        return (root / LOCK).read_text(encoding="utf-8", errors="replace").strip().removeprefix(
            _HOLDER
        ) or "it is just starting"
    except OSError:
        return "its process is not known"
