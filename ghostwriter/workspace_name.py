"""Which folder a run gets that is not told where to go: never one that the brief, or a folder that came with it, leads to."""

from pathlib import Path

from ghostwriter.errors import UsageError, WorkspaceError
from ghostwriter.unseen import printable

FOLDER = Path("workspaces")
STDIN = "-"
_NAMELESS = "brief"


def workspace_of(brief: Path) -> Path:
    """``workspaces/`` and the stem of the brief's name, without what a name may have that leads elsewhere or is not seen.

    Raises:
        WorkspaceError: if a link stands there, which might have come with the brief.
    """
    stem = "stdin" if str(brief) == STDIN else printable(brief.stem).strip(".")
    where = FOLDER / (stem or _NAMELESS)
    for path in (FOLDER, where):
        if path.is_symlink():
            raise WorkspaceError(
                f"{path} is a link to {str(path.readlink())!r}, and may have come with the brief; if it is yours, say so: "
                f"--workspace {where}"
            )
    return where


def require_a_name(where: Path) -> None:
    """See to it that a folder's name can be written down.

    Raises:
        UsageError: if it is not UTF-8.
    """
    try:
        str(where).encode()
    except UnicodeEncodeError as error:
        raise UsageError(
            f"--workspace {printable(str(where))!r}: the name is not UTF-8; name another folder."
        ) from error
