"""Folders of documents that stand for knowledge bases and for agents that look things up in one.

Documents are cut into passages of a few paragraphs, as Bedrock does by default, and ranked by the words of the query. They
are served as custom documents, whose id is their path: that is where they really come from.
"""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ghostwriter.emulator.author.terms import BM25, terms
from ghostwriter.emulator.refusals import Refusal, invalid
from ghostwriter.errors import UsageError
from ghostwriter.markdown import blocks
from ghostwriter.reading import Unreadable, read_regular
from ghostwriter.sources.loader import load

PAGE = 10
"""Results in one answer; the rest is had for its ``nextToken``."""
LONGEST_PASSAGE = 1_200
"""Characters; about 300 tokens."""
_LARGEST = 5_000_000
_DEFAULT_RESULTS = 5
_CITED = 3
_NOTHING = "Sorry, I am unable to assist you with this request."


class _Passage(NamedTuple):
    document: str
    number: int
    text: str


class Folder:
    """The passages of one folder; read when the emulator starts."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise UsageError(f"{str(path)!r} is not a folder; name one that holds the documents.")
        self._passages = [passage for file in sorted(path.rglob("*")) for passage in _passages_of(file, path)]
        if not self._passages:
            raise UsageError(f"folder {str(path)!r} holds no documents.")
        self._index = BM25([terms(passage.text) for passage in self._passages])

    def find(self, query: str) -> list[dict[str, Any]]:
        """All passages that share a word with the query, best first, as results of Retrieve."""
        scored = zip(self._index.scores(terms(query)), self._passages, strict=True)
        ranked = sorted(((score, passage) for score, passage in scored if score), key=lambda pair: -pair[0])
        return [_result(score / (1 + score), passage) for score, passage in ranked]


class Archive:
    """Knowledge bases and agents by their ids (``ID``, ``ID/ALIAS``), each with its folder."""

    def __init__(self, knowledge_bases: Mapping[str, Path], agents: Mapping[str, Path]) -> None:
        self._knowledge_bases = {name: Folder(path) for name, path in knowledge_bases.items()}
        self._agents = {name: Folder(path) for name, path in agents.items()}

    def retrieve(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to Retrieve.

        Raises:
            Refusal: if there is no such knowledge base, or the token is none of its own.
        """
        name = request["knowledgeBaseId"].rpartition("/")[2]
        if name not in self._knowledge_bases:
            message = f"Knowledge Base with id {name} does not exist. Retry your request with a valid Knowledge Base."
            raise Refusal(404, "ResourceNotFoundException", message)
        found = self._knowledge_bases[name].find(request["retrievalQuery"].get("text") or "")
        found = found[: _wanted(request.get("retrievalConfiguration") or {})]
        start = _start(request.get("nextToken"))
        answer: dict[str, Any] = {"retrievalResults": found[start : start + PAGE]}
        return answer if start + PAGE >= len(found) else answer | {"nextToken": _token(start + PAGE)}

    def invoke_agent(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to InvokeAgent: the passages that fit best, each cited; ``bytes`` as text.

        Raises:
            Refusal: if there is no such agent.
        """
        folder = self._agents.get(f"{request['agentId']}/{request['agentAliasId']}")
        if folder is None:
            message = (
                "Failed to retrieve resource because it doesn't exist. "
                "Retry the request with a different resource identifier."
            )
            raise Refusal(404, "ResourceNotFoundException", message)
        found = folder.find(request.get("inputText") or "")[:_CITED]
        answer = "\n\n".join(result["content"]["text"] for result in found)
        chunk: dict[str, Any] = {"bytes": answer or _NOTHING}
        return {
            "completion": [{"chunk": chunk | ({"attribution": {"citations": list(_cited(found))}} if found else {})}]
        }


def _passages_of(file: Path, folder: Path) -> Iterator[_Passage]:
    """Whole blocks of a document, as many together as a passage takes."""
    name = file.relative_to(folder).as_posix()
    if not file.is_file() or any(part.startswith(".") for part in Path(name).parts):
        return
    try:
        text = load(file, read_regular(file, _LARGEST)).text
    except Unreadable as error:
        raise UsageError(f"{str(file)!r} {error}.") from error
    pieces: list[str] = []
    number = 0
    for block in blocks(text):
        piece = text[block.start : block.end].strip()
        if pieces and sum(map(len, pieces)) + len(piece) > LONGEST_PASSAGE:
            yield _Passage(name, number, "\n\n".join(pieces))
            pieces, number = [], number + 1
        pieces.append(piece)
    if pieces:
        yield _Passage(name, number, "\n\n".join(pieces))


def _result(score: float, passage: _Passage) -> dict[str, Any]:
    return {
        "content": {"text": passage.text, "type": "TEXT"},
        "location": {"customDocumentLocation": {"id": passage.document}, "type": "CUSTOM"},
        "metadata": {"x-amz-bedrock-kb-chunk-id": f"{passage.document}#{passage.number}"},
        "score": round(score, 6),
    }


def _cited(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    start = 0
    for result in found:
        text = result["content"]["text"]
        part = {"text": text, "span": {"start": start, "end": start + len(text) - 1}}
        reference = {name: value for name, value in result.items() if name != "score"}
        yield {"generatedResponsePart": {"textResponsePart": part}, "retrievedReferences": [reference]}
        start += len(text) + 2


def _wanted(configuration: Mapping[str, Any]) -> int:
    given = [search.get("numberOfResults") for search in configuration.values() if search]
    return next((number for number in given if number), _DEFAULT_RESULTS)


def _token(start: int) -> str:
    return base64.urlsafe_b64encode(str(start).encode()).decode()


def _start(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token))
    except ValueError as error:
        raise invalid("The provided token is invalid. Retry your request with a different token.") from error
