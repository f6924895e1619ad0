"""What of a workspace is a run's own: required to be what a run made it, cleared before a fresh start, tidied after a kill.

Whatever else lies in the folder is somebody else's, and is neither looked at nor touched.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ghostwriter.atomic import meant, remove
from ghostwriter.errors import WorkspaceError
from ghostwriter.holding import LOCK
from ghostwriter.reading import kind_of
from ghostwriter.record_files import COPY, RECORD

EVENTS = "events.jsonl"
LARGEST_FILE = 100_000_000
"""Bytes; the largest that runs write are the events of many runs, and those are a hundredth of it."""
PRIVATE = ".private-"
"""What the names of a run's folders for temporary files begin with."""
ORIGINALS = "originals"
"""Where each artifact lies as it was written: a tear is mended from there, and an edit told from a tear."""
OWN_FOLDERS = ("retrieved", "sources", "extraction", "drafting", "critique", "verification", "transcripts", ORIGINALS)
OWN_FILES = ("brief.md", "final.md", "report.html", EVENTS, COPY, RECORD)
"""The record is the last to go: without it, what is left of an old run would pass for a person's own work."""


def require_plain(root: Path) -> None:
    """See to it that what bears the names of a run's own is files and folders: nothing else is ever read or written through.

    Raises:
        WorkspaceError: naming what is a link, a named pipe or the like, stands in the other's place, is a file without end, or
            cannot be looked at.
    """
    try:
        for path, is_folder in _own(root):
            found = path.lstat()
            kind = kind_of(found.st_mode)
            if not is_folder and found.st_size > LARGEST_FILE:
                raise WorkspaceError(
                    f"{str(path)!r} is too large to be a run's own (the limit is {LARGEST_FILE:,} bytes); move it elsewhere, or "
                    "delete it."
                )
            if kind != ("a folder" if is_folder else "a file"):
                name = path.relative_to(root).as_posix()
                raise WorkspaceError(
                    f"{name} in workspace {str(root)!r} is {kind}, which no run has made; put back what was there, or delete it."
                )
    except OSError as error:
        raise WorkspaceError(f"{str(error.filename)!r} cannot be read: {error.strerror}.") from error


def _own(root: Path) -> Iterator[tuple[Path, bool]]:
    """What bears one of a run's names, and whether it ought to be a folder; a folder comes before what is in it."""
    yield from ((root / name, False) for name in (*OWN_FILES, LOCK) if os.path.lexists(root / name))
    for folder in (root / name for name in OWN_FOLDERS if os.path.lexists(root / name)):
        yield folder, True
        yield from _below(folder)


def _below(folder: Path) -> Iterator[tuple[Path, bool]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        is_folder = entry.is_dir(follow_symlinks=False)
        yield Path(entry.path), is_folder
        if is_folder:
            yield from _below(Path(entry.path))


def bears_an_own_name(path: Path) -> bool:
    """Whether a path, relative to a workspace, is a run's to write."""
    return bool(path.parts) and path.parts[0] in {*OWN_FOLDERS, *OWN_FILES, LOCK}


def is_a_runs(path: Path, below: Path) -> bool:
    """Whether a file stands where a run writes, in a workspace that is or lies below a folder: it is no source of another."""
    workspaces = (root for root in path.parents if root.is_relative_to(below) and (root / LOCK).is_file())
    return any(bears_an_own_name(path.relative_to(root)) for root in workspaces)


def require_outside(root: Path) -> None:
    """See to it that a workspace, be it there or not, does not lie where another run writes, and would tidy it away.

    Raises:
        WorkspaceError: if it does.
    """
    if is_a_runs(root, Path(root.anchor)):
        raise WorkspaceError(f"workspace {str(root)!r} lies among another run's own files; name another --workspace.")


def require_none_inside(root: Path) -> None:
    """The same, the other way round: no other workspace lies where this one's runs write, and would be cleared with it.

    Raises:
        WorkspaceError: naming the one that does.
    """
    for folder in (root / name for name in OWN_FOLDERS if not (root / name).is_symlink()):
        for where, _, files in os.walk(folder):
            if LOCK in files:
                raise WorkspaceError(
                    f"{where!r}, among the run's own files in workspace {str(root)!r}, is a workspace itself; move it elsewhere, "
                    "or name another --workspace."
                )


def clear(root: Path, keep: Path | None = None) -> None:
    """Remove what runs write, whatever has been made of it; ``keep`` is a person's own.

    Raises:
        WorkspaceError: if some of it cannot be deleted.
    """
    try:
        for path in (root / name for name in (*OWN_FOLDERS, *OWN_FILES) if os.path.lexists(root / name)):
            if path == keep:
                continue
            if stat.S_ISDIR(path.lstat().st_mode):
                shutil.rmtree(path)
            else:
                path.unlink()
    except OSError as error:
        raise WorkspaceError(f"{str(path)!r} cannot be deleted: {error.strerror} ({error.filename}).") from error


def sweep(root: Path) -> None:
    """Remove what a run left behind that was killed: halves of writes, folders for temporary files."""
    halves = [path for path in root.glob(".*") if meant(path.name) in OWN_FILES]
    halves += [path for name in OWN_FOLDERS for path in (root / name).glob("**/.*") if meant(path.name)]
    for path in halves:
        if path.is_file() and not path.is_symlink():
            remove(path)
    for folder in root.glob(f"{PRIVATE}*"):
        if str(folder) != tempfile.gettempdir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
