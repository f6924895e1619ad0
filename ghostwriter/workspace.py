"""The workspace: one folder a run, written atomically, held by one run at a time, and described by ``run.json``."""

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from ghostwriter.atomic import make_folder, meant, remove, write_atomically
from ghostwriter.errors import WorkspaceError
from ghostwriter.holding import held
from ghostwriter.record import RunRecord
from ghostwriter.record_files import COPY, RECORD, read_record
from ghostwriter.secrecy.watch import NO_SECRETS, Watch

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


class Workspace:
    """A run's folder. Paths are relative to it, with forward slashes.

    Every write is atomic, so that a reader or a power cut finds either the old file or the new one, and durable, so that what
    is written later was not there earlier. ``watch`` sees all that is written.
    """

    def __init__(self, root: Path, record: RunRecord) -> None:
        self.root = root
        self.record = record
        self.watch: Watch = NO_SECRETS
        self._record_lock = threading.Lock()
        self._identity = root.stat() if root.is_dir() else None

    @classmethod
    @contextlib.contextmanager
    def open(cls, root: Path, *, fresh: bool = False) -> Iterator[Self]:
        """Lock the folder (made if need be) and read its record.

        Raises:
            WorkspaceError: if another run holds it, it cannot be written, or its record cannot be read.
        """
        make_folder(root)
        root = root.resolve()  # a link to the workspace is the user's own; links inside it are not followed
        with held(root):
            if fresh:
                _clear(root)
            _refuse_what_no_run_wrote(root)
            record = read_record(root)
            _sweep(root)
            yield cls(root, record)

    def path(self, name: str) -> Path:
        """Where a file of the workspace lies."""
        return self.root / name

    def exists(self, name: str) -> bool:
        """Whether a file is there."""
        return self.path(name).is_file()

    def read(self, name: str) -> str:
        """A file's text.

        Raises:
            WorkspaceError: if it is missing or not UTF-8.
        """
        try:
            return self.path(name).read_bytes().decode()
        except FileNotFoundError as error:
            raise WorkspaceError(f"{name} is missing from workspace {str(self.root)!r}; run again.") from error
        except UnicodeDecodeError as error:
            raise WorkspaceError(f"{name} in workspace {str(self.root)!r} is not UTF-8; mend or delete it.") from error

    def sha256(self, name: str) -> str:
        """The digest of a file's bytes, in hex; empty if there is no such file."""
        path = self.path(name)
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

    def write(self, name: str, text: str) -> str:
        """Write a file atomically; returns its sha256.

        Raises:
            SecretFound: if the text holds one that ``watch`` knows.
            WorkspaceError: if the disk is full, or the workspace cannot be written or is no longer there.
        """
        self.watch.require_none(text, name)
        data = text.encode()
        self.put(name, data)
        return hashlib.sha256(data).hexdigest()

    def put(self, name: str, data: bytes) -> None:
        """The same for bytes."""
        self._require_the_same_folder()
        make_folder(self.path(name).parent)
        write_atomically(self.path(name), data)

    def remove(self, name: str) -> None:
        """Delete a file if it is there; after a power cut it is not back."""
        remove(self.path(name))

    def bytes(self, name: str) -> bytes | None:
        """A file's bytes, or None if it is not there."""
        path = self.path(name)
        return path.read_bytes() if path.is_file() else None

    def update(self, change: Callable[[RunRecord], RunRecord]) -> RunRecord:
        """Change the record and write ``run.json``, from whichever thread."""
        with self._record_lock:
            self.record = change(self.record)
            text = self.record.model_dump_json(indent=1) + "\n"
            for name in (COPY, RECORD):  # one of them is whole at any time
                self.write(name, text)
            return self.record

    def _require_the_same_folder(self) -> None:
        try:
            there = self._identity is not None and os.path.samestat(self.root.stat(), self._identity)
        except FileNotFoundError:
            there = False
        if not there:
            raise WorkspaceError(
                f"workspace {str(self.root)!r} was moved or deleted while the run went on; where it is now, it holds what "
                "was finished: name it with --workspace to go on."
            )


def _refuse_what_no_run_wrote(root: Path) -> None:
    """A file without end in a run's own place would be read as a whole."""
    own = [root / name for name in OWN_FILES]
    own += [path for name in OWN_FOLDERS for path in (root / name).glob("**/*")]
    for path in own:
        found = path.lstat() if path.exists(follow_symlinks=False) else None
        if found is not None and found.st_size > LARGEST_FILE:
            raise WorkspaceError(
                f"{str(path)!r} is too large to be a run's own (the limit is {LARGEST_FILE:,} bytes); move it elsewhere, or "
                "delete it."
            )


def _sweep(root: Path) -> None:
    """Remove what a run left behind that was killed: halves of writes, folders for temporary files. Others' files stay."""
    halves = [path for path in root.glob(".*") if meant(path.name) in OWN_FILES]
    halves += [path for name in OWN_FOLDERS for path in (root / name).glob("**/.*") if meant(path.name)]
    for path in halves:
        if path.is_file() and not path.is_symlink():
            remove(path)
    for folder in root.glob(f"{PRIVATE}*"):
        if str(folder) != tempfile.gettempdir() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


def _clear(root: Path) -> None:
    """Remove what runs write, and nothing else that may lie in the folder."""
    try:
        for name in OWN_FOLDERS:
            if (root / name).exists(follow_symlinks=False):
                shutil.rmtree(root / name)
        for name in OWN_FILES:
            (root / name).unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{str(error.filename)!r} cannot be deleted: {error.strerror}.") from error
