"""Passages of a knowledge base or an agent: read from its response, kept in the workspace, made into sources."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict

from ghostwriter.bedrock.knowledge_bases.query import Asked, BedrockAgent, KnowledgeBase

_HEADING = re.compile(r"^(?!.{1001})[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_PAGE = "x-amz-bedrock-kb-document-page-number"
_SOURCE_URI = "x-amz-bedrock-kb-source-uri"
_ADDRESSES = ("uri", "url", "id", "query")
"""Names of a location's address: S3 and Kendra, the web and its services, custom documents, SQL."""


class RetrievedPassage(BaseModel):
    """One passage of a document; ``location`` is its address (empty if none was given), ``page`` as AWS counts it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    location: str = ""
    page: str = ""
    score: float | None = None


class Retrieved(BaseModel):
    """A question, its region, the ``answer`` (an agent's only), and the passages, best first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: KnowledgeBase | BedrockAgent
    region: str
    answer: str = ""
    passages: tuple[RetrievedPassage, ...] = ()


class Document(NamedTuple):
    """A future source: its origin in words, its title, and its text as Markdown."""

    origin: str
    title: str
    text: str


def passage_of(reference: Mapping[str, Any]) -> RetrievedPassage | None:
    """One result of Retrieve, or one retrieved reference; None where it holds no text, such as a picture."""
    text = _text(reference.get("content") or {})
    if not text.strip():
        return None
    metadata = reference.get("metadata") or {}
    score = reference.get("score")
    return RetrievedPassage(
        text=text,
        location=_location(reference.get("location") or {}) or _plain(metadata.get(_SOURCE_URI)),
        page=_page(metadata.get(_PAGE)),
        score=float(score) if isinstance(score, int | float) else None,
    )


def _text(content: Mapping[str, Any]) -> str:
    """The words of a passage: its text, transcription or summary, or the columns of a row."""
    row = "\n".join(f"- {cell.get('columnName')}: {cell.get('columnValue')}" for cell in content.get("row") or ())
    audio = (content.get("audio") or {}).get("transcription")
    video = (content.get("video") or {}).get("summary")
    return _writable(str(content.get("text") or audio or video or row))


def _location(location: Mapping[str, Any]) -> str:
    """The address in whichever of the locations is given; each kind has an object of its own."""
    for kind in location.values():
        if isinstance(kind, Mapping):
            return _plain(next((kind[name] for name in _ADDRESSES if kind.get(name)), ""))
    return ""


def _page(number: Any) -> str:
    """Bedrock writes pages as numbers, mostly as 4.0."""
    if isinstance(number, float) and number.is_integer():
        return str(int(number))
    return _plain(number) if isinstance(number, int | float | str) and not isinstance(number, bool) else ""


def _plain(value: Any) -> str:
    """A value of metadata on one line; empty where it is no text or number."""
    return " ".join(_writable(str(value)).split()) if isinstance(value, str | int | float) else ""


def _writable(text: str) -> str:
    """Replace halves of characters, which JSON can hold and a file cannot."""
    return text.encode("utf-8", "replace").decode()


def documents(retrieved: Retrieved) -> list[Document]:
    """One document for each that a knowledge base found passages in; one for an agent's answer and what it cites."""
    asked = retrieved.asked
    if isinstance(asked, BedrockAgent):
        return [Document(asked.origin, f"Answer of agent {asked.agent}", _answer(retrieved))]
    places: dict[str, list[RetrievedPassage]] = {}
    for passage in retrieved.passages:
        places.setdefault(passage.location, []).append(passage)
    return [_document(asked, location, passages) for location, passages in places.items()]


def file_name(location: str) -> str:
    """The last part of an address, which says most to a reader."""
    parts = urlsplit(location)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]) if parts.scheme else location
    return last or parts.netloc or location


def _document(asked: Asked, location: str, passages: list[RetrievedPassage]) -> Document:
    title = file_name(location) or "A document without an address"
    sections = (_section(f"Passage {number}", passage) for number, passage in enumerate(passages, start=1))
    return Document(
        f"{location} ({asked.origin})" if location else asked.origin, title, "\n\n".join([f"# {title}", *sections])
    )


def _answer(retrieved: Retrieved) -> str:
    return "\n\n".join(["# Answer", _without_headings(retrieved.answer), *_references(retrieved.passages)])


def _references(passages: tuple[RetrievedPassage, ...]) -> Iterator[str]:
    for number, passage in enumerate(passages, start=1):
        yield _section(f"Reference {number}: {file_name(passage.location) or 'without an address'}", passage)
        if passage.location:
            # Set apart as code: an address is no prose, and nothing in it is to be quoted as a fact.
            yield f"```\n{passage.location}\n```"


def _section(heading: str, passage: RetrievedPassage) -> str:
    """A passage under a heading that locates what stands in it."""
    page = f", page {passage.page}" if passage.page else ""
    return f"## {heading}{page}\n\n{_without_headings(passage.text)}"


def _without_headings(text: str) -> str:
    """A passage is cut out of its document: its own headings would hide where it stands, so they become emphasis."""
    return _HEADING.sub(lambda match: f"**{match[1]}**" if match[1] else "", text.strip())
