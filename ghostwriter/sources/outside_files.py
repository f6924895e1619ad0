"""Files that a brief names outside of its own folder: read if a person has allowed it, since the brief may be a stranger's."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ghostwriter.brief.brief import Brief
from ghostwriter.errors import NotAllowed
from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.discovery import BriefSources, SourceEntry, SourceFile, plain_path, source_file
from ghostwriter.text.invisible import printable

OPTION = "--allow-outside"
MOST_TOLD = 3
"""Files that an error names; the rest are counted."""


class OutsideFiles(NamedTuple):
    """Files outside of a brief's folder that one of its texts stands for, by real paths.

    ``place`` is what would have to be allowed for all of it: the file, or the folder in which files were looked for. There are
    no ``files`` if none were found.
    """

    place: Path
    files: tuple[Path, ...]


def outside_files(sources: BriefSources) -> list[OutsideFiles]:
    """List what a brief would read and may not; nothing that is refused in any case."""
    brief = sources.brief
    found = [*(_of_entry(brief, entry) for entry in sources.files), _style(brief) if brief.style else None]
    return list(dict.fromkeys(one for one in found if one is not None))


def require_allowed(sources: BriefSources) -> None:
    """Require that a brief names nothing outside of its folder that it may not read.

    Raises:
        NotAllowed: naming what it does, and the option that allows it.
    """
    if found := outside_files(sources):
        raise not_allowed(sources.brief, found)


def not_allowed(brief: Brief, found: Sequence[OutsideFiles]) -> NotAllowed:
    """The error for what a brief may not read."""
    paths = list(dict.fromkeys(path for one in found for path in one.files or (one.place,)))
    told = ", ".join(repr(printable(str(path))) for path in paths[:MOST_TOLD])
    more = f" and {len(paths) - MOST_TOLD:,} more" if len(paths) > MOST_TOLD else ""
    those = "which lies" if len(paths) == 1 else "which lie"
    options = " ".join(f"{OPTION} {shlex.quote(str(path))}" for path in _roots(found))
    return NotAllowed(
        f"the brief names {told}{more}, {those} outside of its folder {printable(str(brief.base.resolve()))!r}: not read.\n"
        f"to let it, add {options}; else take that out of the brief, or copy it into the folder"
    )


def _of_entry(brief: Brief, entry: SourceEntry) -> OutsideFiles | None:
    # Missing files are reported as well: a person must allow a place before anything is said of it.
    if entry.place is None:
        return None
    if entry.error:
        path = _to_allow(brief, entry.place)
        return OutsideFiles(path, ()) if path is not None else None
    paths = tuple(path for file in entry.files if (path := _to_allow(brief, file)) is not None)
    return OutsideFiles(entry.place.real, paths) if paths else None


def _style(brief: Brief) -> OutsideFiles | None:
    """The name of a style guide that is shipped is no path to anywhere else."""
    try:
        path = _to_allow(brief, source_file(brief.base, brief.style))
    except Unreadable:
        return None
    return OutsideFiles(path, (path,)) if path is not None else None


def _to_allow(brief: Brief, file: SourceFile) -> Path | None:
    """The real path of a file that somebody has to allow; None if it is read, or refused, whatever anybody says."""
    try:
        path = plain_path(brief, file)
    except Unreadable:
        return None
    return None if brief.may_read(path) else path


def _roots(found: Sequence[OutsideFiles]) -> list[Path]:
    """The fewest folders and files that allow all of it."""
    places = _topmost([one.place for one in found])
    return places if len(places) <= MOST_TOLD else _topmost([path.parent for path in places])


def _topmost(paths: Sequence[Path]) -> list[Path]:
    return [path for path in dict.fromkeys(paths) if not any(other in path.parents for other in paths)]
