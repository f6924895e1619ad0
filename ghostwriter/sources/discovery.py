"""Find the files that a brief's ``sources`` stand for: files, folders and patterns become a list of files."""

import glob
import itertools
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ghostwriter.bedrock.knowledge_bases.query import Asked
from ghostwriter.brief.brief import Brief
from ghostwriter.errors import SourceError
from ghostwriter.security import safe_read
from ghostwriter.security.safe_read import Unreadable, refuse_hidden, refuse_places
from ghostwriter.sources.glob import ANY_FOLDERS, matching_files
from ghostwriter.workspace.ownership import lies_in_a_workspace

LARGEST_SOURCE = 5_000_000
"""Bytes; about 800,000 words."""
MOST = 500
"""Files in one brief; a folder with more was not meant."""
LONGEST_SHOWN = 200
"""Characters of a name that a reader is told."""
_ADDRESS = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")


class SourceFile(NamedTuple):
    """One file to read: its name in the brief's own terms, and its place.

    No link is followed on the way from ``folder`` to ``name`` below it.
    """

    origin: str
    folder: Path
    name: str

    @property
    def path(self) -> Path:
        """The whole path."""
        return self.folder / self.name

    @property
    def real(self) -> Path:
        """The path without links."""
        return Path(os.path.realpath(self.path))

    def lies_below(self, folder: Path) -> bool:
        """True if it is in a folder, at any depth."""
        return self.real.is_relative_to(os.path.realpath(folder))


@dataclass(frozen=True)
class SourceEntry:
    """One text in a brief's ``sources``, and the files that it stands for.

    ``place`` is the file or folder that it names, ``folder`` where names are looked at to find its files; both are None if the
    text is no path. ``error`` says why there are no files.
    """

    text: str
    place: SourceFile | None = None
    folder: SourceFile | None = None
    files: tuple[SourceFile, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class BriefSources:
    """The entries of a brief's ``sources``, found once; ``skip_unreadable`` allows to skip those that cannot be read."""

    brief: Brief
    entries: tuple[SourceEntry | Asked, ...]
    skip_unreadable: bool = False

    @classmethod
    def find(cls, brief: Brief, *, skip_unreadable: bool = False) -> "BriefSources":
        """Look for a brief's sources; raises ``SourceError`` if one text stands for more than ``MOST`` files."""
        entries = (find(brief, entry) if isinstance(entry, str) else entry for entry in brief.sources)
        return cls(brief, tuple(entries), skip_unreadable)

    def allowing(self, paths: Iterable[Path]) -> "BriefSources":
        """Allow the brief to read some paths outside of its folder."""
        return replace(self, brief=self.brief.allowing(paths))

    @property
    def files(self) -> list[SourceEntry]:
        """The entries that stand for files."""
        return [entry for entry in self.entries if isinstance(entry, SourceEntry)]


def source_file(base: Path, text: str) -> SourceFile:
    """The one file that a text names; raises ``Unreadable`` if the text is no path."""
    _refuse_what_is_no_path(text)
    return SourceFile(display_name(text), *_split(base, text))


def allowed_path(brief: Brief, file: SourceFile) -> Path:
    """The real path of a file that a brief may read.

    Raises:
        Unreadable: as ``plain_path`` does, and if it lies outside of the brief's folder where nobody has allowed it.
    """
    real = plain_path(brief, file)
    if not brief.may_read(real):
        raise Unreadable("lies outside of the brief's folder, and nobody has allowed it")
    return real


def plain_path(brief: Brief, file: SourceFile) -> Path:
    """The real path of a file that a brief may read if somebody allows it.

    Raises:
        Unreadable: if it lies behind a link, is hidden, or lies where the system shows itself.
    """
    real = file.real
    if str(real) != os.path.normpath(Path(os.path.realpath(file.folder), file.name)):
        raise Unreadable(safe_read.A_LINK if file.path.is_symlink() else safe_read.BEHIND_A_LINK)
    refuse_places(real)
    refuse_hidden(os.path.relpath(real, os.path.realpath(brief.base)))
    return real


def read_allowed(brief: Brief, file: SourceFile, largest: int) -> bytes:
    """A file's bytes. It is opened by its real path, in which no link is followed: what was allowed is what is read.

    Raises:
        Unreadable: if the brief may not read it, or it cannot be read.
    """
    real = allowed_path(brief, file)
    base = Path(os.path.realpath(brief.base))
    root = base if real.is_relative_to(base) else Path(real.anchor)
    return safe_read.read_beneath(root, str(real.relative_to(root)), largest, only_name=True)


def find(brief: Brief, entry: str) -> SourceEntry:
    """Find the files that one entry stands for, those of a folder or a pattern in natural order.

    Among those the brief is not, nor what runs have written into their workspaces.

    Raises:
        SourceError: if it stands for more than ``MOST``.
    """
    try:
        _refuse_what_is_no_path(entry)
    except Unreadable as error:
        return SourceEntry(entry, error=str(error))
    folder, inside = _split(brief.base, entry)
    mode = _mode(folder / inside)
    if stat.S_ISDIR(mode):
        below, pattern, nothing = inside, ANY_FOLDERS, "is a folder without files"
    elif glob.has_magic(inside) and not mode:
        (below, pattern), nothing = _before_wildcards(inside), "matches no file"
    else:
        file = SourceFile(display_name(entry), folder, inside)
        return SourceEntry(entry, file, SourceFile(display_name(entry), folder, str(Path(inside).parent)), (file,))
    place = SourceFile(display_name(entry), folder, below)
    try:
        files = _files(brief, entry, place, pattern)
    except Unreadable as error:
        return SourceEntry(entry, place, place, error=str(error))
    return SourceEntry(entry, place, place, files, error="" if files else nothing)


def _files(brief: Brief, entry: str, place: SourceFile, pattern: str) -> tuple[SourceFile, ...]:
    refuse_places(place.path)
    names = matching_files(place.path, pattern) if stat.S_ISDIR(_mode(place.path)) else ()
    below = list(itertools.islice(names, MOST + 1))
    if len(below) > MOST:
        raise SourceError(f"{display_name(entry)}: stands for more than {MOST} files; name fewer.")
    own = os.path.realpath(brief.path) if brief.path is not None else ""
    files = (
        SourceFile("", place.folder, name)
        for name in sorted((str(Path(place.name, name)) for name in below), key=_natural)
    )
    return tuple(
        file._replace(origin=display_name(str(file.path) if Path(entry).is_absolute() else file.name))
        for file in files
        if str(file.real) != own and not lies_in_a_workspace(file.path, place.path)
    )


def display_name(origin: str) -> str:
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
    if len(entry) > safe_read.LONGEST_PATH:
        raise Unreadable(f"is no path: it has {len(entry):,} characters")
    try:
        os.lstat(entry)
    except ValueError as error:  # a null byte, or half of a surrogate pair
        raise Unreadable(f"cannot be opened: {error}") from error
    except OSError:
        pass  # said when it is looked for where it belongs
    refuse_hidden(entry)


def _split(base: Path, entry: str) -> tuple[Path, str]:
    """Split a path where links begin to count: what is above the brief, or above an absolute path, is the machine's."""
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
    """The mode of a file, links not followed; 0 if there is none."""
    try:
        return os.lstat(path).st_mode
    except (OSError, ValueError):
        return 0


def _natural(name: str) -> list[tuple[int, str]]:
    """A sort key that puts part-2 before part-10."""
    parts = re.split(r"([0-9]+)", name.lower())
    return [(int(part), "") if part.isdecimal() and len(part) < LONGEST_SHOWN else (-1, part) for part in parts]
