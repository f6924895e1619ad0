"""The intake: read all that a brief names, and give a receipt, before any model is called."""

import difflib
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ghostwriter.asked_sources import Asked
from ghostwriter.brief import Brief
from ghostwriter.errors import GhostwriterError, SourceError
from ghostwriter.reading import Unreadable, read_regular
from ghostwriter.sources.finding import Found, find, printable, shown
from ghostwriter.sources.loaded_text import LoadedText
from ghostwriter.sources.loader import load
from ghostwriter.sources.normalise import normalise
from ghostwriter.sources.retrieved import Document, Retrieved, documents
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


type Answers = Mapping[Asked, Retrieved | GhostwriterError]
type Ask = Callable[[Sequence[Asked]], Answers]
"""Asks on Bedrock; what it leaves out of its answers is left out of the sources, as in a dry run."""


def ask_nobody(asked: Sequence[Asked]) -> Answers:
    """For intakes that reach nothing but files."""
    return {one: SourceError(f"{one.origin}: is on Bedrock, and nothing is asked here") for one in asked}


def load_sources(brief: Brief, *, ask: Ask = ask_nobody, skip_unreadable: bool = False) -> Intake:
    """Read everything that the brief names; what is on Bedrock is asked when the files are known to be readable.

    Raises:
        SourceError: one line for each source that cannot be read, unless they may be skipped; always if none can.
        GhostwriterError: another that ``ask`` gave for a source that may not be skipped, or raised itself.
    """
    if not brief.sources:
        raise SourceError(
            "the brief names no sources; list files under `sources:`, or put them into a folder `sources`."
        )
    tray = _Tray()
    for place, entry in enumerate(brief.sources):
        if isinstance(entry, str):
            tray.take_all(place, brief, entry)
    asked = [(place, entry) for place, entry in enumerate(brief.sources) if not isinstance(entry, str)]
    _refuse(tray, may_go_on=skip_unreadable, others=bool(asked))
    answers = ask(list(dict.fromkeys(entry for _, entry in asked))) if asked else {}
    errors = [answer for answer in answers.values() if isinstance(answer, GhostwriterError)]
    if not skip_unreadable:
        _raise_other_than_sources(errors)
    tray.unreadable += [str(error) for error in errors]
    for place, entry in asked:
        answer = answers.get(entry)
        for document in documents(answer) if isinstance(answer, Retrieved) else ():
            tray.take_document(place, document)
    _refuse(tray, may_go_on=skip_unreadable and bool(tray.taken))
    return tray.intake()


def _refuse(tray: "_Tray", *, may_go_on: bool, others: bool = False) -> None:
    """Raise what is unreadable, with the advice to skip it where there is anything else to read."""
    if tray.unreadable and not may_go_on:
        advice = ["or run with --skip-unreadable to go on without them"] if tray.taken or others else []
        raise SourceError("\n".join([*tray.unreadable, *advice]))


def _raise_other_than_sources(errors: Sequence[GhostwriterError]) -> None:
    """What is no fault of the sources keeps its type, and with it the exit code."""
    other = next((error for error in errors if not isinstance(error, SourceError)), None)
    if other is not None:
        raise other


@dataclass
class _Tray:
    """What has been read so far, and at which place in the brief.

    A file named twice is read once; so are sources with the same bytes, with a notice.
    """

    taken: list[tuple[int, Source]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def take_all(self, place: int, brief: Brief, entry: str) -> None:
        """Read all files that an entry stands for."""
        try:
            files = find(brief, entry)
        except Unreadable as error:
            self.unreadable.append(f"{shown(entry)}: {error}")
            return
        for file in files:
            self._take(place, file)

    def take_document(self, place: int, document: Document) -> None:
        """Take in what was retrieved."""
        data = document.text.encode()
        loaded = LoadedText(document.title, document.text)
        self._add(place, *_source(printable(document.origin), loaded, data, otherwise=document.origin))

    def intake(self) -> Intake:
        """All of it, in the order of the brief."""
        ordered = [source for _, source in sorted(self.taken, key=lambda taken: taken[0])]
        sources = tuple(source.model_copy(update={"id": f"S{number}"}) for number, source in enumerate(ordered, 1))
        words = sum(source.words for source in sources)
        receipt = Receipt(len(sources), len(sources) + len(self.unreadable), words, tuple(self.unreadable))
        return Intake(sources, receipt, tuple(self.notices))

    def _take(self, place: int, file: Found) -> None:
        where = os.path.normpath(file.path)
        if where in self._seen:
            return
        self._seen.add(where)
        try:
            self._add(place, *_read(file))
        except Unreadable as error:
            self.unreadable.append(f"{file.origin}: {error}")

    def _add(self, place: int, source: Source, invisible: int) -> None:
        twin = next((known for _, known in self.taken if known.sha256 == source.sha256), None)
        if twin is not None:
            self.notices.append(f"{source.origin} is the same as {twin.origin}; it is read once")
            return
        self.taken.append((place, source))
        if invisible:
            self.notices.append(f"{source.origin}: {invisible:,} invisible characters were taken out")


def _read(file: Found) -> tuple[Source, int]:
    try:
        data = read_regular(file.path, LARGEST_SOURCE)
    except Unreadable as error:
        raise Unreadable(f"{error}{_nearest(file)}" if str(error) == "no such file" else str(error)) from error
    source, invisible = _source(file.origin, load(file.path, data), data, otherwise=shown(file.path.stem))
    if not source.text.strip():
        raise Unreadable("is empty")
    return source, invisible


def _source(origin: str, loaded: LoadedText, data: bytes, *, otherwise: str) -> tuple[Source, int]:
    """A source that has no number yet, and how many invisible characters were taken out of it."""
    text, invisible = normalise(loaded.text)
    title = " ".join(normalise(loaded.title)[0].split())[:_LONGEST_TITLE] or otherwise
    return Source(id="S0", origin=origin, title=title, sha256=hashlib.sha256(data).hexdigest(), text=text), invisible


def _nearest(file: Found) -> str:
    """The file beside it whose name comes closest."""
    folder = file.path.parent
    try:
        names = {name.lower(): name for name in os.listdir(folder)}  # noqa: PTH208  (names are all it takes)
    except (OSError, ValueError):
        return ""
    near = difflib.get_close_matches(file.path.name.lower(), names, n=1)
    return f"; did you mean {shown((Path(file.origin).parent / names[near[0]]).as_posix())!r}?" if near else ""
