"""The artifacts of a workspace: repaired after a power cut, and never overwritten where they were edited by hand."""

from collections.abc import Mapping

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.base import Artifact
from ghostwriter.schema.events import Notice, Sink
from ghostwriter.workspace.hand_edits import is_truncated, sha256_of
from ghostwriter.workspace.layout import ORIGINALS
from ghostwriter.workspace.workspace import Workspace


class ArtifactStore:
    """The files that one run reads and writes; ``changed`` says whether any was written."""

    def __init__(self, workspace: Workspace, emit: Sink) -> None:
        self.workspace = workspace
        self._emit = emit
        self._read: dict[str, str] = {}
        self.changed = False

    def read(self, name: str) -> str:
        """An artifact's text; raises WorkspaceError if it has changed since this run first read it."""
        text = self.workspace.read(name)
        if self._read.setdefault(name, text) != text:
            raise WorkspaceError(
                f"{name} was edited while the run went on; run the same command again to take the edit in."
            )
        return text

    def load[A: Artifact](self, kind: type[A], name: str) -> A:
        """An artifact's content; raises WorkspaceError if it was edited by hand and does not validate any more."""
        try:
            return kind.from_json(self.read(name))
        except ValueError as error:
            raise invalid_edit(name, error) from error

    def is_edited(self, name: str) -> bool:
        """Whether a file is there that is not as a run wrote it."""
        return self.workspace.exists(name) and not self.workspace.is_as_written(name)

    def derive(self, name: str, text: str) -> str:
        """Write what code makes of other artifacts, unless it was edited by hand; returns the text that now stands."""
        self.repair(name, text.encode())
        current = self.workspace.sha256(name)
        if current and current != sha256_of(text.encode()) and self.is_edited(name):
            self._emit(Notice(text=f"{name} was edited by hand and is kept; delete it to have it rebuilt"))
            return self.workspace.read(name)
        self._record({name: text})
        for place in (f"{ORIGINALS}/{name}", name):
            if self.workspace.sha256(place) != sha256_of(text.encode()):
                self.changed = True
                self.workspace.write(place, text)
        return text

    def restore(self, texts: Mapping[str, str]) -> None:
        """Write what only code may write, such as verdicts; of an edited file a copy is kept."""
        stale = {name: text for name, text in texts.items() if self.workspace.sha256(name) != sha256_of(text.encode())}
        for name, text in stale.items():
            if not is_truncated(self.workspace.read_bytes(name) or b"", text.encode()):
                self._set_aside_if_edited(name)
        self._record(texts)
        for name, text in stale.items():
            self.changed = True
            self.workspace.remove(f"{ORIGINALS}/{name}")  # an earlier version kept one
            self.workspace.write(name, text)

    def discard(self, name: str) -> None:
        """Delete an artifact; of an edited one a copy is kept."""
        self._set_aside_if_edited(name)
        self._read.pop(name, None)
        self.workspace.remove(name)

    def repair(self, name: str, *others: bytes) -> None:
        """Restore a truncated file from its original, or from what else it may have been written from."""
        found = self.workspace.read_bytes(name)
        if found is None:
            return
        known = (self.workspace.read_bytes(f"{ORIGINALS}/{name}"), *others)
        whole = next((written for written in known if written and is_truncated(found, written)), None)
        if whole is not None:
            self._emit(Notice(text=f"{name} was cut short, as by a power failure, and is whole again"))
            self.workspace.write_bytes(name, whole)

    def _set_aside_if_edited(self, name: str) -> None:
        if self.is_edited(name):
            place = self.workspace.set_aside(name)
            self._emit(
                Notice(text=f"{name} was not as a run wrote it, and is rebuilt; what stood there is kept as {place}")
            )

    def _record(self, texts: Mapping[str, str]) -> None:
        """Record digests before the files are written: a run that dies in between must not take its own file for an edit.

        Two of each: of the file that a run wrote before, and of the one that is about to be written.
        """
        known = self.workspace.record.derived
        digests = {name: [self.workspace.sha256(name), sha256_of(text.encode())] for name, text in texts.items()}
        if any(known.get(name, [])[-1:] != both[-1:] for name, both in digests.items()):
            self.workspace.update(lambda record: record.changed(derived=record.derived | digests))


def invalid_edit(name: str, error: ValueError) -> WorkspaceError:
    """The error for an artifact that was edited by hand and does not validate."""
    return WorkspaceError(f"{name} was edited by hand and does not validate: {error}. Correct it, or delete it.")
