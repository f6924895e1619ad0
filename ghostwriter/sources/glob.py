"""Files in folders, found without following a link and without getting lost: depth, folders and files are bounded.

A pattern is matched while the folders are walked, each of them once, whatever the pattern looks like.
"""

import fnmatch
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from ghostwriter.security.safe_read import Unreadable

DEEPEST = 20
"""Folders within folders."""
MOST_SEEN = 20_000
"""Files and folders that are looked at for one entry of a brief."""
ANY_FOLDERS = "**"

type _Places = frozenset[int]
"""The numbers of the components of a pattern that may come next."""


def matching_files(folder: Path, pattern: str) -> Iterator[str]:
    """Paths, relative to ``folder``, of what matches a pattern below it; links among them, but nothing behind a link.

    As in a shell ``**`` stands for any folders, and hidden names have to be asked for.

    Raises:
        Unreadable: if the folder cannot be opened, or holds too much or too deep.
    """
    parts = [part for part in pattern.split("/") if part not in {"", "."}]
    parts = [part for at, part in enumerate(parts) if part != ANY_FOLDERS or parts[at - 1 : at] != [ANY_FOLDERS]]
    if ".." in parts:
        raise Unreadable("has a '..' behind a wildcard")
    seen = 0
    waiting: list[tuple[str, _Places]] = [("", _with_skipped(parts, [0]))]
    while waiting:
        inside, places = waiting.pop()
        entries = _entries(folder, inside)
        seen += len(entries)
        if seen > MOST_SEEN:
            raise Unreadable(f"holds more than {MOST_SEEN:,} files and folders; name fewer")
        for entry in entries:
            name = f"{inside}/{entry.name}" if inside else entry.name
            if not entry.is_dir(follow_symlinks=False):
                if len(parts) - 1 in places and _matches(entry.name, parts[-1]):
                    yield name
            elif onward := _step(parts, places, entry.name):
                waiting.append((name, onward))


def _entries(folder: Path, inside: str) -> list["os.DirEntry[str]"]:
    if inside.count("/") >= DEEPEST:
        raise Unreadable(f"has folders nested more than {DEEPEST} deep")
    try:
        with os.scandir(folder / inside) as entries:
            return [entry for _, entry in zip(range(MOST_SEEN + 1), entries, strict=False)]
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from error


def _with_skipped(parts: list[str], places: Collection[int]) -> _Places:
    """With the components behind each ``**``, which also stands for no folder at all."""
    return frozenset({*places, *(place + 1 for place in places if parts[place : place + 1] == [ANY_FOLDERS])})


def _step(parts: list[str], places: _Places, name: str) -> _Places:
    """The components that may come next behind a folder; the last one is left for files."""
    fitting = [place for place in places if place < len(parts) and _matches(name, parts[place])]
    onward = _with_skipped(parts, [place if parts[place] == ANY_FOLDERS else place + 1 for place in fitting])
    return frozenset(place for place in onward if place < len(parts))


def _matches(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False
    return part == ANY_FOLDERS or fnmatch.fnmatchcase(name, part)
