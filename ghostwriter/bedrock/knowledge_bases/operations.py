"""The two operations: Retrieve for a knowledge base, InvokeAgent for an agent, whose answer is a stream."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from ghostwriter.bedrock.knowledge_bases.errors import CutOffError, MalformedError
from ghostwriter.bedrock.knowledge_bases.passages import Retrieved, RetrievedPassage, passage_of
from ghostwriter.bedrock.knowledge_bases.query import BedrockAgent, KnowledgeBase
from ghostwriter.errors import SourceError

RETRIEVE, INVOKE_AGENT = "bedrock:Retrieve", "bedrock:InvokeAgent"
"""The IAM actions."""
_LONGEST_SHOWN = 80
"""Characters of a question in a message."""


def retrieve(client: Any, asked: KnowledgeBase, region: str) -> Retrieved:
    """Ask a knowledge base, page by page until there are enough passages; the best ones come first.

    Raises:
        SourceError: if nothing is found.
        MalformedError: if the answer holds no results.
    """
    found: list[dict[str, Any]] = []
    request: dict[str, Any] = {
        "knowledgeBaseId": asked.kb,
        "retrievalQuery": {"text": asked.query},
        "retrievalConfiguration": {"vectorSearchConfiguration": {"numberOfResults": asked.results}},
    }
    token = None
    while len(found) < asked.results:
        answer = client.retrieve(**request, **({"nextToken": token} if token else {}))
        page, before = answer.get("retrievalResults"), token
        if not isinstance(page, list):
            raise MalformedError("no retrievalResults")
        found += page
        token = answer.get("nextToken")
        if not token or token == before or not page:
            break
    passages = [passage for result in found[: asked.results] if (passage := passage_of(result))]
    if not passages:
        raise SourceError(
            f"{asked.origin}: nothing found for {textwrap.shorten(asked.query, _LONGEST_SHOWN)!r}: "
            "ask in other words, or see in the Bedrock console that its data is synchronised."
        )
    ranked = sorted(passages, key=lambda passage: -(passage.score or 0.0))
    return Retrieved(asked=asked, region=region, passages=tuple(ranked))


def invoke_agent(client: Any, asked: BedrockAgent, region: str) -> Retrieved:
    """Ask an agent; each try is a session of its own, since a session remembers what was said in it.

    Raises:
        SourceError: if the agent says nothing, or waits for what only its own application can give it.
        CutOffError: if the stream ends without an answer.
        MalformedError: if the answer is no text.
    """
    answer = client.invoke_agent(
        agentId=asked.identifier, agentAliasId=asked.alias, sessionId=uuid4().hex, inputText=asked.prompt
    )
    data, passages = _read(answer["completion"], asked)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise MalformedError("no UTF-8") from error
    if not text.strip():
        question = textwrap.shorten(asked.prompt, _LONGEST_SHOWN)
        raise SourceError(f"{asked.origin}: answered nothing to {question!r}: ask in other words.")
    return Retrieved(asked=asked, region=region, answer=text, passages=tuple(passages))


def _read(events: Iterable[Mapping[str, Any]], asked: BedrockAgent) -> tuple[bytes, list[RetrievedPassage]]:
    """The bytes of all chunks, which may split a character, and what they cite, each passage once."""
    pieces: list[bytes] = []
    cited: dict[RetrievedPassage, None] = {}
    for event in events:
        if "returnControl" in event:
            raise SourceError(
                f"{asked.origin}: hands control back to call a function of its own application, which is not here; "
                "ask what it can answer by itself."
            )
        if (chunk := event.get("chunk")) is not None:
            pieces.append(chunk.get("bytes") or b"")
            for citation in (chunk.get("attribution") or {}).get("citations") or ():
                found = map(passage_of, citation.get("retrievedReferences") or ())
                cited |= dict.fromkeys(passage for passage in found if passage)
    if not pieces:
        raise CutOffError("a stream without a chunk")
    return b"".join(pieces), list(cited)
