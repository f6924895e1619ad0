"""Anthropic's Messages API, which Claude speaks through InvokeModel: into a Converse request, and back again."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ghostwriter.emulator import stream
from ghostwriter.emulator.errors import ServiceRefusal, invalid
from ghostwriter.emulator.models import Called

type Body = Mapping[str, Any]

_INFERENCE = {
    "max_tokens": "maxTokens",
    "temperature": "temperature",
    "top_p": "topP",
    "stop_sequences": "stopSequences",
}
_PART_OF_THE_CONVERSATION = frozenset({"anthropic_version", "messages", "system", "tools", "tool_choice", *_INFERENCE})
_KINDS_OF_TOOLS = ("bash_20250124", "custom", "text_editor_20250124", "text_editor_20250429", "text_editor_20250728")
_VERSION = re.compile(r"-v\d+(?::\d+)?$")


def read(body: Body) -> dict[str, Any]:
    """The Converse request that says the same.

    Raises:
        Refusal: where a member that the API needs is missing.
    """
    for name in ("anthropic_version", "max_tokens", "messages"):
        if body.get(name) is None:
            raise invalid(f"{name}: Field required")
    request: dict[str, Any] = {
        "messages": [
            {"role": message.get("role"), "content": list(_content(message.get("content")))}
            for message in _objects(body["messages"], "messages")
        ],
        "system": list(_content(body.get("system") or [])),
        "inferenceConfig": {ours: body[theirs] for theirs, ours in _INFERENCE.items() if theirs in body},
    }
    if body.get("tools"):
        request["toolConfig"] = {"tools": list(_tools(body["tools"]))}
        choice = body.get("tool_choice") or {}
        if choice.get("type") in {"auto", "any", "tool"}:
            named = {"name": choice["name"]} if "name" in choice else {}
            request["toolConfig"]["toolChoice"] = {choice["type"]: named}
    others = {name: value for name, value in body.items() if name not in _PART_OF_THE_CONVERSATION}
    return request | ({"additionalModelRequestFields": others} if others else {})


def encode_message(called: Called, response: Body) -> dict[str, Any]:
    """The message that says what a Converse response says."""
    message = {
        "model": _VERSION.sub("", called.bare_id.removeprefix("anthropic.")),
        "id": f"msg_bdrk_{hashlib.sha256(json.dumps(response).encode()).hexdigest()[:24]}",
        "type": "message",
        "role": "assistant",
        "content": [_written(block) for block in response["output"]["message"]["content"]],
        "stop_reason": response["stopReason"],
        "stop_sequence": None,
        "usage": _usage(response["usage"]),
    }
    if response["stopReason"] == "guardrail_intervened":
        message |= {"stop_reason": "end_turn", "amazon-bedrock-guardrailAction": "INTERVENED"}
    return message


def message_events(called: Called, response: Body) -> Iterator[dict[str, Any]]:
    """The events of a streamed message, made from those of a streamed Converse response."""
    message = encode_message(called, response)
    began = {"content": [], "stop_reason": None, "usage": message["usage"] | {"output_tokens": 1}}
    yield {"type": "message_start", "message": message | began}
    for index, block in enumerate(message["content"]):
        yield {"type": "content_block_start", "index": index, "content_block": _empty(block)}
        for kind, payload in stream.stream_events(response):
            if kind == "contentBlockDelta" and payload["contentBlockIndex"] == index:
                yield {"type": "content_block_delta", "index": index, "delta": _delta(payload["delta"])}
        yield {"type": "content_block_stop", "index": index}
    ended = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield {"type": "message_delta", "delta": ended, "usage": {"output_tokens": message["usage"]["output_tokens"]}}
    metrics = {
        "inputTokenCount": message["usage"]["input_tokens"],
        "outputTokenCount": message["usage"]["output_tokens"],
        "invocationLatency": response["metrics"]["latencyMs"],
        "firstByteLatency": response["metrics"]["latencyMs"],
    }
    yield {"type": "message_stop", "amazon-bedrock-invocationMetrics": metrics}


def _wrong_tag(where: str, kind: object, known: Iterable[object]) -> ServiceRefusal:
    tags = ", ".join(f"'{one}'" for one in known)
    return invalid(f"{where}: Input tag '{kind}' found using 'type' does not match any of the expected tags: {tags}")


def _objects(value: object, where: str) -> list[Body]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise invalid(f"{where}: Input should be a valid list")
    return value


def _content(content: object) -> Iterator[dict[str, Any]]:
    if isinstance(content, str):
        yield {"text": content}
        return
    for block in _objects(content, "content"):
        yield _read_block(block)
        if block.get("cache_control"):
            ttl = {"ttl": block["cache_control"]["ttl"]} if "ttl" in block["cache_control"] else {}
            yield {"cachePoint": {"type": "default", **ttl}}


def _read_block(block: Body) -> dict[str, Any]:
    kind = block.get("type")
    if kind not in _READERS:
        raise _wrong_tag("messages", kind, _READERS)
    try:
        return _READERS[kind](block)
    except (KeyError, TypeError, AttributeError) as error:
        raise invalid(f"messages: a block of type '{kind}' lacks a field, or has a wrong one: {error}") from error


def _read_result(block: Body) -> dict[str, Any]:
    content, status = list(_content(block.get("content") or [])), "error" if block.get("is_error") else "success"
    return {"toolResult": {"toolUseId": block["tool_use_id"], "content": content, "status": status}}


def _read_image(block: Body) -> dict[str, Any]:
    form = block["source"]["media_type"].rpartition("/")[2]
    return {"image": {"format": form, "source": {"bytes": block["source"]["data"]}}}


def _read_thought(block: Body) -> dict[str, Any]:
    return {"reasoningContent": {"reasoningText": {"text": block["thinking"], "signature": block.get("signature", "")}}}


_READERS: Mapping[object, Callable[[Body], dict[str, Any]]] = {
    "text": lambda block: {"text": block["text"]},
    "image": _read_image,
    "document": lambda block: {
        "document": {"name": block.get("title") or "document", "source": {"bytes": block["source"]["data"]}}
    },
    "tool_use": lambda block: {"toolUse": {"toolUseId": block["id"], "name": block["name"], "input": block["input"]}},
    "tool_result": _read_result,
    "thinking": _read_thought,
    "redacted_thinking": lambda block: {"reasoningContent": {"redactedContent": block["data"]}},
}


def _tools(tools: object) -> Iterator[dict[str, Any]]:
    for number, tool in enumerate(_objects(tools, "tools")):
        kind = tool.get("type") or "custom"
        if kind not in _KINDS_OF_TOOLS:
            raise _wrong_tag(f"tools.{number}", kind, _KINDS_OF_TOOLS)
        described = {"description": tool["description"]} if tool.get("description") else {}
        schema = {"json": tool.get("input_schema", {"type": "object"})}
        yield {"toolSpec": {"name": tool.get("name"), "inputSchema": schema, **described}}
        if tool.get("cache_control"):
            yield {"cachePoint": {"type": "default"}}


def _written(block: Body) -> dict[str, Any]:
    match block:
        case {"toolUse": use}:
            return {"type": "tool_use", "id": use["toolUseId"], "name": use["name"], "input": use["input"]}
        case {"reasoningContent": {"reasoningText": thought}}:
            return {"type": "thinking", "thinking": thought["text"], "signature": thought.get("signature", "")}
        case {"reasoningContent": {"redactedContent": data}}:
            return {"type": "redacted_thinking", "data": data}
        case _:
            return {"type": "text", "text": block.get("text", "")}


def _empty(block: dict[str, Any]) -> dict[str, Any]:
    """A block as it is announced, before its deltas."""
    return {
        **block,
        **{name: type(block[name])() for name in ("text", "input", "thinking", "signature") if name in block},
    }


def _delta(delta: Body) -> dict[str, Any]:
    match delta:
        case {"toolUse": {"input": piece}}:
            return {"type": "input_json_delta", "partial_json": piece}
        case {"reasoningContent": {"text": piece}}:
            return {"type": "thinking_delta", "thinking": piece}
        case {"reasoningContent": {"signature": signature}}:
            return {"type": "signature_delta", "signature": signature}
        case _:
            return {"type": "text_delta", "text": delta.get("text", "")}


def _usage(usage: Body) -> dict[str, Any]:
    written = {detail["ttl"]: detail["inputTokens"] for detail in usage.get("cacheDetails", [])}
    return {
        "input_tokens": usage["inputTokens"],
        "cache_creation_input_tokens": usage.get("cacheWriteInputTokens", 0),
        "cache_read_input_tokens": usage.get("cacheReadInputTokens", 0),
        "cache_creation": {f"ephemeral_{ttl}_input_tokens": written.get(ttl, 0) for ttl in ("5m", "1h")},
        "output_tokens": usage["outputTokens"],
    }
