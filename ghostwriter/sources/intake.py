"""The intake: read all that a brief names, and give a receipt, before any model is called."""

import difflib
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from ghostwriter.brief import Brief
from ghostwriter.errors import SourceError
from ghostwriter.reading import Unreadable, read_regular
from ghostwriter.sources.finding import Found, find, shown
from ghostwriter.sources.loader import load
from ghostwriter.sources.normalise import normalise
from ghostwriter.sources.source import Source

LARGEST_SOURCE = 5_000_000
"""Bytes; about 800,000 words."""
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Receipt:
    """How many of the sources were read, how many words they have, and a line for each that was left out."""

    read: int
    total: int
    words: int
    skipped: tuple[str, ...]


@dataclass(frozen=True)
class Intake:
    """The sources that were read, S1 to Sn without gaps; ``notices`` say what was odd about them."""

    sources: tuple[Source, ...]
    receipt: Receipt
    notices: tuple[str, ...]


def load_sources(brief: Brief, *, skip_unreadable: bool = False) -> Intake:
    """Read everything that the brief names.

    Raises:
        SourceError: one line for each source that cannot be read, unless they may be skipped; always if none can.
    """
    if not brief.sources:
        raise SourceError(
            "the brief names no sources; list files under `sources:`, or put them into a folder `sources`."
        )
    tray = _Tray()
    for entry in brief.sources:
        try:
            files = find(brief, entry)
        except Unreadable as error:
            tray.unreadable.append(f"{shown(entry)}: {error}")
            continue
        for file in files:
            tray.take(file)
    sources, unreadable = tuple(tray.sources), tuple(tray.unreadable)
    if unreadable and not (skip_unreadable and sources):
        advice = ["or run with --skip-unreadable to go on without them"] if sources else []
        raise SourceError("\n".join([*unreadable, *advice]))
    words = sum(source.words for source in sources)
    receipt = Receipt(len(sources), len(sources) + len(unreadable), words, unreadable)
    return Intake(sources, receipt, tuple(tray.notices))


@dataclass
class _Tray:
    """What has been read so far. A file named twice is read once; so are files with the same bytes, with a notice."""

    sources: list[Source] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def take(self, file: Found) -> None:
        """Read one file."""
        where = os.path.normpath(file.path)
        if where in self._seen:
            return
        self._seen.add(where)
        try:
            source, invisible = _read(f"S{len(self.sources) + 1}", file)
        except Unreadable as error:
            self.unreadable.append(f"{file.origin}: {error}")
            return
        twin = next((known for known in self.sources if known.sha256 == source.sha256), None)
        if twin is not None:
            self.notices.append(f"{file.origin} is the same as {twin.origin}; it is read once")
            return
        self.sources.append(source)
        if invisible:
            self.notices.append(f"{file.origin}: {invisible:,} invisible characters were taken out")


def _read(identifier: str, file: Found) -> tuple[Source, int]:
    try:
        data = read_regular(file.path, LARGEST_SOURCE)
    except Unreadable as error:
        raise Unreadable(f"{error}{_nearest(file)}" if str(error) == "no such file" else str(error)) from error
    loaded = load(file.path, data)
    text, invisible = normalise(loaded.text)
    if not text.strip():
        raise Unreadable("is empty")
    title = " ".join(normalise(loaded.title)[0].split())[:_LONGEST_TITLE] or shown(file.path.stem)
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(id=identifier, origin=file.origin, title=title, sha256=sha256, text=text), invisible


def _nearest(file: Found) -> str:
    """The file beside it whose name comes closest."""
    folder = file.path.parent
    try:
        names = {name.lower(): name for name in os.listdir(folder)}  # noqa: PTH208  (names are all it takes)
    except (OSError, ValueError):
        return ""
    near = difflib.get_close_matches(file.path.name.lower(), names, n=1)
    return f"; did you mean {shown((Path(file.origin).parent / names[near[0]]).as_posix())!r}?" if near else ""
