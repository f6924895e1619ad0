"""Folders of documents that stand for knowledge bases and for agents that look things up in one.

They are served as custom documents, whose id is their path: that is where they really come from.
"""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghostwriter.emulator.errors import ServiceRefusal, invalid

if TYPE_CHECKING:
    from ghostwriter.emulator.folder import Folder

PAGE = 10
"""Results in one answer; the rest is had for its ``nextToken``."""
_DEFAULT_RESULTS = 5
_CITED = 3
_NOTHING = "Sorry, I am unable to assist you with this request."


class Archive:
    """Knowledge bases and agents by their ids (``ID``, ``ID/ALIAS``), each with its folder."""

    def __init__(self, knowledge_bases: Mapping[str, Path], agents: Mapping[str, Path]) -> None:
        self._knowledge_bases = _opened(knowledge_bases)
        self._agents = _opened(agents)

    def retrieve(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to Retrieve.

        Raises:
            Refusal: if there is no such knowledge base, or the token is none of its own.
        """
        name = request["knowledgeBaseId"].rpartition("/")[2]
        if name not in self._knowledge_bases:
            # The words are the emulator's own: those of AWS are not on public record, unlike an agent's below.
            message = f"Knowledge Base with id {name} does not exist. Retry your request with a valid Knowledge Base."
            raise ServiceRefusal(404, "ResourceNotFoundException", message)
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
            raise ServiceRefusal(404, "ResourceNotFoundException", message)
        found = folder.find(request.get("inputText") or "")[:_CITED]
        answer = "\n\n".join(result["content"]["text"] for result in found)
        chunk: dict[str, Any] = {"bytes": answer or _NOTHING}
        return {
            "completion": [{"chunk": chunk | ({"attribution": {"citations": list(_cited(found))}} if found else {})}]
        }


def _opened(folders: Mapping[str, Path]) -> "dict[str, Folder]":
    if not folders:
        return {}
    from ghostwriter.emulator.folder import Folder  # noqa: PLC0415  (few emulators serve one)

    return {name: Folder(path) for name, path in folders.items()}


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
