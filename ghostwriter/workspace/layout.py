"""The names of a run's own files in a workspace; everything else in the folder is left alone."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ghostwriter.errors import WorkspaceError
from ghostwriter.security.safe_read import file_type
from ghostwriter.workspace.atomic_write import remove, target_of

BRIEF = "brief.md"
"""The workspace's copy of its brief."""
ARTICLE = "final.md"
EVENTS = "events.jsonl"
RECORD = "run.json"
COPY = "run.copy.json"
"""Written before ``run.json``, with the same content: what truncates one of them leaves the other."""
LOCK = "run.lock"
LARGEST_FILE = 100_000_000
"""Bytes; the largest that runs write are the events of many runs, and those are a hundredth of it."""
PRIVATE = ".ghostwriter-tmp-"
"""Prefix of a run's folders for temporary files."""
ORIGINALS = "originals"
"""Folder of each artifact as it was written: truncated files are repaired from it, and edits recognised."""
SET_ASIDE = "set-aside"
"""Folder of copies of files that a run had to replace although it did not write them."""
OWN_FOLDERS = ("retrieved", "sources", "extraction", "drafting", "critique", "verification", "transcripts", ORIGINALS)
SEAL = "up-to-date.json"
"""Digests by which a run with nothing to do is recognised."""
OWN_FILES = (BRIEF, ARTICLE, "report.html", EVENTS, SEAL, COPY, RECORD)
_NUMBER = r"[1-9]\d{0,5}"
_WRITTEN = re.compile(
    rf"{'|'.join(map(re.escape, OWN_FILES))}|sources/S{_NUMBER}\.md|retrieved/[0-9a-f]{{64}}\.json"
    rf"|extraction/(?:S{_NUMBER}|facts|disagreements)\.json|drafting/draft(?:-{_NUMBER})?\.md|critique/critique\.json"
    rf"|verification/(?:round-{_NUMBER}(?:/batch-{_NUMBER})?|verdicts|compliance)\.json"
    rf"|transcripts/(?:extraction-S{_NUMBER}|drafting-draft|critique-critique|revision-draft-{_NUMBER}"
    rf"|verification-round-{_NUMBER}-batch-{_NUMBER})\.jsonl"
)
_PRIVATE = re.compile(re.escape(PRIVATE) + "[a-z0-9_]{8}")


_BEGINNINGS = {
    RECORD: (b'{"schema_version"',),
    COPY: (b'{"schema_version"',),
    EVENTS: (b'{"at":',),
    LOCK: (b"ghostwriter:process", b"process"),
}
"""What a run writes first into a file that others may have as well, without white space."""


def is_foreign(name: str, data: bytes) -> bool:
    """Whether the content of such a file is another program's, and not a run's, whole or truncated by a power cut."""
    begins = b"".join(data[:100].split())
    return b"\0" not in data and not any(begins.startswith(one) or one.startswith(begins) for one in _BEGINNINGS[name])


def is_written(name: str) -> bool:
    """Whether a run writes a file of this name, a path relative to its workspace."""
    return _WRITTEN.fullmatch(name.removeprefix(f"{ORIGINALS}/")) is not None


def is_private_folder(path: Path) -> bool:
    """Whether this is a folder of temporary files that a run made."""
    return _PRIVATE.fullmatch(path.name) is not None and path.is_dir() and not path.is_symlink()


def own_paths(root: Path) -> Iterator[Path]:
    """Everything under a run's own names, a folder before what is in it; links are not followed. Raises OSError."""
    yield from (root / name for name in (*OWN_FILES, LOCK, SET_ASIDE) if os.path.lexists(root / name))
    for top in (root / name for name in OWN_FOLDERS if os.path.lexists(root / name)):
        yield top
        if top.is_dir() and not top.is_symlink():
            for folder, folders, files in top.walk(on_error=_raise):
                folders.sort()
                yield from (folder / name for name in sorted(folders + files))


def _raise(error: OSError) -> None:
    raise error


def require_plain(root: Path) -> None:
    """Require that all under a run's names is files and folders in their places: nothing else is read or written through.

    Raises:
        WorkspaceError: naming what is a link, a named pipe or the like, in the other's place, a file without end, another
            workspace, which would be cleared with this one, or cannot be read.
    """
    try:
        for path in own_paths(root):
            _require_plain(root, path)
    except OSError as error:
        raise WorkspaceError(f"{str(error.filename)!r} cannot be read: {error.strerror}.") from error


def _require_plain(root: Path, path: Path) -> None:
    name, found = path.relative_to(root).as_posix(), path.lstat()
    kind = file_type(found.st_mode)
    expected = {"a file", "a folder"}
    if path.parent == root:
        expected = {"a folder"} if name in {*OWN_FOLDERS, SET_ASIDE} else {"a file"}
    if kind == "a file" and found.st_size > LARGEST_FILE:
        raise WorkspaceError(
            f"{str(path)!r} is too large to be a run's own (the limit is {LARGEST_FILE:,} bytes); move it elsewhere, or "
            "delete it."
        )
    if kind not in expected:
        raise WorkspaceError(
            f"{name} in workspace {str(root)!r} is {kind}, which no run has made; put back what was there, or delete it."
        )
    if path.name == LOCK and path.parent != root:
        raise WorkspaceError(
            f"{str(path.parent)!r}, among the run's own files in workspace {str(root)!r}, is a workspace itself; move it "
            "elsewhere, or name another --workspace."
        )


def has_own_name(path: Path) -> bool:
    """Whether a path, relative to a workspace, is one of a run's own."""
    return bool(path.parts) and path.parts[0] in {*OWN_FOLDERS, *OWN_FILES, LOCK, SET_ASIDE}


def sweep(root: Path) -> None:
    """Remove the temporary files and folders of runs that were killed."""
    for path in [*root.glob(".*"), *own_paths(root)]:
        target = target_of(path.name)
        is_ours = target and is_written(path.with_name(target).relative_to(root).as_posix())
        if is_ours and path.is_file() and not path.is_symlink():
            remove(path)
    for folder in filter(is_private_folder, root.glob(f"{PRIVATE}*")):
        if str(folder) != tempfile.gettempdir():
            shutil.rmtree(folder, ignore_errors=True)
