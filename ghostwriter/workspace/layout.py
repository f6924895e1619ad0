"""What of a workspace is a run's own by its name: required to be what a run made it, and tidied after a kill.

Whatever else lies in the folder is somebody else's, and is neither looked at nor touched.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ghostwriter.errors import WorkspaceError
from ghostwriter.security.safe_read import file_type
from ghostwriter.workspace.atomic_write import meant, remove
from ghostwriter.workspace.lock import LOCK, is_a_runs_lock
from ghostwriter.workspace.record_io import COPY, RECORD

BRIEF = "brief.md"
"""Where a workspace has a copy of its brief."""
ARTICLE = "final.md"
EVENTS = "events.jsonl"
LARGEST_FILE = 100_000_000
"""Bytes; the largest that runs write are the events of many runs, and those are a hundredth of it."""
PRIVATE = ".ghostwriter-tmp-"
"""What the names of a run's folders for temporary files begin with."""
ORIGINALS = "originals"
"""Where each artifact lies as it was written: a tear is mended from there, and an edit told from a tear."""
SET_ASIDE = "set-aside"
"""Where a run puts what stands in its way and is not as a run wrote it."""
OWN_FOLDERS = ("retrieved", "sources", "extraction", "drafting", "critique", "verification", "transcripts", ORIGINALS)
SEAL = "up-to-date.json"
"""Digests by which a run with nothing to do is recognised."""
OWN_FILES = (BRIEF, ARTICLE, "report.html", EVENTS, SEAL, COPY, RECORD)
_NUMBER = r"[1-9]\d{0,5}"
_WRITTEN = re.compile(
    r"brief\.md|final\.md|report\.html|events\.jsonl|up-to-date\.json|run\.copy\.json|run\.json"
    rf"|sources/S{_NUMBER}\.md|retrieved/[0-9a-f]{{64}}\.json"
    rf"|extraction/(?:S{_NUMBER}|facts|disagreements)\.json|drafting/draft(?:-{_NUMBER})?\.md|critique/critique\.json"
    rf"|verification/(?:round-{_NUMBER}(?:/batch-{_NUMBER})?|verdicts|compliance)\.json"
    rf"|transcripts/(?:extraction-S{_NUMBER}|drafting-draft|critique-critique|revision-draft-{_NUMBER}"
    rf"|verification-round-{_NUMBER}-batch-{_NUMBER})\.jsonl"
)
_PRIVATE = re.compile(re.escape(PRIVATE) + "[a-z0-9_]{8}")


def is_written(name: str) -> bool:
    """Whether a run writes a file of this name, a path relative to its workspace."""
    return _WRITTEN.fullmatch(name.removeprefix(f"{ORIGINALS}/")) is not None


def is_private_folder(path: Path) -> bool:
    """Whether this is a folder of temporary files that a run made."""
    return _PRIVATE.fullmatch(path.name) is not None and path.is_dir() and not path.is_symlink()


def require_plain(root: Path) -> None:
    """See to it that what bears the names of a run's own is files and folders: nothing else is ever read or written through.

    Raises:
        WorkspaceError: naming what is a link, a named pipe or the like, stands in the other's place, is a file without end, or
            cannot be looked at.
    """
    try:
        for path, is_folder in _own(root):
            found = path.lstat()
            kind = file_type(found.st_mode)
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
    if os.path.lexists(root / SET_ASIDE):
        yield root / SET_ASIDE, True
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
    return bool(path.parts) and path.parts[0] in {*OWN_FOLDERS, *OWN_FILES, LOCK, SET_ASIDE}


def is_a_runs(path: Path, below: Path) -> bool:
    """Whether a file stands where a run writes, in a workspace that is or lies below a folder: it is no source of another."""
    above = (root for root in path.parents if root.is_relative_to(below) and bears_an_own_name(path.relative_to(root)))
    return any(_is_a_workspace(root) for root in above)


def _is_a_workspace(root: Path) -> bool:
    """Whether a run has worked in a folder. A sandboxed run may not read other workspaces, but see what they hold."""
    if not (root / LOCK).is_file():
        return False
    return any((root / name).is_file() for name in (COPY, EVENTS)) or is_a_runs_lock(root)


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


def sweep(root: Path) -> None:
    """Remove what a run left behind that was killed: halves of writes, folders for temporary files."""
    for path in (*root.glob(".*"), *(path for name in OWN_FOLDERS for path in (root / name).glob("**/.*"))):
        name = path.with_name(meant(path.name) or path.name).relative_to(root).as_posix()
        if name != path.relative_to(root).as_posix() and is_written(name) and not path.is_symlink() and path.is_file():
            remove(path)
    for folder in filter(is_private_folder, root.glob(f"{PRIVATE}*")):
        if str(folder) != tempfile.gettempdir():
            shutil.rmtree(folder, ignore_errors=True)
