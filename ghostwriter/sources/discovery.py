"""What the entries of a brief's ``sources`` stand for: files, folders and patterns become a list of files."""

import glob
import itertools
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ghostwriter.brief.brief import Brief
from ghostwriter.errors import SourceError
from ghostwriter.security.safe_read import (
    A_LINK,
    BEHIND_A_LINK,
    LONGEST_PATH,
    Unreadable,
    read_beneath,
    refuse_hidden,
    refuse_places,
)
from ghostwriter.sources.glob import ANY_FOLDERS, matching
from ghostwriter.workspace.layout import is_a_runs

MOST = 500
"""Files in one brief; a folder with more was not meant."""
LONGEST_SHOWN = 200
"""Characters of a name that a reader is told."""
_ADDRESS = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")


class Found(NamedTuple):
    """One file to read: what it is called in the brief's own terms, and where it lies.

    No link is followed on the way from ``folder`` to ``name`` below it.
    """

    origin: str
    folder: Path
    name: str

    @property
    def path(self) -> Path:
        """The whole of it."""
        return self.folder / self.name

    @property
    def real(self) -> Path:
        """Where it lies when all links on the way there have been followed."""
        return Path(os.path.realpath(self.path))

    def lies_below(self, folder: Path) -> bool:
        """Whether it is in a folder, or in one of that folder's own."""
        return self.real.is_relative_to(os.path.realpath(folder))


def named(base: Path, text: str) -> Found:
    """The one file that a text names.

    Raises:
        Unreadable: if the text is no path.
    """
    _refuse_what_is_no_path(text)
    return Found(shown(text), *_split(base, text))


def readable(brief: Brief, file: Found) -> Path:
    """The real path of a file that a brief may read.

    Raises:
        Unreadable: if it lies behind a link, is hidden, lies where the system shows itself, or outside of the brief's folder
            where nobody has allowed it.
    """
    real = plain_path(brief, file)
    if not brief.may_read(real):
        raise Unreadable("lies outside of the brief's folder, and nobody has allowed it")
    return real


def plain_path(brief: Brief, file: Found) -> Path:
    """The same, whether or not it is allowed: what is refused here, nobody can allow."""
    real = file.real
    if str(real) != os.path.normpath(Path(os.path.realpath(file.folder), file.name)):
        raise Unreadable(A_LINK if file.path.is_symlink() else BEHIND_A_LINK)
    refuse_places(real)
    refuse_hidden(os.path.relpath(real, os.path.realpath(brief.base)))
    return real


def read(brief: Brief, file: Found, largest: int) -> bytes:
    """A file's bytes. It is opened by its real path, in which no link is followed: what was allowed is what is read.

    Raises:
        Unreadable: if the brief may not read it, or it cannot be read.
    """
    real = readable(brief, file)
    base = Path(os.path.realpath(brief.base))
    root = base if real.is_relative_to(base) else Path(real.anchor)
    return read_beneath(root, str(real.relative_to(root)), largest, only_name=True)


def find(brief: Brief, entry: str) -> list[Found]:
    """The files that one entry stands for, those of a folder or a pattern in natural order.

    Among those the brief is not, nor what runs have written into their workspaces.

    Raises:
        Unreadable: if it stands for none.
        SourceError: if it stands for more than ``MOST``.
    """
    _refuse_what_is_no_path(entry)
    folder, inside = _split(brief.base, entry)
    mode = _mode(folder / inside)
    if stat.S_ISDIR(mode):
        refuse_places(folder / inside)
        names, nothing = matching(folder / inside, ANY_FOLDERS), "is a folder without files"
        below = inside
    elif glob.has_magic(inside) and not mode:
        below, pattern = _before_wildcards(inside)
        refuse_places(folder / below)
        names, nothing = _matching(folder / below, pattern), "matches no file"
    else:
        return [Found(shown(entry), folder, inside)]
    files = [
        Found(shown(str(folder / name) if Path(entry).is_absolute() else name), folder, name)
        for name in sorted((str(Path(below, name)) for name in _bounded(names, entry)), key=_natural)
        if not _is_brief(folder / name, brief) and not is_a_runs(folder / name, folder / below)
    ]
    if not files:
        raise Unreadable(nothing)
    return files


def place(brief: Brief, entry: str) -> Found:
    """The folder whose names are looked at to find what an entry stands for.

    Raises:
        Unreadable: if the entry is no path.
    """
    _refuse_what_is_no_path(entry)
    folder, inside = _split(brief.base, entry)
    mode = _mode(folder / inside)
    if stat.S_ISDIR(mode):
        below = inside
    elif glob.has_magic(inside) and not mode:
        below = _before_wildcards(inside)[0]
    else:
        below = str(Path(inside).parent)
    return Found(shown(entry), folder, below)


def shown(origin: str) -> str:
    """An origin as a reader may be told it: on one line, bounded, and without the folders of the author's machine."""
    path = Path(origin)
    name = origin if _ADDRESS.match(origin) else path.name if path.is_absolute() else path.as_posix()
    return without_unprintable(name if len(name) <= LONGEST_SHOWN else f"{name[: LONGEST_SHOWN - 1]}…")


def without_unprintable(text: str) -> str:
    """Text on one line, whatever characters a name brought along."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _refuse_what_is_no_path(entry: str) -> None:
    if _ADDRESS.match(entry):
        raise Unreadable("is an address, and nothing is downloaded: save the page and name the file")
    if len(entry) > LONGEST_PATH:
        raise Unreadable(f"is no path: it has {len(entry):,} characters")
    try:
        os.lstat(entry)
    except ValueError as error:  # a null byte, or half of a surrogate pair
        raise Unreadable(f"cannot be opened: {error}") from error
    except OSError:
        pass  # said when it is looked for where it belongs
    refuse_hidden(entry)


def _split(base: Path, entry: str) -> tuple[Path, str]:
    """Where links count and where they do not: what is above the brief, or above an absolute path, is the machine's."""
    if not Path(entry).is_absolute():
        return base, str(Path(entry))
    before, inside = _before_wildcards(entry)
    return Path(before).parent if inside == "." else Path(before), Path(before).name if inside == "." else inside


def _before_wildcards(entry: str) -> tuple[str, str]:
    """The part of a path that is spelt out, and the rest; ``.`` if there is no rest."""
    parts = Path(entry).parts
    spelt = list(itertools.takewhile(lambda part: not glob.has_magic(part), parts))
    return str(Path(*spelt)), str(Path(*parts[len(spelt) :]))


def _mode(path: Path) -> int:
    """What is there, links not followed; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except (OSError, ValueError):
        return 0


def _matching(folder: Path, pattern: str) -> Iterator[str]:
    """What matches; nothing where there is no such folder."""
    return matching(folder, pattern) if stat.S_ISDIR(_mode(folder)) else iter(())


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
    return [(int(part), "") if part.isdecimal() and len(part) < LONGEST_SHOWN else (-1, part) for part in parts]
