"""What a knowledge base or an agent answered, as it is kept in the workspace and read as sources."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict

from ghostwriter.bedrock.knowledge_bases.query import Asked, BedrockAgent, KnowledgeBase

_HEADING = re.compile(r"^(?!.{1001})[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


class Passage(BaseModel):
    """One passage of a document; ``location`` is its address (empty if none was given), ``page`` as AWS counts it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    location: str = ""
    page: str = ""
    score: float | None = None


class Retrieved(BaseModel):
    """What was asked in which region, the ``answer`` (an agent's only), and the passages, best first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: KnowledgeBase | BedrockAgent
    region: str
    answer: str = ""
    passages: tuple[Passage, ...] = ()


class Document(NamedTuple):
    """One source to be: where it comes from, as a reader is told; its title; and its text as Markdown."""

    origin: str
    title: str
    text: str


def documents(retrieved: Retrieved) -> list[Document]:
    """One document for each that a knowledge base found passages in; one for an agent's answer and what it cites."""
    asked = retrieved.asked
    if isinstance(asked, BedrockAgent):
        return [Document(asked.origin, f"Answer of agent {asked.agent}", _answer(retrieved))]
    places: dict[str, list[Passage]] = {}
    for passage in retrieved.passages:
        places.setdefault(passage.location, []).append(passage)
    return [_document(asked, location, passages) for location, passages in places.items()]


def name_of(location: str) -> str:
    """The last part of an address, which says most to a reader."""
    parts = urlsplit(location)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]) if parts.scheme else location
    return last or parts.netloc or location


def _document(asked: Asked, location: str, passages: list[Passage]) -> Document:
    title = name_of(location) or "A document without an address"
    sections = (_section(f"Passage {number}", passage) for number, passage in enumerate(passages, start=1))
    return Document(
        f"{location} ({asked.origin})" if location else asked.origin, title, "\n\n".join([f"# {title}", *sections])
    )


def _answer(retrieved: Retrieved) -> str:
    return "\n\n".join(["# Answer", _without_headings(retrieved.answer), *_references(retrieved.passages)])


def _references(passages: tuple[Passage, ...]) -> Iterator[str]:
    for number, passage in enumerate(passages, start=1):
        yield _section(f"Reference {number}: {name_of(passage.location) or 'without an address'}", passage)
        if passage.location:
            # Set apart as code: an address is no prose, and nothing in it is to be quoted as a fact.
            yield f"```\n{passage.location}\n```"


def _section(heading: str, passage: Passage) -> str:
    """A passage under a heading that locates what stands in it."""
    page = f", page {passage.page}" if passage.page else ""
    return f"## {heading}{page}\n\n{_without_headings(passage.text)}"


def _without_headings(text: str) -> str:
    """A passage is cut out of its document: its own headings would hide where it stands, so they become emphasis."""
    return _HEADING.sub(lambda match: f"**{match[1]}**" if match[1] else "", text.strip())
