"""What Retrieve finds and an agent cites, in their one shape, as passages."""

from collections.abc import Mapping
from typing import Any

from ghostwriter.bedrock.knowledge_bases.passages import Passage

_PAGE = "x-amz-bedrock-kb-document-page-number"
_SOURCE_URI = "x-amz-bedrock-kb-source-uri"
_ADDRESSES = ("uri", "url", "id", "query")
"""What a location calls its address: S3 and Kendra, the web and its services, custom documents, SQL."""


def passage_of(reference: Mapping[str, Any]) -> Passage | None:
    """One result of Retrieve, or one retrieved reference; None where it holds no text, such as a picture."""
    text = _text(reference.get("content") or {})
    if not text.strip():
        return None
    metadata = reference.get("metadata") or {}
    score = reference.get("score")
    return Passage(
        text=text,
        location=_location(reference.get("location") or {}) or _plain(metadata.get(_SOURCE_URI)),
        page=_page(metadata.get(_PAGE)),
        score=float(score) if isinstance(score, int | float) else None,
    )


def _text(content: Mapping[str, Any]) -> str:
    """The words of a passage: text, what was heard or seen, or the columns of a row."""
    row = "\n".join(f"- {cell.get('columnName')}: {cell.get('columnValue')}" for cell in content.get("row") or ())
    heard = (content.get("audio") or {}).get("transcription")
    seen = (content.get("video") or {}).get("summary")
    found = next((words for words in (content.get("text"), heard, seen, row) if words), "")
    return _sound(str(found))


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
    return " ".join(_sound(str(value)).split()) if isinstance(value, str | int | float) else ""


def _sound(text: str) -> str:
    """JSON can hold halves of characters, which no file can."""
    return text.encode("utf-8", "replace").decode()
