"""Whose a folder is: a run works in an empty one or in the workspace of its own brief, and leaves all others as they are."""

import errno
import os
from pathlib import Path
from typing import Any, Protocol

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.record_parts import BriefPlace
from ghostwriter.workspace.atomic_write import target_of
from ghostwriter.workspace.default_path import advice
from ghostwriter.workspace.layout import BRIEF, COPY, EVENTS, LOCK, OWN_FILES, has_own_name, is_private_folder
from ghostwriter.workspace.lock import is_foreign_lock, is_run_lock
from ghostwriter.workspace.record_io import raw_record

_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".directory", ".gitkeep", ".keep", "lost+found"})
"""What file managers, file systems and version control put into an empty folder; a run touches none of it."""
_SHOWN = 3


class BriefIdentity(Protocol):
    """Path, title and digest of a brief, by which its workspace is recognised; a ``Brief`` has them."""

    @property
    def path(self) -> Path | None:
        """Its file, or None for standard input."""

    @property
    def title(self) -> str:
        """Its title, or an empty text."""

    @property
    def sha256(self) -> str:
        """The digest of its text, in hex."""


def require_usable(brief: BriefIdentity, workspace: Path) -> None:
    """Require that a brief may be run in a folder, which may not be there yet; raises as the two below."""
    root = Path(os.path.realpath(workspace))
    require_ours(root, brief)
    require_its_brief(root, brief)


def require_ours(root: Path, brief: BriefIdentity | None = None) -> None:
    """Require that a folder is empty, is not there yet, or was made a workspace by a run; raises WorkspaceError."""
    names = _names(root)
    if not names or _has_just_begun(root, names) or is_run_lock(root) or raw_record(root) is not None:
        return
    shown = ", ".join(map(repr, sorted(names)[:_SHOWN])) + (", ..." if len(names) > _SHOWN else "")
    raise WorkspaceError(
        f"folder {str(root)!r} is not empty and no run's workspace (it holds {shown}): nothing in it is touched, with or "
        f"without --fresh; {advice(brief)}."
    )


def require_its_brief(root: Path, brief: BriefIdentity) -> None:
    """Require that a workspace, if it is one, was made for this brief; raises WorkspaceError if it belongs to another."""
    record = raw_record(root)
    if record is not None and not is_same_brief(brief, root, record):
        raise WorkspaceError(
            f"workspace {str(root)!r} belongs to another brief, {recorded_brief(record)}, and what it holds is kept, with or "
            f"without --fresh; {advice(brief)}."
        )


def _names(root: Path) -> set[str]:
    """The names in a folder, without those that count as nothing; what is no folder is reported when it is written into."""
    try:
        return {path.name for path in root.iterdir()} - _IGNORED
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG}:
            return set()
        raise WorkspaceError(f"workspace {str(root)!r} cannot be read: {error.strerror}.") from error


def _has_just_begun(root: Path, names: set[str]) -> bool:
    """Whether there is only what a run leaves that was killed before its first record: a lock, temporary files."""
    others = {name for name in names if not is_private_folder(root / name) and target_of(name) not in OWN_FILES}
    return not others or (others == {LOCK} and not is_foreign_lock(root))


def lies_in_a_workspace(path: Path, below: Path) -> bool:
    """Whether a path is a run's own, in a workspace that is or lies below a folder; then it is no source of another run."""
    above = (root for root in path.parents if root.is_relative_to(below) and has_own_name(path.relative_to(root)))
    return any(_is_a_workspace(root) for root in above)


def _is_a_workspace(root: Path) -> bool:
    """Whether a run has worked in a folder. A sandboxed run may not read other workspaces, but see what they hold."""
    if not (root / LOCK).is_file():
        return False
    return any((root / name).is_file() for name in (COPY, EVENTS)) or is_run_lock(root)


def require_outside(root: Path) -> None:
    """Require that a workspace does not lie among another run's own files, which may be cleared; raises WorkspaceError."""
    if lies_in_a_workspace(root, Path(root.anchor)):
        raise WorkspaceError(f"workspace {str(root)!r} lies among another run's own files; name another --workspace.")


def brief_place(brief: BriefIdentity, root: Path) -> BriefPlace:
    """Where a brief lies, seen from a workspace."""
    if brief.path is None:
        return BriefPlace()
    real = os.path.realpath(brief.path)
    return BriefPlace(path=real, from_workspace=os.path.relpath(real, os.path.realpath(root)))


def is_same_brief(brief: BriefIdentity, root: Path, recorded: dict[str, Any]) -> bool:
    """Whether a brief is the one that a record, as read from ``run.json``, was made for.

    A brief may be edited where it is, title and all, and so may its copy in the workspace, and so may one that was moved together
    with its workspace. Elsewhere it is the same if its title is (without one: its text) and it lies where it did seen from the
    workspace, or no longer lies in its old place. A record of an earlier version has no place, or no text yet.
    """
    here, there = brief_place(brief, root), recorded.get("brief")
    if here.from_workspace == BRIEF:
        return True
    field, own = ("title", brief.title) if brief.title else ("brief_sha256", brief.sha256)
    same_text = recorded.get(field) == own
    if not isinstance(there, dict):
        # A run that was stopped before it had read anything has recorded nothing.
        return same_text or not any(recorded.get(name) for name in ("title", "brief_sha256", "stages"))
    old = there.get("path")
    if here.path is None or not isinstance(old, str):
        return same_text
    if old == here.path:
        return True
    moved_along, gone = there.get("from_workspace") == here.from_workspace, not os.path.lexists(old)
    return (moved_along and gone) or ((moved_along or gone) and same_text)


def recorded_brief(recorded: dict[str, Any]) -> str:
    """Title and path of the brief in a record, for a person."""
    there = recorded.get("brief")
    title = repr(recorded["title"]) if recorded.get("title") else "one without a title"
    return f"{title} ({there.get('path') or 'standard input'})" if isinstance(there, dict) else title
