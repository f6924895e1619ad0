"""Tells files that were edited by hand from those that a run wrote, whole or truncated by a power cut."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security.safe_read import Unreadable, read_beneath
from ghostwriter.workspace.layout import LARGEST_FILE, ORIGINALS


def is_truncated(found: bytes, written: bytes) -> bool:
    """Whether ``found`` is what a power cut leaves of ``written``: nothing, a beginning that breaks off, or zeros.

    A text that ends earlier, but at the end of a line, may be an edit; JSON that ends earlier is always truncated.
    """
    if found == written:
        return False
    if b"\0" in found:
        return b"\0" not in written
    breaks_off = not found.endswith(b"\n") or written.lstrip()[:1] in {b"{", b"["}
    return breaks_off and written.startswith(found)


def known_digests(record: RunRecord) -> Mapping[str, list[str]]:
    """The digests of what runs have written, the latest last, by the file's name."""
    tasks = (task for stage in record.stages.values() for task in stage.tasks.values())
    return (
        {"brief.md": [record.brief_sha256]}
        | record.derived
        | {task.artifact: [task.sha256] for task in tasks if task.sha256}
    )


def is_as_written(root: Path, name: str, known: Mapping[str, list[str]]) -> bool:
    """Whether a run wrote a file, or a power cut truncated it; an original is compared with its artifact.

    Neither a digest nor an original proves a file alone: the record may be forged, and a command that edits many files edits
    the original as well. Only a run that died over a new version leaves the older one beside the original of the new.
    """
    artifact = name.removeprefix(f"{ORIGINALS}/")
    found, beside = _bytes(root, name), _bytes(root, artifact if artifact != name else f"{ORIGINALS}/{name}")
    if found is None or not found.strip(b"\0"):
        return found is not None
    digests = known.get(artifact, [])
    same = found == beside and (not digests or sha256_of(found) in digests)
    if beside is None or artifact != name or is_truncated(beside, found):
        return same or sha256_of(found) in digests
    return same or is_truncated(found, beside) or [sha256_of(found), sha256_of(beside)] == digests


def sha256_of(data: bytes) -> str:
    """The digest of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _bytes(root: Path, name: str) -> bytes | None:
    try:
        return read_beneath(root, name, LARGEST_FILE)
    except Unreadable:
        return None
