"""Keep a run's input apart from its output: nobody's source is written over, or cleared for a fresh start."""

import os
from pathlib import Path

from ghostwriter.brief.brief import Brief
from ghostwriter.errors import WorkspaceError
from ghostwriter.sources.discovery import BriefSources
from ghostwriter.workspace.layout import BRIEF, has_own_name


def require_no_overlap(sources: BriefSources, workspace: Path) -> None:
    """Require that no input lies where the run writes; a brief that lies where its copy would is left as it is.

    Raises:
        WorkspaceError: naming the file that does.
    """
    root, brief = Path(os.path.realpath(workspace)), sources.brief
    try:
        str(root).encode()
    except UnicodeEncodeError as error:
        raise WorkspaceError(
            f"workspace {str(root)!r} cannot be told in UTF-8; name another with --workspace."
        ) from error
    own = [(str(brief.path), brief.path)] if brief.path is not None else []
    style = [(brief.style, brief.base / brief.style)] if brief.style else []
    for origin, path in (*own, *style, *((file.origin, file.path) for entry in sources.files for file in entry.files)):
        real = Path(os.path.realpath(path))
        if real.is_relative_to(root) and has_own_name(real.relative_to(root)) and real != root / BRIEF:
            raise WorkspaceError(
                f"{origin} lies in workspace {str(root)!r} where runs write, and would be lost; name another --workspace, "
                "or move the file."
            )


def is_its_own_copy(brief: Brief, root: Path) -> bool:
    """True if the brief itself lies where a workspace would have its copy."""
    return brief.path is not None and os.path.realpath(brief.path) == f"{os.path.realpath(root)}/{BRIEF}"
