"""Files that code makes of the artifacts: written anew as need be, and never over what a hand has made of them."""

import hashlib
from collections.abc import Mapping

from ghostwriter.schema.events import Notice, Sink
from ghostwriter.workspace.layout import ORIGINALS
from ghostwriter.workspace.truncation import is_torn
from ghostwriter.workspace.workspace import Workspace


class DerivedFiles:
    """Those of one workspace; ``changed`` says whether anything was written."""

    def __init__(self, workspace: Workspace, emit: Sink) -> None:
        self._workspace = workspace
        self._emit = emit
        self.changed = False

    def derive(self, name: str, text: str) -> str:
        """Write a file, unless a hand has edited it; returns the text that now stands."""
        self.repair(name, text.encode())
        current = self._workspace.sha256(name)
        if current and current != _sha256(text) and not self._workspace.is_as_written(name):
            self._emit(Notice(text=f"{name} was edited by hand and is kept; delete it to have it rebuilt"))
            return self._workspace.read(name)
        self._note({name: text})
        for place in (f"{ORIGINALS}/{name}", name):
            if self._workspace.sha256(place) != _sha256(text):
                self.changed = True
                self._workspace.write(place, text)
        return text

    def restore(self, texts: Mapping[str, str]) -> None:
        """Write files that say what was read or checked, as only code can; what else stands there gives way, and is set aside."""
        stale = {name: text for name, text in texts.items() if self._workspace.sha256(name) != _sha256(text)}
        for name, text in stale.items():
            if not is_torn(self._workspace.bytes(name) or b"", text.encode()):
                self._give_way(name)
        self._note(texts)
        for name, text in stale.items():
            self.changed = True
            self._workspace.remove(f"{ORIGINALS}/{name}")  # an earlier version kept one
            self._workspace.write(name, text)

    def discard(self, name: str) -> None:
        """Delete a file if a run wrote it; set it aside if a hand did."""
        self._give_way(name)
        self._workspace.remove(name)

    def repair(self, name: str, *others: bytes) -> None:
        """Put back what is torn: from its original, or from what else it may have been written from."""
        found = self._workspace.bytes(name)
        known = (self._workspace.bytes(f"{ORIGINALS}/{name}"), *others)
        whole = next((written for written in known if written and found is not None and is_torn(found, written)), None)
        if whole is not None:
            self._emit(Notice(text=f"{name} was cut short, as by a power failure, and is whole again"))
            self._workspace.put(name, whole)

    def _give_way(self, name: str) -> None:
        if self._workspace.exists(name) and not self._workspace.is_as_written(name):
            place = self._workspace.set_aside(name)
            self._emit(
                Notice(text=f"{name} was not as a run wrote it, and is rebuilt; what stood there is kept as {place}")
            )

    def _note(self, texts: Mapping[str, str]) -> None:
        """Note digests before what they are of is written: a run that dies in between must not take its own file for an edit."""
        known = self._workspace.record.derived
        noted = {name: self._digests(name, text) for name, text in texts.items()}
        if any(known.get(name, [])[-1:] != digests[-1:] for name, digests in noted.items()):
            self._workspace.update(lambda record: record.model_copy(update={"derived": record.derived | noted}))

    def _digests(self, name: str, text: str) -> list[str]:
        """Of what stands there, which a run wrote, and of what is to be written."""
        return [self._workspace.sha256(name), _sha256(text)]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
