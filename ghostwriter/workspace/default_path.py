"""The default workspace of a brief: never a folder to which the brief, or a link that came with it, could lead."""

import itertools
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from ghostwriter.errors import UsageError, WorkspaceError
from ghostwriter.text.invisible import printable

if TYPE_CHECKING:
    from ghostwriter.workspace.ownership import BriefIdentity

FOLDER = Path("workspaces")
STDIN = "-"
_NAMELESS = "brief"


def workspace_of(brief: Path) -> Path:
    """The folder of a brief's name in ``workspaces/``; raises WorkspaceError for a link, which may have come with the brief."""
    where = FOLDER / _stem(brief)
    for path in (FOLDER, where):
        if path.is_symlink():
            raise WorkspaceError(
                f"{path} is a link to {str(path.readlink())!r}, and may have come with the brief; if it is yours, say so: "
                f"--workspace {where}"
            )
    return where


def _stem(brief: Path) -> str:
    stem = "stdin" if str(brief) == STDIN else printable(brief.stem).strip(".")
    return stem or _NAMELESS


def require_a_name(where: Path) -> None:
    """Require that a folder's name can be written down; raises UsageError if it is not UTF-8."""
    try:
        str(where).encode()
    except UnicodeEncodeError as error:
        raise UsageError(
            f"--workspace {printable(str(where))!r}: the name is not UTF-8; name another folder."
        ) from error


def advice(brief: "BriefIdentity | None") -> str:
    """Advice for a folder that a brief cannot have: the option that names a free one."""
    if brief is None:
        return "name another folder"
    usual = FOLDER / _stem(brief.path or Path(STDIN))
    numbered = (usual.with_name(f"{usual.name}-{number}") for number in itertools.count(2))
    free = next(path for path in itertools.chain([usual], numbered) if not os.path.lexists(path))
    return f"give this brief a folder of its own: --workspace {shlex.quote(str(free))}"
