"""The workspace: a folder that one run at a time writes atomically, and that ``run.json`` describes."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from ghostwriter.errors import SecretFound, WorkspaceError
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security.safe_read import Missing, Unreadable, read_beneath
from ghostwriter.security.secrets.scanner import NO_SECRETS, SecretScanner
from ghostwriter.workspace.atomic_write import make_folder, remove, write_atomically
from ghostwriter.workspace.clearing import clear, foreign_files, kept_notices, set_aside
from ghostwriter.workspace.hand_edits import is_as_written, known_digests, sha256_of
from ghostwriter.workspace.layout import COPY, LARGEST_FILE, RECORD, require_plain, sweep
from ghostwriter.workspace.lock import workspace_lock
from ghostwriter.workspace.ownership import BriefIdentity, require_its_brief, require_ours, require_outside
from ghostwriter.workspace.record_io import read_record


class Workspace:
    """A run's folder. Paths are relative to it, with forward slashes.

    Every write is atomic, so that a reader or a power cut finds either the old file or the new one, and durable, so that what
    is written later was not there earlier. ``scanner`` sees all that is written; ``notices`` tell what was moved to open it.
    """

    def __init__(
        self, root: Path, record: RunRecord, notices: Sequence[str] = (), scanner: SecretScanner = NO_SECRETS
    ) -> None:
        self.root = root
        self.record = record
        self.notices = notices
        self.scanner = scanner
        self._changing, self._writing = threading.Lock(), threading.Lock()
        self._changes = self._changes_written = 0
        self._identity = root.stat() if root.is_dir() else None

    @classmethod
    @contextlib.contextmanager
    def open(
        cls,
        root: Path,
        *,
        fresh: bool = False,
        brief: BriefIdentity | None = None,
        scanner: SecretScanner = NO_SECRETS,
    ) -> Iterator[Self]:
        """Lock the folder (made if need be) and read its record; a fresh start leaves ``brief``, if it lies there.

        Raises:
            WorkspaceError: if the folder is no run's or another brief's, is in use, cannot be read or written, or lies among
                another workspace's own files or has one among its own.
        """
        # A link to the workspace is the user's own; links inside it are not followed.
        root = Path(os.path.realpath(root))
        require_outside(root)
        require_ours(root, brief)
        make_folder(root)
        with workspace_lock(root):
            require_plain(root)
            if brief is not None:
                require_its_brief(root, brief)
            if fresh:
                keep = Path(os.path.realpath(brief.path)) if brief is not None and brief.path else None
                before = RunRecord()
                with contextlib.suppress(WorkspaceError):  # what cannot be read is cleared as well
                    before = read_record(root)
                notices = clear(root, before, keep)
                record = RunRecord(brief=before.brief)
            else:
                record = read_record(root)
                notices = kept_notices(set_aside(root, foreign_files(root)))
            sweep(root)
            yield cls(root, record, notices, scanner)

    def path(self, name: str) -> Path:
        """The path of a file."""
        return self.root / name

    def exists(self, name: str) -> bool:
        """Whether a file is there."""
        return self.path(name).is_file()

    def read(self, name: str) -> str:
        """A file's text; raises WorkspaceError if it is missing, not UTF-8, or cannot be read."""
        data = self.read_bytes(name)
        if data is None:
            raise WorkspaceError(f"{name} is missing from workspace {str(self.root)!r}; run again.")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise WorkspaceError(
                f"{name} in workspace {str(self.root)!r} is not UTF-8; correct or delete it."
            ) from error

    def sha256(self, name: str) -> str:
        """The digest of a file's bytes, in hex; empty if there is no such file."""
        data = self.read_bytes(name)
        return "" if data is None else sha256_of(data)

    def write(self, name: str, text: str) -> str:
        """Write a file atomically; returns its sha256. Raises SecretFound, and WorkspaceError if it cannot be written."""
        self.scanner.require_none(text, name)
        data = text.encode()
        self.write_bytes(name, data)
        return sha256_of(data)

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write a file's bytes atomically."""
        self._require_the_same_folder()
        make_folder(self.path(name).parent)
        write_atomically(self.path(name), data)

    def remove(self, name: str) -> None:
        """Delete a file if it is there; after a power cut it is not back."""
        remove(self.path(name))

    def is_as_written(self, name: str) -> bool:
        """Whether a file is there, and is what a run wrote, or a power cut left of it."""
        return is_as_written(self.root, name, known_digests(self.record))

    def set_aside(self, name: str) -> str:
        """Move a file that is not as a run wrote it to ``set-aside/``; returns its new name."""
        self._require_the_same_folder()
        return set_aside(self.root, [name])[0]

    def read_bytes(self, name: str) -> bytes | None:
        """A file's bytes, or None if it is not there; raises WorkspaceError for a link, a second name and the like."""
        try:
            return read_beneath(self.root, name, LARGEST_FILE, only_name=True)
        except Missing:
            return None
        except Unreadable as error:
            raise WorkspaceError(f"{name} in workspace {str(self.root)!r} {error}; correct or delete it.") from error

    def recheck_input(self) -> None:
        """Require that brief and sources hold no secret that was fetched after they were written, as a profile's keys are.

        Raises:
            SecretFound: if one does; a copy that a run wrote is deleted.
        """
        for name in ("brief.md", *(f"sources/{source.id}.md" for source in self.record.sources)):
            try:
                self.scanner.require_none((self.read_bytes(name) or b"").decode("utf-8", "replace"), name)
            except SecretFound:
                if self.is_as_written(name):
                    self.remove(name)
                raise

    def update(self, change: Callable[[RunRecord], RunRecord]) -> None:
        """Change the record and write ``run.json``, from whichever thread; changes made meanwhile share the next write."""
        with self._changing:
            self.record = change(self.record)
            self._changes += 1
            mine = self._changes
        with self._writing:
            if self._changes_written < mine:
                self._write_record()

    def _write_record(self) -> None:
        with self._changing:
            record, changes = self.record, self._changes
        text = record.model_dump_json(indent=1) + "\n"
        self.scanner.require_none(text, RECORD)
        for name in (COPY, RECORD):  # one of them is whole at any time
            self.write_bytes(name, text.encode())
        self._changes_written = changes

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
