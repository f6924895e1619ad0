"""The user's own folder for state, and a key in it that authenticates what a run leaves behind."""

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ghostwriter.security.safe_read import Unreadable, read_regular

_KEY = "ghostwriter/key"
_KEY_BYTES = 32
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def state_folder(env: Mapping[str, str]) -> Path | None:
    """The folder for state of the XDG base directory specification; None without one. A relative path does not count."""
    given, home = (Path(env.get(name, "")) for name in ("XDG_STATE_HOME", "HOME"))
    if given.is_absolute():
        return given
    return home / ".local/state" if home.is_absolute() else None


def is_own(path: Path) -> bool:
    """Whether nobody else could have written a file; raises OSError if it cannot be looked at."""
    found = path.lstat()
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_MAY_WRITE


def user_key(env: Mapping[str, str]) -> bytes | None:
    """A random key of this user account, made when it is first asked for; None where none can be kept.

    It is read once in a process: in the sandbox, which comes later, its file cannot be opened.
    """
    folder = state_folder(env)
    return None if folder is None else _key_at(folder / _KEY)


@cache
def _key_at(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_KEY_BYTES))
        if is_own(path) and is_own(path.parent):
            with contextlib.suppress(Unreadable):
                key = read_regular(path, _KEY_BYTES, only_name=True)
                return key if len(key) == _KEY_BYTES else None
    return None
