"""A fresh start: files that runs wrote are deleted, edited ones are moved to ``set-aside/``, and all others stay."""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security.safe_read import Unreadable, read_beneath
from ghostwriter.workspace.atomic_write import make_folder, remove, write_atomically
from ghostwriter.workspace.hand_edits import is_as_written, known_digests
from ghostwriter.workspace.layout import (
    COPY,
    EVENTS,
    LARGEST_FILE,
    LOCK,
    RECORD,
    SEAL,
    SET_ASIDE,
    is_foreign,
    is_written,
    own_paths,
)

_UNCHECKED = (COPY, RECORD, EVENTS, SEAL, "transcripts/", "retrieved/")
"""Beginnings of names that nobody else would choose, and of which runs keep no digest."""
_SHOWN = 10


def clear(root: Path, record: RunRecord, keep: Path | None = None) -> list[str]:
    """Clear a workspace for a fresh start; returns notices of files that stay. Raises WorkspaceError.

    ``keep`` is a person's own file, such as the brief. The record is deleted last: without it, what is left of an old run would
    pass for a person's own work.
    """
    paths = [path for path in own_paths(root) if path.is_file() and path != keep]
    names = [name for path in paths if (name := path.relative_to(root).as_posix()) != LOCK]
    written = [name for name in names if is_written(name)]
    known, foreign = known_digests(record), foreign_files(root)
    edited = [
        name
        for name in written
        if name in foreign or not (name.startswith(_UNCHECKED) or is_as_written(root, name, known))
    ]
    moved = set_aside(root, edited)
    for name in sorted(set(written) - set(edited), key=lambda name: (name in {COPY, RECORD}, name)):
        remove(root / name)
    for folder in sorted({parent for name in written for parent in Path(name).parents if parent.name}, reverse=True):
        with contextlib.suppress(OSError):  # it is not empty
            (root / folder).rmdir()
    left = [name for name in names if not is_written(name)]
    return kept_notices(moved) + ([f"left where it is, since no run writes it: {_listed(left)}"] if left else [])


def kept_notices(moved: Sequence[str]) -> list[str]:
    """What to tell of files that were moved, if any was."""
    return [f"not as a run wrote it, and kept: {_listed(moved)}"] if moved else []


def foreign_files(root: Path) -> list[str]:
    """Files under the names of record and event log that no run wrote, whole or truncated; a run would overwrite them."""
    there = [name for name in (RECORD, COPY, EVENTS) if (root / name).is_file()]
    return [name for name in there if is_foreign(name, read_beneath(root, name, LARGEST_FILE))]


def set_aside(root: Path, names: Iterable[str]) -> list[str]:
    """Move files into a new folder ``set-aside/<number>``; returns their new names. Raises WorkspaceError.

    Each is written there before it is removed: a machine that stops in between leaves it twice.
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
    make_folder(root / SET_ASIDE)
    taken = [int(path.name) for path in (root / SET_ASIDE).iterdir() if path.name.isdecimal()]
    name = f"{SET_ASIDE}/{max(taken, default=0) + 1}"
    make_folder(root / name)
    return name


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
