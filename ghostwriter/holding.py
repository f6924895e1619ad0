"""One run a workspace: a lock that the system lets go of, however its holder ends."""

import contextlib
import os
import platform
import stat
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from ghostwriter.errors import WorkspaceError

LOCK = "run.lock"


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold a folder, and say in the lock's file who does.

    Raises:
        WorkspaceError: if another run holds it, or it cannot be written.
    """
    _refuse_another_file(root / LOCK)
    lock = FileLock(root / LOCK, timeout=0)
    try:
        lock.acquire()
        (root / LOCK).write_text(f"process {os.getpid()} on {platform.node()}\n", encoding="utf-8")
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


def _refuse_another_file(lock: Path) -> None:
    """What is written into the lock must not be written into a file that has another name as well."""
    try:
        found = lock.lstat()
    except OSError:
        return
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise WorkspaceError(f"{str(lock)!r} is no lock but something else, or a second name of it; delete it.")


def _holder(root: Path) -> str:
    try:
        return (root / LOCK).read_text(encoding="utf-8", errors="replace").strip() or "it is just starting"
    except OSError:
        return "its process is not known"
