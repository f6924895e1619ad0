"""An agent is asked by InvokeAgent, in a session of its own; its answer comes as a stream, with what it cites."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from ghostwriter.bedrock.knowledge_bases.citations import passage_of
from ghostwriter.bedrock.knowledge_bases.errors import CutOffError, MalformedError
from ghostwriter.bedrock.knowledge_bases.passages import Passage, Retrieved
from ghostwriter.bedrock.knowledge_bases.query import BedrockAgent
from ghostwriter.bedrock.knowledge_bases.retrieve import LONGEST_SHOWN
from ghostwriter.errors import SourceError

ACTION = "bedrock:InvokeAgent"


def invoke_agent(client: Any, asked: BedrockAgent, region: str) -> Retrieved:
    """Ask once; each try is a session of its own, since a session remembers what was said in it.

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
        question = textwrap.shorten(asked.prompt, LONGEST_SHOWN)
        raise SourceError(f"{asked.origin}: answered nothing to {question!r}: ask in other words.")
    return Retrieved(asked=asked, region=region, answer=text, passages=tuple(passages))


def _read(events: Iterable[Mapping[str, Any]], asked: BedrockAgent) -> tuple[bytes, list[Passage]]:
    """The bytes of all chunks, which may split a character, and what they cite, each passage once."""
    pieces: list[bytes] = []
    cited: dict[Passage, None] = {}
    for event in events:
        if "returnControl" in event:
            raise SourceError(
                f"{asked.origin}: hands control back to call a function of its own application, which is not here; "
                "ask what it can answer by itself."
            )
        if (chunk := event.get("chunk")) is not None:
            pieces.append(chunk.get("bytes") or b"")
            cited |= dict.fromkeys(_cited(chunk.get("attribution") or {}))
    if not pieces:
        raise CutOffError("a stream without a chunk")
    return b"".join(pieces), list(cited)


def _cited(attribution: Mapping[str, Any]) -> Iterable[Passage]:
    for citation in attribution.get("citations") or ():
        for reference in citation.get("retrievedReferences") or ():
            if passage := passage_of(reference):
                yield passage
