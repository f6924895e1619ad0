"""A Converse answer as the events of a stream, in Bedrock's order and shapes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ghostwriter.emulator.eventstream import event_frame, padded

_PIECE = 60
"""Characters a delta."""
_COUNTED_IF_ANY = frozenset(
    {"cacheReadInputTokens", "cacheReadInputTokenCount", "cacheWriteInputTokens", "cacheWriteInputTokenCount"}
)

type Event = tuple[str, dict[str, Any]]


def frames(response: Mapping[str, Any]) -> Iterator[bytes]:
    """The frames of a response body."""
    for event_type, payload in events(response):
        yield event_frame(event_type, padded(payload))


def events(response: Mapping[str, Any]) -> Iterator[Event]:
    """``(event type, payload)`` of a response body, in order."""
    message = response["output"]["message"]
    yield "messageStart", {"role": message.get("role", "assistant")}
    for index, block in enumerate(message["content"]):
        last = index == len(message["content"]) - 1
        yield from _block(index, block, cut=last and response["stopReason"] == "max_tokens")
    stop = {name: response[name] for name in ("additionalModelResponseFields", "stopReason") if name in response}
    yield "messageStop", stop
    closing = {
        name: response[name] for name in ("metrics", "performanceConfig", "serviceTier", "trace") if name in response
    }
    usage = {name: tokens for name, tokens in response["usage"].items() if tokens != 0 or name not in _COUNTED_IF_ANY}
    yield "metadata", closing | {"usage": dict(sorted(usage.items()))}


def _block(index: int, block: Mapping[str, Any], *, cut: bool) -> Iterator[Event]:
    start = _start(block)
    if start:
        yield "contentBlockStart", {"contentBlockIndex": index, "start": start}
    for delta in _deltas(block, cut=cut):
        yield "contentBlockDelta", {"contentBlockIndex": index, "delta": delta}
    yield "contentBlockStop", {"contentBlockIndex": index}


def _start(block: Mapping[str, Any]) -> dict[str, Any]:
    """Tools are announced by name; text and thoughts begin without a word."""
    if "toolUse" in block:
        use = block["toolUse"]
        return {"toolUse": {"name": use["name"], "toolUseId": use["toolUseId"], "type": use.get("type", "tool_use")}}
    if "toolResult" in block:
        return {"toolResult": {name: value for name, value in sorted(block["toolResult"].items()) if name != "content"}}
    return {}


def _deltas(block: Mapping[str, Any], *, cut: bool) -> Iterator[dict[str, Any]]:
    match block:
        case {"text": str(text)}:
            yield from ({"text": piece} for piece in _pieces(text) or [""])
        case {"toolUse": use}:
            written = json.dumps(use.get("input", {}), ensure_ascii=False)
            # What max_tokens cut off are the ends, too: the client gets JSON that stops in the middle.
            yield {"toolUse": {"input": ""}}
            yield from ({"toolUse": {"input": piece}} for piece in _pieces(written.rstrip('"}]') if cut else written))
        case {"toolResult": result}:
            yield {"toolResult": result["content"]}
        case {"reasoningContent": {"redactedContent": hidden}}:
            yield {"reasoningContent": {"redactedContent": hidden}}
        case {"reasoningContent": {"reasoningText": thought}}:
            yield from ({"reasoningContent": {"text": piece}} for piece in _pieces(thought["text"]))
            if "signature" in thought:
                yield {"reasoningContent": {"signature": thought["signature"]}}
        case {"citationsContent": cited}:
            yield from ({"citation": citation} for citation in cited.get("citations", []))
            yield from ({"text": piece} for part in cited.get("content", []) for piece in _pieces(part["text"]))
        case _:
            pass


def _pieces(text: str) -> list[str]:
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
