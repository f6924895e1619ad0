"""A Converse answer as the events of a stream, in Bedrock's order and shapes; what a script leaves out or twists is sent so."""

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
    for event_type, payload in stream_events(response):
        yield event_frame(event_type, padded(payload))


def stream_events(response: Mapping[str, Any]) -> Iterator[Event]:
    """``(event type, payload)`` of a response body, in order."""
    content = content_of(response)
    yield "messageStart", {"role": role_of(response)}
    for index, block in enumerate(content):
        last = index == len(content) - 1
        yield from _block(index, block, cut=last and response["stopReason"] == "max_tokens")
    stop = {name: response[name] for name in ("additionalModelResponseFields", "stopReason") if name in response}
    yield "messageStop", stop
    closing = {
        name: response[name] for name in ("metrics", "performanceConfig", "serviceTier", "trace") if name in response
    }
    yield "metadata", closing | {"usage": _usage(response["usage"])}


def content_of(response: Mapping[str, Any]) -> list[Any]:
    """The blocks of a response body, none where a script has something else in their place."""
    match response:
        case {"output": {"message": {"content": list(content)}}}:
            return content
        case _:
            return []


def role_of(response: Mapping[str, Any]) -> Any:
    """Role of the message."""
    match response:
        case {"output": {"message": {"role": role}}}:
            return role
        case _:
            return "assistant"


def _usage(usage: Any) -> Any:
    if not isinstance(usage, Mapping):
        return usage
    kept = {name: tokens for name, tokens in usage.items() if tokens != 0 or name not in _COUNTED_IF_ANY}
    return dict(sorted(kept.items()))


def _block(index: int, block: Mapping[str, Any], *, cut: bool) -> Iterator[Event]:
    start = _start(block)
    if start:
        yield "contentBlockStart", {"contentBlockIndex": index, "start": start}
    for delta in _deltas(block, cut=cut):
        yield "contentBlockDelta", {"contentBlockIndex": index, "delta": delta}
    yield "contentBlockStop", {"contentBlockIndex": index}


def _start(block: Mapping[str, Any]) -> dict[str, Any]:
    """Tools are announced by name; text and thoughts begin without a word."""
    match block:
        case {"toolUse": {**use}}:
            named = {name: use[name] for name in ("name", "toolUseId") if name in use}
            return {"toolUse": named | {"type": use.get("type", "tool_use")}}
        case {"toolResult": {**result}}:
            return {"toolResult": {name: value for name, value in sorted(result.items()) if name != "content"}}
        case _:
            return {}


def _deltas(block: Mapping[str, Any], *, cut: bool) -> Iterator[dict[str, Any]]:
    match block:
        case {"text": str(text)}:
            yield from ({"text": piece} for piece in _pieces(text) or [""])
        case {"toolUse": {**use}}:
            written = json.dumps(use.get("input", {}), ensure_ascii=False)
            # What max_tokens cut off are the ends, too: the client gets JSON that stops in the middle.
            yield {"toolUse": {"input": ""}}
            yield from ({"toolUse": {"input": piece}} for piece in _pieces(written.rstrip('"}]') if cut else written))
        case {"toolResult": {"content": content}}:
            yield {"toolResult": content}
        case {"reasoningContent": {"reasoningText": {"text": str(text), **more}}}:
            signature = [{"signature": more["signature"]}] if "signature" in more else []
            yield from (
                {"reasoningContent": piece} for piece in [*({"text": one} for one in _pieces(text)), *signature]
            )
        case {"citationsContent": {"citations": list(citations), "content": list(parts)}}:
            yield from ({"citation": citation} for citation in citations)
            yield from ({"text": piece} for part in parts for piece in _pieces(part["text"]))
        case {**others}:  # thoughts that are not shown, and whatever a script makes up
            yield from ({name: value} for name, value in others.items())


def _pieces(text: str) -> list[str]:
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
