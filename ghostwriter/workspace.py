"""The workspace: one folder a run, written atomically, locked by one run at a time, and described by ``run.json``."""

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from pydantic import ValidationError

from ghostwriter.errors import WorkspaceError
from ghostwriter.record import SCHEMA_VERSION, RunRecord

RECORD = "run.json"
EVENTS = "events.jsonl"
LOCK = "run.lock"
OWN_FOLDERS = ("retrieved", "sources", "extraction", "drafting", "critique", "verification", "transcripts")
OWN_FILES = ("brief.md", "final.md", "report.html", RECORD, EVENTS)


class Workspace:
    """A run's folder. Paths are relative to it, with forward slashes.

    Every write goes to a temporary file in the same folder, is flushed to the disk and then renamed, so that a reader or a
    power cut finds either the old file or the new one.
    """

    def __init__(self, root: Path, record: RunRecord) -> None:
        self.root = root
        self.record = record
        self._record_lock = threading.Lock()

    @classmethod
    @contextlib.contextmanager
    def open(cls, root: Path, *, fresh: bool = False) -> Iterator[Self]:
        """Lock the folder (made if need be) and read its record.

        Raises:
            WorkspaceError: if another run holds it, it cannot be written, or its record cannot be read.
        """
        try:
            root.mkdir(parents=True, exist_ok=True)
            root = root.resolve()  # a link to the workspace is the user's own; links inside it are not followed
            lock = FileLock(root / LOCK, timeout=0)
            lock.acquire()
        except Timeout as error:
            raise WorkspaceError(
                f"workspace {str(root)!r} is in use by another run; wait for it, or name another with --workspace."
            ) from error
        except OSError as error:
            raise WorkspaceError(f"workspace {str(root)!r} cannot be written: {error.strerror}.") from error
        try:
            if fresh:
                _clear(root)
            _sweep(root)
            yield cls(root, _read_record(root))
        finally:
            lock.release()

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
        """Write a file atomically; returns its sha256."""
        data = text.encode()
        write_atomically(self.path(name), data)
        return hashlib.sha256(data).hexdigest()

    def remove(self, name: str) -> None:
        """Delete a file if it is there."""
        self.path(name).unlink(missing_ok=True)

    def update(self, change: Callable[[RunRecord], RunRecord]) -> RunRecord:
        """Change the record and write ``run.json``, from whichever thread."""
        with self._record_lock:
            self.record = change(self.record)
            self.write(RECORD, self.record.model_dump_json(indent=1) + "\n")
            return self.record


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that a reader, or a power cut, finds the old bytes or the new ones, never a part.

    Raises:
        WorkspaceError: if the disk is full or the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:  # whatever it was, an interrupt included: no litter, and on it goes
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkspaceError(f"cannot write {path.name!r}: {error.strerror}. What was finished is kept.") from error


def _read_record(root: Path) -> RunRecord:
    path = root / RECORD
    try:
        record = RunRecord.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return RunRecord()
    except ValidationError as error:
        raise WorkspaceError(
            f"{str(path)!r} is damaged or of another version of Ghostwriter; run again with --fresh to start over, "
            "or name another --workspace."
        ) from error
    if record.schema_version != SCHEMA_VERSION:
        raise WorkspaceError(
            f"{str(path)!r} was written by another version of Ghostwriter (format {record.schema_version}, "
            f"this is {SCHEMA_VERSION}); run again with --fresh, or name another --workspace."
        )
    return record


def _sweep(root: Path) -> None:
    """Remove what a write left behind that was killed halfway: its hidden temporary file."""
    halves = [*root.glob(".*.*"), *(path for name in OWN_FOLDERS for path in (root / name).glob("**/.*.*"))]
    for path in halves:
        if path.is_file() and not path.is_symlink():
            path.unlink()


def _clear(root: Path) -> None:
    """Remove what runs write, and nothing else that may lie in the folder."""
    for name in OWN_FOLDERS:
        shutil.rmtree(root / name, ignore_errors=True)
    for name in OWN_FILES:
        (root / name).unlink(missing_ok=True)
