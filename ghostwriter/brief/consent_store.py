"""Consent to files outside of a brief's folder, kept in the user's own folder for state.

It never lies in the brief's folder, since what lies there may have come with the brief.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ghostwriter.errors import WorkspaceError
from ghostwriter.security.safe_read import Missing, Unreadable, read_regular
from ghostwriter.security.user_state import is_own, state_folder
from ghostwriter.workspace.atomic_write import make_folder, replace_at

FOLDER = "ghostwriter/allowed-outside"
LARGEST = 1_000_000
"""Bytes; a path has a hundred."""


class NotRemembered(Exception):
    """An answer that cannot be kept, or is not trusted, with the reason."""


class RememberedConsent:
    """The answers for one brief, by its real path; each is the real path of a file."""

    def __init__(self, brief: Path, env: Mapping[str, str]) -> None:
        self._brief = Path(os.path.realpath(brief))
        name = hashlib.sha256(os.fsencode(self._brief)).hexdigest()
        folder = state_folder(env)
        if folder is None:
            raise NotRemembered("neither XDG_STATE_HOME nor HOME names a folder to keep answers in")
        self.path = folder / FOLDER / f"{name}.json"

    def recall(self) -> tuple[Path, ...]:
        """Paths that have been allowed; none if nobody was asked.

        Raises:
            NotRemembered: if the file cannot be read or is damaged, or somebody else could have written it.
        """
        self._require_apart()
        try:
            data = read_regular(self.path, LARGEST, only_name=True)
            for path in (self.path, self.path.parent):
                _require_own(path)
        except Missing:
            return ()
        except Unreadable as error:
            raise NotRemembered(f"{str(self.path)!r} {error}") from error
        except OSError as error:
            raise NotRemembered(f"{str(self.path)!r} cannot be read: {error.strerror}") from error
        paths = _parsed(data, self._brief)
        if paths is None:
            raise NotRemembered(f"{str(self.path)!r} is damaged")
        return tuple(path for path in paths if not path.is_dir())  # what was a file then stands for one file now

    def remember(self, files: Iterable[Path]) -> None:
        """Keep the answer in the place of the one before.

        Raises:
            NotRemembered: if it cannot be written.
        """
        self._require_apart()
        kept = {"brief": str(self._brief), "allowed": sorted(str(file) for file in files)}
        try:
            make_folder(self.path.parent)
            _require_own(self.path.parent)
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                replace_at(folder, self.path.name, json.dumps(kept, indent=1).encode() + b"\n")
            finally:
                os.close(folder)
        except WorkspaceError as error:
            raise NotRemembered(str(error).removesuffix(".")) from error
        except OSError as error:
            raise NotRemembered(f"{str(self.path)!r} cannot be written: {error.strerror}") from error

    def _require_apart(self) -> None:
        folder = os.path.realpath(self.path.parent)
        if Path(folder).is_relative_to(self._brief.parent):
            raise NotRemembered(f"{folder!r}, where answers are kept, lies in the brief's folder")


def _require_own(path: Path) -> None:
    """Require that nobody else could have written it; raises OSError if it cannot be looked at."""
    if not is_own(path):
        raise NotRemembered(f"{str(path)!r} is not yours, or can be written by others")


def _parsed(data: bytes, brief: Path) -> list[Path] | None:
    """The paths that a file holds for a brief; None if it is no such file."""
    try:
        said: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    match said:
        case {"brief": of, "allowed": list(allowed)} if of == str(brief):
            if all(isinstance(path, str) and path.startswith("/") and "\0" not in path for path in allowed):
                return [Path(path) for path in allowed]
    return None
