"""A fresh start: what runs wrote is removed, what a person has made of it is set aside, and all else stays."""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security.safe_read import read_beneath
from ghostwriter.workspace.atomic_write import remove
from ghostwriter.workspace.hand_edits import is_as_written, known_digests
from ghostwriter.workspace.layout import EVENTS, LARGEST_FILE, OWN_FILES, OWN_FOLDERS, SEAL, is_written
from ghostwriter.workspace.record_io import COPY, RECORD, others_files
from ghostwriter.workspace.set_aside import set_aside

_LOGS = ("transcripts/", "retrieved/")
"""What runs write under names that nobody else would choose, and keep no digest of."""

_SHOWN = 10
"""Files that are named, of many."""


@dataclass(frozen=True)
class Cleared:
    """What a fresh start did not remove: what it moved out of the way, by its new place, and what it left as it is."""

    moved: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def notices(self) -> list[str]:
        """What to tell of it, in a line each."""
        told = (
            ("not as a run wrote it, and kept: ", self.moved),
            ("left where it is, since no run writes it: ", self.left),
        )
        return [text + _listed(names) for text, names in told if names]


def clear(root: Path, record: RunRecord, keep: Path | None = None) -> Cleared:
    """Begin anew in a workspace whose files are plain ones; ``keep`` is a person's own, such as the brief.

    The record is the last to go: without it, what is left of an old run would pass for a person's own work.

    Raises:
        WorkspaceError: if some of it cannot be moved or deleted.
    """
    names = [name for name in _files(root) if root / name != keep]
    written = [name for name in names if is_written(name)]
    known = known_digests(record)
    strange = set(strangers(root))
    ours = {name for name in written if name not in strange and _is_a_runs(root, name, known)}
    moved = set_aside(root, [name for name in written if name not in ours])
    for name in sorted(ours, key=lambda name: (name in {COPY, RECORD}, name)):
        remove(root / name)
    for folder in sorted({parent for name in written for parent in Path(name).parents if parent.name}, reverse=True):
        with contextlib.suppress(OSError):  # it is not empty
            (root / folder).rmdir()
    return Cleared(tuple(moved), tuple(name for name in names if not is_written(name)))


def _is_a_runs(root: Path, name: str, known: Mapping[str, list[str]]) -> bool:
    if name in {COPY, RECORD, EVENTS, SEAL} or name.startswith(_LOGS):
        return True
    return is_as_written(root, name, known)


def strangers(root: Path) -> list[str]:
    """Files under the names of record and account that no run wrote, nor a power cut tore: a run would write over them."""
    found = others_files(root)
    if (root / EVENTS).is_file():
        data = read_beneath(root, EVENTS, LARGEST_FILE)
        if data and b"\0" not in data and not _is_an_event(data.partition(b"\n")[0]):
            found.append(EVENTS)
    return found


def _is_an_event(line: bytes) -> bool:
    """Whether a line is one of a run's account, or what a power cut has left of it."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return b'{"at":'.startswith(line[:6])
    return isinstance(event, dict) and event.keys() >= {"at", "kind"}


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _files(root: Path) -> Iterator[str]:
    """What lies under the names of a run's own, relative to the workspace."""
    yield from (name for name in OWN_FILES if os.path.lexists(root / name))
    for folder in OWN_FOLDERS:
        for where, _, files in os.walk(root / folder):
            yield from (Path(where, name).relative_to(root).as_posix() for name in sorted(files))
