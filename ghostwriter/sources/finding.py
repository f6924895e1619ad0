"""What the entries of a brief's ``sources`` stand for: files, folders and patterns become a list of files."""

import glob
import itertools
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ghostwriter.brief import Brief
from ghostwriter.errors import SourceError
from ghostwriter.reading import Unreadable

MOST = 500
"""Files in one brief; a folder with more was not meant."""
_ADDRESS = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")


class Found(NamedTuple):
    """One file to read, and what it is called in the brief's own terms."""

    origin: str
    path: Path


def find(brief: Brief, entry: str) -> list[Found]:
    """The files that one entry stands for, those of a folder or a pattern in natural order and without the brief.

    Raises:
        Unreadable: if it stands for none.
        SourceError: if it stands for more than ``MOST``.
    """
    if _ADDRESS.match(entry):
        raise Unreadable("is an address, and nothing is downloaded: save the page and name the file")
    path = brief.base / entry
    if os.path.isdir(path):  # noqa: PTH112  (unlike Path.is_dir, it never raises)
        names = [os.path.join(entry, name) for name in _inside(path)]  # noqa: PTH118
        nothing = "is a folder without files"
    elif glob.has_magic(entry) and not os.path.lexists(path):
        matches = glob.iglob(entry, root_dir=brief.base, recursive=True)  # noqa: PTH207  (keeps the entry's own form)
        names = [name for name in _bounded(matches, entry) if (brief.base / name).is_file()]
        nothing = "matches no file"
    else:
        return [Found(shown(entry), path)]
    files = [Found(shown(name), brief.base / name) for name in sorted(names, key=_natural)]
    files = [file for file in files if not _is_brief(file.path, brief)]
    if not files:
        raise Unreadable(nothing)
    return files


def shown(origin: str) -> str:
    """An origin as a reader may be told it: on one line, and without the folders of the author's machine."""
    path = Path(origin)
    name = origin if _ADDRESS.match(origin) else path.name if path.is_absolute() else path.as_posix()
    return printable(name)


def printable(text: str) -> str:
    """Text on one line, whatever characters a name brought along."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _inside(folder: Path) -> list[str]:
    """All files in a folder and the folders in it, but for hidden ones; paths relative to it."""

    def refuse(error: OSError) -> None:
        raise Unreadable(f"cannot be opened: {error.strerror}") from error

    def walk() -> Iterator[str]:
        for where, folders, files in os.walk(folder, onerror=refuse):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = Path(where).relative_to(folder)
            yield from (str(inside / name) for name in files if not name.startswith("."))

    return _bounded(walk(), str(folder.name))


def _bounded(names: Iterable[str], entry: str) -> list[str]:
    found = list(itertools.islice(names, MOST + 1))
    if len(found) > MOST:
        raise SourceError(f"{shown(entry)}: stands for more than {MOST} files; name fewer.")
    return found


def _is_brief(path: Path, brief: Brief) -> bool:
    return brief.path is not None and os.path.realpath(path) == os.path.realpath(brief.path)


def _natural(name: str) -> list[tuple[int, str]]:
    """A sort key that puts part-2 before part-10."""
    parts = re.split(r"([0-9]+)", name.lower())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
