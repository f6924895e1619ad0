"""A Converse answer as the events of a stream, in Bedrock's order and shapes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ghostwriter.emulator.eventstream import event_frame, padded

_PIECE = 60
"""Characters a delta."""


def frames(response: Mapping[str, Any]) -> Iterator[bytes]:
    """The frames of a response body."""
    for event_type, payload in events(response):
        yield event_frame(event_type, padded(payload))


def events(response: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """``(event type, payload)``; text blocks have no start event, tool use has one with its name."""
    message = response["output"]["message"]
    yield "messageStart", {"role": message["role"]}
    for index, block in enumerate(message["content"]):
        if "toolUse" in block:
            use = block["toolUse"]
            start = {"name": use["name"], "toolUseId": use["toolUseId"], "type": use.get("type", "tool_use")}
            yield "contentBlockStart", {"contentBlockIndex": index, "start": {"toolUse": start}}
        for delta in _deltas(block):
            yield "contentBlockDelta", {"contentBlockIndex": index, "delta": delta}
        yield "contentBlockStop", {"contentBlockIndex": index}
    stop: dict[str, Any] = {"stopReason": response["stopReason"]}
    if "additionalModelResponseFields" in response:
        stop["additionalModelResponseFields"] = response["additionalModelResponseFields"]
    yield "messageStop", stop
    closing = {name: response[name] for name in ("metrics", "trace", "usage") if name in response}
    yield "metadata", closing | {"usage": dict(sorted(response["usage"].items()))}


def _deltas(block: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "text" in block:
        yield from ({"text": piece} for piece in _pieces(block["text"]))
    elif "toolUse" in block:
        text = json.dumps(block["toolUse"].get("input", {}), ensure_ascii=False)
        yield from ({"toolUse": {"input": piece}} for piece in _pieces(text))
    elif "reasoningContent" in block:
        yield from _thought(block["reasoningContent"])


def _thought(reasoning: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "redactedContent" in reasoning:
        yield {"reasoningContent": {"redactedContent": reasoning["redactedContent"]}}
        return
    said = reasoning.get("reasoningText", {})
    yield from ({"reasoningContent": {"text": piece}} for piece in _pieces(said.get("text", "")))
    if "signature" in said:
        yield {"reasoningContent": {"signature": said["signature"]}}


def _pieces(text: str) -> Iterator[str]:
    for at in range(0, len(text), _PIECE):
        yield text[at : at + _PIECE]
