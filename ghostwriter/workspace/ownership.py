"""Whose a folder is: a run works in an empty one or in one that a run has made, and leaves all others as they are."""

import errno
import os
from pathlib import Path

from ghostwriter.errors import WorkspaceError
from ghostwriter.workspace.atomic_write import meant
from ghostwriter.workspace.brief_identity import BriefIdentity, in_words, is_the_same
from ghostwriter.workspace.default_path import advice
from ghostwriter.workspace.layout import OWN_FILES, is_private_folder
from ghostwriter.workspace.lock import LOCK, is_a_runs_lock, is_anothers_lock
from ghostwriter.workspace.record_io import recorded

_NOBODYS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".directory", ".gitkeep", ".keep", "lost+found"})
"""What file managers, file systems and version control put into an empty folder; a run touches none of it."""
_SHOWN = 3


def require_usable(brief: BriefIdentity, workspace: Path) -> None:
    """Require that a brief may be run in a folder, be it there or not; nothing is written.

    Raises:
        WorkspaceError: if the folder is somebody else's, or another brief's workspace.
    """
    root = Path(os.path.realpath(workspace))
    require_ours(root, brief)
    require_its_brief(root, brief)


def require_ours(root: Path, brief: BriefIdentity | None = None) -> None:
    """Require that a folder is empty, is not there yet, or was made a workspace by a run.

    Raises:
        WorkspaceError: if it holds anything else, or cannot be looked at.
    """
    names = _names(root)
    if not names or _has_just_begun(root, names) or is_a_runs_lock(root) or recorded(root) is not None:
        return
    shown = ", ".join(map(repr, sorted(names)[:_SHOWN])) + (", ..." if len(names) > _SHOWN else "")
    raise WorkspaceError(
        f"folder {str(root)!r} is not empty and no run's workspace (it holds {shown}): nothing in it is touched, with or "
        f"without --fresh; {advice(brief)}."
    )


def require_its_brief(root: Path, brief: BriefIdentity) -> None:
    """Require that a workspace, if it is one, was made for this brief.

    Raises:
        WorkspaceError: if it belongs to another.
    """
    record = recorded(root)
    if record is not None and not is_the_same(brief, root, record):
        raise WorkspaceError(
            f"workspace {str(root)!r} belongs to another brief, {in_words(record)}, and what it holds is kept, with or "
            f"without --fresh; {advice(brief)}."
        )


def _names(root: Path) -> set[str]:
    """What is in a folder, but for what counts as nothing; what is no folder is told of when it is to be written into."""
    try:
        return {path.name for path in root.iterdir() if path.name not in _NOBODYS}
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG}:
            return set()
        raise WorkspaceError(f"workspace {str(root)!r} cannot be read: {error.strerror}.") from error


def _has_just_begun(root: Path, names: set[str]) -> bool:
    """Whether there is nothing but what a run leaves that was killed before its first record: a lock, halves of writes."""
    others = {name for name in names if not is_private_folder(root / name) and meant(name) not in OWN_FILES}
    return not others or (others == {LOCK} and not is_anothers_lock(root))
