"""``run.json`` and its copy, read back: a torn one is no loss, one of another version is left alone."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.run_record import SCHEMA_VERSION, RunRecord
from ghostwriter.security.safe_read import Unopenable, Unreadable, read_regular

RECORD = "run.json"
LARGEST = 50_000_000
"""Bytes; a run of 500 sources writes a few million."""
COPY = "run.copy.json"
"""Written before ``run.json``, with the same words: what tears one of them leaves the other."""
_BEGINNING = b'{"schema_version"'
"""What a record begins with, as far as a power cut has left it, without white space."""
_EVERY_RECORD = {"schema_version", "status", "title", "workspace", "stages", "totals"}
"""Keys that every version has written; other tools' files of that name lack them."""


def read_record(root: Path) -> RunRecord:
    """The record of a workspace; an empty one where there is none yet.

    Raises:
        WorkspaceError: if both are damaged, or another version of Ghostwriter wrote them.
    """
    path = root / RECORD
    if not path.exists() and not (root / COPY).exists():
        return RunRecord()
    found = [one for one in (_json(path), _json(root / COPY)) if one]
    # A record tells its format; what does not, where the other does, is something else that came into its place.
    records = [one for one in found if isinstance(one.get("schema_version"), int)] or found
    if not records:
        raise WorkspaceError(
            f"{str(path)!r} is damaged, and so is its copy; run again with --fresh to start over, "
            "or name another --workspace."
        )
    _require_our_format(path, records[0].get("schema_version"))
    problems: list[ErrorDetails] = []
    for record in records:
        try:
            return RunRecord.model_validate(record)
        except ValidationError as error:
            problems += error.errors(include_url=False)
    where = ".".join(str(part) for part in problems[0]["loc"])
    raise WorkspaceError(
        f"{str(path)!r} is damaged or of another version of Ghostwriter ({where}: {problems[0]['msg']}); "
        "run again with --fresh to start over, or name another --workspace."
    )


def recorded(root: Path) -> dict[str, Any] | None:
    """The record of a folder as it stands there, of whichever version; None if it has none that a run wrote."""
    found = (_json(root / name) for name in (RECORD, COPY))
    return next((one for one in found if one is not None and _is_a_runs(one)), None)


def others_files(root: Path) -> list[str]:
    """Those of the record's two names under which somebody else's file stands, and no record, not even a torn one."""
    return [name for name in (RECORD, COPY) if (root / name).is_file() and _is_anothers(root / name)]


def _is_a_runs(record: dict[str, Any]) -> bool:
    return record.keys() >= _EVERY_RECORD and isinstance(record["schema_version"], int)


def _is_anothers(path: Path) -> bool:
    if (found := _json(path)) is not None:
        return not _is_a_runs(found)
    data = read_regular(path, LARGEST)
    begins = b"".join(data[:100].split())
    return b"\0" not in data and not begins.startswith(_BEGINNING) and not _BEGINNING.startswith(begins)


def _json(path: Path) -> dict[str, Any] | None:
    """What is in a file, or None if it is torn or not there, or nothing that a run writes."""
    try:
        found = json.loads(read_regular(path, LARGEST, only_name=True))
    except Unopenable as error:
        raise WorkspaceError(f"{str(path)!r} {error}.") from error
    except (Unreadable, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _require_our_format(path: Path, format_version: object) -> None:
    match format_version:
        case int() if format_version > SCHEMA_VERSION:
            raise WorkspaceError(
                f"{str(path)!r} was written by a newer Ghostwriter (format {format_version}, this one reads {SCHEMA_VERSION}); "
                "go on with that version, or name another --workspace; --fresh would throw its work away."
            )
        case int() if format_version == SCHEMA_VERSION:
            return
        case _:
            raise WorkspaceError(
                f"{str(path)!r} was written by another version of Ghostwriter (format {format_version!r}, this one reads "
                f"{SCHEMA_VERSION}); run again with --fresh to start over, or name another --workspace."
            )
