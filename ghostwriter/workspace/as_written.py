"""Whether a file is as a run wrote it: by its digest in the record, or by its original."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security.safe_read import Unreadable, read_beneath
from ghostwriter.workspace.layout import LARGEST_FILE, ORIGINALS
from ghostwriter.workspace.truncation import is_torn


def known_digests(record: RunRecord) -> Mapping[str, list[str]]:
    """The digests of what runs have written, the latest last, by the file's name."""
    known = {"brief.md": [record.brief_sha256]} | record.derived
    of_tasks = {
        task.artifact: [task.sha256] for stage in record.stages.values() for task in stage.tasks.values() if task.sha256
    }
    return known | of_tasks


def is_as_written(root: Path, name: str, known: Mapping[str, list[str]]) -> bool:
    """Whether a run wrote what stands under a name, or a power cut tore it; an original is told by its artifact.

    Neither a digest nor an original vouches for a file alone: a hand may have written the record, and a command that edits many
    files edits the original as well. Only a run that died over a new version leaves the older one beside the original of the new.
    """
    artifact = name.removeprefix(f"{ORIGINALS}/")
    found, beside = _bytes(root, name), _bytes(root, artifact if artifact != name else f"{ORIGINALS}/{name}")
    if found is None or not found.strip(b"\0"):
        return found is not None
    digests = known.get(artifact, [])
    same = found == beside and (not digests or _sha256(found) in digests)
    if beside is None or artifact != name or is_torn(beside, found):
        return same or _sha256(found) in digests
    return same or is_torn(found, beside) or [_sha256(found), _sha256(beside)] == digests


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bytes(root: Path, name: str) -> bytes | None:
    try:
        return read_beneath(root, name, LARGEST_FILE)
    except Unreadable:
        return None
