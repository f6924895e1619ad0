"""Which brief a workspace belongs to: the one at the same place, or the one that was moved there with its words."""

import os
from pathlib import Path
from typing import Any, Protocol

from ghostwriter.schema.record_parts import BriefPlace
from ghostwriter.workspace.layout import BRIEF

STANDARD_INPUT = "standard input"


class BriefIdentity(Protocol):
    """Path, title and digest of a brief, by which a workspace knows it again; a ``Brief`` has them."""

    @property
    def path(self) -> Path | None:
        """Its file, or None for standard input."""

    @property
    def title(self) -> str:
        """Its title, or an empty text."""

    @property
    def sha256(self) -> str:
        """The digest of its text, in hex."""


def place_of(brief: BriefIdentity, root: Path) -> BriefPlace:
    """Where a brief lies, seen from a workspace."""
    if brief.path is None:
        return BriefPlace()
    real = os.path.realpath(brief.path)
    return BriefPlace(path=real, from_workspace=os.path.relpath(real, os.path.realpath(root)))


def is_the_same(brief: BriefIdentity, root: Path, recorded: dict[str, Any]) -> bool:
    """Whether a brief is the one that a record, as it stands in ``run.json``, was made for.

    A brief may be edited where it is, title and all, and so may its copy in the workspace, and so may one that was moved together
    with its workspace. Elsewhere it is the same if its title is (without one: its text) and it lies where it did seen from the
    workspace, or no longer lies in its old place. A record of an earlier version has no place, or no words yet.
    """
    here, there = place_of(brief, root), recorded.get("brief")
    if here.from_workspace == BRIEF:
        return True
    if isinstance(there, dict) and here.path is not None and there.get("path") == here.path:
        return True
    if not isinstance(there, dict):
        return _has_the_same_words(brief, recorded) or _says_nothing(recorded)
    old = there.get("path")
    if here.path is None or not isinstance(old, str):
        return _has_the_same_words(brief, recorded)
    along, gone = there.get("from_workspace") == here.from_workspace, not os.path.lexists(old)
    return (along and gone) or ((along or gone) and _has_the_same_words(brief, recorded))


def _says_nothing(recorded: dict[str, Any]) -> bool:
    """Whether a record is that of a run that was stopped before it had read anything."""
    return not recorded.get("title") and not recorded.get("brief_sha256") and not recorded.get("stages")


def in_words(recorded: dict[str, Any]) -> str:
    """What a record says of its brief, for a person."""
    there = recorded.get("brief")
    path = there.get("path") if isinstance(there, dict) else None
    title = repr(recorded["title"]) if recorded.get("title") else "one without a title"
    return f"{title} ({path or STANDARD_INPUT})" if isinstance(there, dict) else title


def _has_the_same_words(brief: BriefIdentity, recorded: dict[str, Any]) -> bool:
    if brief.title:
        return recorded.get("title") == brief.title
    return recorded.get("brief_sha256") == brief.sha256
