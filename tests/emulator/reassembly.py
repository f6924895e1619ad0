"""From the events of a Converse stream back to the response that they tell of, the way a client does it."""

import contextlib
import json
from collections.abc import Iterable
from typing import Any

type Event = tuple[str, dict[str, Any]]


def reassemble(events: Iterable[Event]) -> dict[str, Any]:
    """The Converse response body; a tool's input that stops in the middle stays text."""
    blocks: dict[int, dict[str, Any]] = {}
    response: dict[str, Any] = {}
    role = ""
    for kind, payload in events:
        event = {name: value for name, value in payload.items() if name != "p"}
        index = event.pop("contentBlockIndex", -1)
        if kind == "messageStart":
            role = event["role"]
        elif kind == "contentBlockStart":
            blocks[index] = {name: dict(start) for name, start in event["start"].items()}
        elif kind == "contentBlockDelta":
            _add(blocks.setdefault(index, {}), event["delta"])
        elif kind == "contentBlockStop":
            _close(blocks.setdefault(index, {}))
        else:
            response |= event
    content = [blocks[index] for index in sorted(blocks)]
    return response | {"output": {"message": {"role": role, "content": content}}}


def _add(block: dict[str, Any], delta: dict[str, Any]) -> None:
    match delta:
        case {"toolUse": {"input": piece}}:
            block["toolUse"]["input"] = block["toolUse"].get("input", "") + piece
        case {"toolResult": content}:
            block["toolResult"]["content"] = content
        case {"reasoningContent": {"redactedContent": hidden}}:
            block["reasoningContent"] = {"redactedContent": hidden}
        case {"reasoningContent": more}:
            thought = block.setdefault("reasoningContent", {}).setdefault("reasoningText", {"text": ""})
            thought["text"] += more.get("text", "")
            thought |= {name: value for name, value in more.items() if name == "signature"}
        case {"citation": citation}:
            block.setdefault("citationsContent", {"citations": [], "content": []})["citations"].append(citation)
        case {"text": piece} if "citationsContent" in block:
            said = block["citationsContent"]["content"] or [{"text": ""}]
            block["citationsContent"]["content"] = [{"text": said[0]["text"] + piece}]
        case {"text": piece}:
            block["text"] = block.get("text", "") + piece


def _close(block: dict[str, Any]) -> None:
    if "toolUse" in block:
        with contextlib.suppress(ValueError):
            block["toolUse"]["input"] = json.loads(block["toolUse"].get("input") or "{}")
