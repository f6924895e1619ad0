"""The intake: read all that a brief names, and give a receipt, before any model is called."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ghostwriter.bedrock.knowledge_bases.passages import Document, Retrieved, documents
from ghostwriter.bedrock.knowledge_bases.query import Asked
from ghostwriter.brief.brief import Brief
from ghostwriter.errors import GhostwriterError, SourceError
from ghostwriter.schema.source import Receipt, Source
from ghostwriter.security.safe_read import Missing, Unreadable
from ghostwriter.sources import discovery
from ghostwriter.sources.discovery import MOST, BriefSources, SourceEntry, SourceFile, display_name
from ghostwriter.sources.loaders import load_file
from ghostwriter.sources.loaders.loaded_text import LoadedText
from ghostwriter.sources.parser_process.client import PageParser
from ghostwriter.text.clean import clean_text
from ghostwriter.text.invisible import counted_by_kind
from ghostwriter.text.suggest import closest

LARGEST_SOURCE = 5_000_000
"""Bytes; about 800,000 words."""
MOST_WORDS = 1_000_000
"""Words of all sources of a brief; each of them is read by a model, and paid for."""
MOST_CHARACTERS = 8_000_000
"""Characters of all sources: some scripts put no space between words."""
_LONGEST_TITLE = 200


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


def load_sources(found: BriefSources, *, ask: Ask = ask_nobody) -> Intake:
    """Read everything that a brief names; what is on Bedrock is asked when the files are known to be readable.

    Raises:
        SourceError: one line for each source that cannot be read, unless they may be skipped; always if none can, or if all
            of them together are too much.
        GhostwriterError: another that ``ask`` gave for a source that may not be skipped, or raised itself.
    """
    if not found.entries:
        raise SourceError(
            "the brief names no sources; list files under `sources:`, or put them into a folder `sources`."
        )
    collected = _Collection()
    with PageParser() as parser:
        for place, entry in enumerate(found.entries):
            if isinstance(entry, SourceEntry):
                collected.read_entry(place, found.brief, entry, parser)
    asked = [(place, entry) for place, entry in enumerate(found.entries) if not isinstance(entry, SourceEntry)]
    if collected.unreadable and not found.skip_unreadable:
        raise _unreadable(collected, others=bool(asked))
    answers = ask(list(dict.fromkeys(entry for _, entry in asked))) if asked else {}
    collected.add_errors(
        [one for one in answers.values() if isinstance(one, GhostwriterError)], may_skip=found.skip_unreadable
    )
    for place, entry in asked:
        answer = answers.get(entry)
        for document in documents(answer) if isinstance(answer, Retrieved) else ():
            collected.add_document(place, document)
    if collected.unreadable and not (found.skip_unreadable and collected.taken):
        raise _unreadable(collected)
    return collected.intake()


def _unreadable(collected: "_Collection", *, others: bool = False) -> SourceError:
    """The error for sources that cannot be read, with the advice to skip them if there are others."""
    advice = ["or run with --skip-unreadable to go on without them"] if collected.taken or others else []
    return SourceError("\n".join([*collected.unreadable, *advice]))


@dataclass
class _Collection:
    """The sources read so far, each with its place in the brief.

    A file named twice is read once; so are sources with the same bytes, with a notice.
    """

    taken: list[tuple[int, Source]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _words: int = 0
    _characters: int = 0

    def read_entry(self, place: int, brief: Brief, entry: SourceEntry, parser: PageParser) -> None:
        """Read all files that an entry stands for."""
        if entry.error:
            self.unreadable.append(f"{display_name(entry.text)}: {entry.error}")
        outside = [file.origin for file in entry.files if not file.lies_below(brief.base)]
        if outside:
            more = f" and {len(outside) - 1:,} more" if len(outside) > 1 else ""
            self.notices.append(f"{outside[0]}{more}: outside of the brief's folder, and read because that was allowed")
        for file in entry.files:
            where = os.path.normpath(file.path)
            if where in self._seen:
                continue
            self._seen.add(where)
            if len(self._seen) > MOST:
                raise SourceError(f"the brief names more than {MOST} files; name fewer.")
            try:
                self._add(place, _read(brief, file, parser))
            except Unreadable as error:
                self.unreadable.append(f"{file.origin}: {error}")

    def add_document(self, place: int, document: Document) -> None:
        """Take in what was retrieved."""
        long = len(document.origin) > discovery.LONGEST_SHOWN
        origin = display_name(document.origin) if long else discovery.without_unprintable(document.origin)
        data = document.text.encode(errors="replace")
        if len(data) > LARGEST_SOURCE:
            self.unreadable.append(f"{origin}: is too large (the limit is {LARGEST_SOURCE:,} bytes)")
        else:
            self._add(place, _source(origin, LoadedText(document.title, document.text), data, otherwise=origin))

    def add_errors(self, errors: Sequence[GhostwriterError], *, may_skip: bool) -> None:
        """Note what could not be asked; what is no fault of the sources keeps its type, and with it the exit code."""
        other = next((error for error in errors if not isinstance(error, SourceError)), None)
        if other is not None and not may_skip:
            raise other
        self.unreadable += [str(error) for error in errors]

    def intake(self) -> Intake:
        """The sources in the order of the brief, numbered, with their receipt."""
        ordered = [source for _, source in sorted(self.taken, key=lambda taken: taken[0])]
        sources = tuple(source.model_copy(update={"id": f"S{number}"}) for number, source in enumerate(ordered, 1))
        receipt = Receipt(
            read=len(sources),
            total=len(sources) + len(self.unreadable),
            words=sum(source.words for source in sources),
            skipped=tuple(self.unreadable),
            taken_out=tuple(
                f"{source.origin}: {told}" for source in sources if (told := counted_by_kind(source.taken_out))
            ),
        )
        return Intake(sources, receipt, tuple(self.notices))

    def _add(self, place: int, source: Source) -> None:
        twin = next((known for _, known in self.taken if known.sha256 == source.sha256), None)
        if twin is not None:
            self.notices.append(f"{source.origin} is the same as {twin.origin}; it is read once")
            return
        self.taken.append((place, source))
        self._words += source.words
        self._characters += len(source.text)
        if self._words > MOST_WORDS or self._characters > MOST_CHARACTERS:
            raise SourceError(
                f"the sources have more than {MOST_WORDS:,} words or {MOST_CHARACTERS:,} characters in all; name fewer."
            )
        if hidden := counted_by_kind(source.taken_out):
            self.notices.append(f"{source.origin}: hidden text removed: {hidden}")


def _read(brief: Brief, file: SourceFile, parser: PageParser) -> Source:
    try:
        data = discovery.read_allowed(brief, file, LARGEST_SOURCE)
    except Missing as error:
        raise Missing(f"{error}{_nearest(file)}") from error
    source = _source(
        file.origin, load_file(file.path, data, parser.read_page), data, otherwise=display_name(file.path.stem)
    )
    if not source.text.strip():
        raise Unreadable("is empty")
    return source


def _source(origin: str, loaded: LoadedText, data: bytes, *, otherwise: str) -> Source:
    """A source that has no number yet."""
    text, unseen = clean_text(loaded.text)
    title = " ".join(clean_text(loaded.title[: 10 * _LONGEST_TITLE])[0].split())[:_LONGEST_TITLE] or otherwise
    taken_out = dict(Counter(loaded.taken_out) + unseen)
    digest = hashlib.sha256(data).hexdigest()
    return Source(id="S0", origin=origin, title=title, sha256=digest, text=text, taken_out=taken_out)


def _nearest(file: SourceFile) -> str:
    """The file beside it whose name comes closest."""
    try:
        near = closest(file.path.name, os.listdir(file.path.parent))  # noqa: PTH208  (names are all it takes)
    except (OSError, ValueError):
        return ""
    return f"; did you mean {display_name((Path(file.origin).parent / near).as_posix())!r}?" if near else ""
