"""Whether a file is as a run wrote it: by its digest in the record, or by its original."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ghostwriter.own_files import LARGEST_FILE, ORIGINALS
from ghostwriter.reading import Unreadable, read_beneath
from ghostwriter.record import RunRecord
from ghostwriter.torn import is_torn


def known_digests(record: RunRecord) -> Mapping[str, set[str]]:
    """The digests of what runs have written, by the file's name."""
    known = {name: set(digests) - {""} for name, digests in record.derived.items()}
    for stage in record.stages.values():
        for task in stage.tasks.values():
            known.setdefault(task.artifact, set()).add(task.sha256)
    known.setdefault("brief.md", set()).add(record.brief_sha256)
    return known


def is_as_written(root: Path, name: str, known: Mapping[str, set[str]]) -> bool:
    """Whether a run wrote what stands under a name, or a power cut tore it; an original is told by its artifact."""
    artifact = name.removeprefix(f"{ORIGINALS}/")
    other = artifact if artifact != name else f"{ORIGINALS}/{name}"
    found, beside = _bytes(root, name), _bytes(root, other)
    if found is None or not found.strip(b"\0"):
        return found is not None
    if beside is not None and (found == beside or (artifact == name and is_torn(found, beside))):
        return True
    return hashlib.sha256(found).hexdigest() in known.get(artifact, ())


def _bytes(root: Path, name: str) -> bytes | None:
    try:
        return read_beneath(root, name, LARGEST_FILE)
    except Unreadable:
        return None
