"""The intake: find what the brief names, read all of it, and give a receipt, before any model is called."""

import difflib
import glob
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ghostwriter.brief import Brief
from ghostwriter.errors import SourceError
from ghostwriter.sources.loader import load
from ghostwriter.sources.normalise import normalise
from ghostwriter.sources.reading import Unreadable, read_text
from ghostwriter.sources.source import Source

_PATTERN = re.compile(r"[*?\[]")
_ADDRESS = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")


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
        raise SourceError("the brief names no sources; list files under `sources:`, or put them into a folder `sources`.")
    sources: list[Source] = []
    unreadable: list[str] = []
    notices: list[str] = []
    found = [file for named in brief.sources for file in _find(brief.base, named)]
    for origin, path in dict(found).items():
        try:
            source, odd = _read(f"S{len(sources) + 1}", origin, path)
        except Unreadable as error:
            unreadable.append(f"{origin}: {error}")
            continue
        twin = next((known for known in sources if known.sha256 == source.sha256), None)
        if twin is not None:
            notices.append(f"{origin} is the same file as {twin.origin}; it is read once")
            continue
        sources.append(source)
        notices += odd
    if unreadable and not (skip_unreadable and sources):
        advice = ["or run with --skip-unreadable to go on without them"] if sources else []
        raise SourceError("\n".join([*unreadable, *advice]))
    words = sum(source.words for source in sources)
    receipt = Receipt(len(sources), len(sources) + len(unreadable), words, tuple(unreadable))
    return Intake(tuple(sources), receipt, tuple(notices))


def _find(base: Path, named: str) -> list[tuple[str, Path]]:
    """What one entry of the brief stands for: ``(origin, path)`` for a file, a folder's files, or a pattern's matches."""
    if _ADDRESS.match(named):
        return [(named, Path(named))]
    path = base / named
    if path.is_dir():
        return _inside(base, path)
    if not path.exists() and _PATTERN.search(named):
        matches = sorted(glob.glob(named, root_dir=base, recursive=True), key=_natural)
        files = [match for match in matches if not (base / match).is_dir()]
        return [(match, base / match) for match in files] or [(named, path)]
    return [(named, path)]


def _inside(base: Path, folder: Path) -> list[tuple[str, Path]]:
    files = [path for path in folder.iterdir() if not path.name.startswith(".") and not path.is_dir()]
    files.sort(key=lambda path: _natural(path.name))
    origin = folder.relative_to(base) if folder.is_relative_to(base) else Path(folder.name)
    return [(str(origin / path.name), path) for path in files] or [(f"{origin}/", folder)]


def _natural(name: str) -> list[tuple[int, str]]:
    """A sort key that puts part-2 before part-10."""
    return [(int(part), "") if part.isdigit() else (-1, part.lower()) for part in re.split(r"(\d+)", name)]


def _read(identifier: str, origin: str, path: Path) -> tuple[Source, list[str]]:
    if _ADDRESS.match(origin):
        raise Unreadable("is an address; nothing is downloaded: save the page and name the file")
    try:
        text, data = read_text(path)
    except Unreadable as error:
        raise _with_hint(error, path) from error
    try:
        loaded = load(path, text)
    except ValueError as error:
        raise Unreadable(f"cannot be used: {error}") from error
    content, invisible = normalise(loaded.text)
    if not content.strip():
        raise Unreadable("is empty")
    title = " ".join(normalise(loaded.title)[0].split()) or path.stem
    odd = [f"{origin}: {invisible} invisible characters were taken out"] if invisible else []
    name = _shown(origin)
    return Source(id=identifier, origin=name, title=title, sha256=hashlib.sha256(data).hexdigest(), text=content), odd


def _shown(origin: str) -> str:
    """The origin as a reader may be told: an absolute path of the author's machine is nobody's business."""
    return Path(origin).name if Path(origin).is_absolute() else Path(origin).as_posix()


def _with_hint(error: Unreadable, path: Path) -> Unreadable:
    if str(error) == "is not a regular file" and path.is_dir():
        return Unreadable("has no files in it")
    if str(error) != "no such file" or not path.parent.is_dir():
        return error
    names = [other.name for other in path.parent.iterdir() if other.is_file()]
    near = difflib.get_close_matches(path.name, names, n=1)
    return Unreadable(f"no such file; did you mean {near[0]!r}?") if near else error
