"""``run.json`` and its copy, read back: a truncated one is no loss, one of another version is left alone."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.base import problems
from ghostwriter.schema.run_record import SCHEMA_VERSION, RunRecord
from ghostwriter.security.safe_read import Unopenable, Unreadable, read_regular
from ghostwriter.workspace.layout import COPY, RECORD

_LARGEST = 50_000_000
"""Bytes; a run of 500 sources writes a few million."""
_EVERY_RECORD = {"schema_version", "status", "title", "workspace", "stages", "totals"}
"""Keys that every version has written; other tools' files of that name lack them."""
_WAY_OUT = "run again with --fresh to start over, or name another --workspace."


def read_record(root: Path) -> RunRecord:
    """The record, empty if there is none yet; raises WorkspaceError if it and its copy are damaged or of another version."""
    path = root / RECORD
    if not path.exists() and not (root / COPY).exists():
        return RunRecord()
    found = [one for one in (_json(path), _json(root / COPY)) if one]
    # Something else may have come into the place of one of them; a record tells its format.
    records = [one for one in found if isinstance(one.get("schema_version"), int)] or found
    if not records:
        raise WorkspaceError(f"{str(path)!r} is damaged, and so is its copy; {_WAY_OUT}")
    _require_our_format(path, records[0].get("schema_version"))
    reasons: list[str] = []
    for record in records:
        try:
            return RunRecord.model_validate(record)
        except ValidationError as error:
            reasons += problems(error)
    raise WorkspaceError(f"{str(path)!r} is damaged or of another version of Ghostwriter ({reasons[0]}); {_WAY_OUT}")


def raw_record(root: Path) -> dict[str, Any] | None:
    """The record of a folder as it is there, of whichever version; None if it has none that a run wrote."""
    found = (_json(root / name) for name in (RECORD, COPY))
    return next(
        (
            one
            for one in found
            if one is not None and one.keys() >= _EVERY_RECORD and isinstance(one["schema_version"], int)
        ),
        None,
    )


def _json(path: Path) -> dict[str, Any] | None:
    """The object in a file; None if the file is truncated, not there, or nothing that a run writes."""
    try:
        found = json.loads(read_regular(path, _LARGEST, only_name=True))
    except Unopenable as error:
        raise WorkspaceError(f"{str(path)!r} {error}.") from error
    except (Unreadable, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _require_our_format(path: Path, found: object) -> None:
    if found == SCHEMA_VERSION:
        return
    if isinstance(found, int) and found > SCHEMA_VERSION:
        raise WorkspaceError(
            f"{str(path)!r} was written by a newer Ghostwriter (format {found}, this one reads {SCHEMA_VERSION}); "
            "go on with that version, or name another --workspace; --fresh would throw its work away."
        )
    raise WorkspaceError(
        f"{str(path)!r} was written by another version of Ghostwriter (format {found!r}, this one reads "
        f"{SCHEMA_VERSION}); {_WAY_OUT}"
    )
