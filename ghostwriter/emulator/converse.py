"""A Converse answer: the author's words, cut where the request says, with usage and metrics."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ghostwriter.emulator.answer import Answer
from ghostwriter.emulator.tokens import CHARACTERS_PER_TOKEN, count

_THOUGHT = "The request is answered by fixed rules; there is nothing to think about."


def from_author(request: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """The response body for what the author wrote."""
    content = [*_thinking(request), *answer.content]
    content, cut = _cut(content, request.get("inferenceConfig", {}).get("maxTokens"))
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": "max_tokens" if cut else answer.stop_reason,
    }


def complete(response: Mapping[str, Any], usage_in: Mapping[str, Any], latency_ms: int) -> dict[str, Any]:
    """A response body with everything that AWS always sends; what is given stays as it is."""
    body = {"stopReason": "end_turn", "metrics": {"latencyMs": latency_ms}, **response}
    if "usage" not in body:
        content = body.get("output", {}).get("message", {}).get("content", [])
        written = sum(count(block) for block in content)
        read = usage_in["inputTokens"] + usage_in["cacheReadInputTokens"] + usage_in["cacheWriteInputTokens"]
        body["usage"] = {**usage_in, "outputTokens": written, "totalTokens": read + written}
    return body


def _thinking(request: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A thinking block with a signature, where thinking was asked for."""
    thinking = (request.get("additionalModelRequestFields") or {}).get("thinking")
    if not isinstance(thinking, Mapping) or thinking.get("type") not in {"enabled", "adaptive"}:
        return []
    digest = hashlib.sha512(json.dumps(request, sort_keys=True).encode()).digest()
    signature = base64.b64encode(digest).decode()
    return [{"reasoningContent": {"reasoningText": {"text": _THOUGHT, "signature": signature}}}]


def _cut(content: list[dict[str, Any]], most: int | None) -> tuple[list[dict[str, Any]], bool]:
    """Keep to ``maxTokens``: the block in which it is reached is cut short, what follows is left out."""
    if most is None:
        return content, False
    kept: list[dict[str, Any]] = []
    left = most
    for block in content:
        needed = count(block)
        if needed > left:
            return [*kept, *_shortened(block, left * CHARACTERS_PER_TOKEN)], True
        kept.append(block)
        left -= needed
    return kept, False


def _shortened(block: dict[str, Any], characters: int) -> list[dict[str, Any]]:
    if "text" in block:
        return [{"text": block["text"][:characters]}] if characters else []
    if "toolUse" not in block:
        return []
    use = block["toolUse"]
    given = {name: value[:characters] if isinstance(value, str) else value for name, value in use["input"].items()}
    return [{"toolUse": {**use, "input": given}}]
