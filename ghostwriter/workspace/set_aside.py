"""What stands in a run's way and is not as a run wrote it: kept in a folder of its own, never deleted."""

from collections.abc import Iterable
from pathlib import Path

from ghostwriter.errors import WorkspaceError
from ghostwriter.security.safe_read import Unreadable, read_beneath
from ghostwriter.workspace.atomic_write import make_folder, remove, write_atomically
from ghostwriter.workspace.layout import LARGEST_FILE, SET_ASIDE


def set_aside(root: Path, names: Iterable[str]) -> list[str]:
    """Move files of a workspace into a new folder ``set-aside/<number>``; returns where they lie now, relative to it.

    Each is written there before it is removed: a machine that stops in between leaves it twice.

    Raises:
        WorkspaceError: if one cannot be read, written or removed; it stays where it is then.
    """
    moved: list[str] = []
    folder = ""
    for name in names:
        try:
            data = read_beneath(root, name, LARGEST_FILE)
        except Unreadable as error:
            raise WorkspaceError(
                f"{name} in workspace {str(root)!r} {error}; move it elsewhere, or delete it."
            ) from error
        folder = folder or _new_folder(root)
        place = f"{folder}/{name}"
        make_folder((root / place).parent)
        write_atomically(root / place, data)
        remove(root / name)
        moved.append(place)
    return moved


def _new_folder(root: Path) -> str:
    """The next number, so that nothing there is ever written over."""
    make_folder(root / SET_ASIDE)
    taken = [int(path.name) for path in (root / SET_ASIDE).iterdir() if path.name.isdecimal()]
    name = f"{SET_ASIDE}/{max(taken, default=0) + 1}"
    make_folder(root / name)
    return name
