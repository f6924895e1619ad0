"""A Converse answer: the author's words, cut where the request says, with usage, metrics and trace."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ghostwriter.emulator import guardrail
from ghostwriter.emulator.caching import InputTokens
from ghostwriter.emulator.exchange import Answer
from ghostwriter.emulator.models import Called
from ghostwriter.emulator.stream import content_of
from ghostwriter.emulator.tokens import CHARACTERS_PER_TOKEN, count

_THOUGHT = "The request is answered by fixed rules; there is nothing to think about."

type Block = Mapping[str, Any]


def from_author(called: Called, request: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """The response body for what the author wrote, thinking before it where that was asked for."""
    most = (request.get("inferenceConfig") or {}).get("maxTokens") or called.longest_answer
    content, cut = _cut([*_thinking(request, answer), *answer.content], most)
    return {
        "output": {"message": {"content": content, "role": "assistant"}},
        "stopReason": "max_tokens" if cut else answer.stop_reason,
    }


def complete(
    response: Mapping[str, Any], called: Called, request: Mapping[str, Any], read: InputTokens, latency_ms: int
) -> dict[str, Any]:
    """A response body with everything that AWS always sends; what is given stays as it is."""
    body: dict[str, Any] = {"metrics": {"latencyMs": latency_ms}, "stopReason": "end_turn", **response}
    body.setdefault("output", {"message": {"content": [], "role": "assistant"}})
    if "usage" not in body:
        written = sum(map(count, content_of(body)))
        body["usage"] = _usage(called, read, written)
    config = request.get("guardrailConfig") or {}
    if config.get("trace", "disabled") != "disabled" and "trace" not in body:
        body["trace"] = {"guardrail": guardrail.trace(config, request)}
    for echoed in ("performanceConfig", "serviceTier"):
        if request.get(echoed):
            body.setdefault(echoed, request[echoed])
    return dict(sorted(body.items()))


def _usage(called: Called, read: InputTokens, written: int) -> dict[str, Any]:
    usage: dict[str, Any] = {"serverToolUsage": {}}
    usage |= {"inputTokens": read.fresh, "outputTokens": written, "totalTokens": read.total + written}
    if called.is_claude or read.read or read.written:
        # The service says each of these twice.
        usage |= {"cacheReadInputTokens": read.read, "cacheReadInputTokenCount": read.read}
        usage |= {"cacheWriteInputTokens": read.written, "cacheWriteInputTokenCount": read.written}
    if read.details:
        usage["cacheDetails"] = [{"inputTokens": tokens, "ttl": ttl} for ttl, tokens in read.details.items()]
    return dict(sorted(usage.items()))


def _thinking(request: Mapping[str, Any], answer: Answer) -> list[Block]:
    thinking = (request.get("additionalModelRequestFields") or {}).get("thinking")
    asked_for = isinstance(thinking, Mapping) and str(thinking.get("type")) in {"enabled", "adaptive"}
    if not asked_for or any("reasoningContent" in block for block in answer.content):
        return []
    digest = hashlib.sha512(json.dumps(request, sort_keys=True).encode()).digest()
    said = {"signature": base64.b64encode(digest).decode(), "text": _THOUGHT}
    return [{"reasoningContent": {"reasoningText": said}}]


def _cut(content: list[Block], most: int | None) -> tuple[list[Block], bool]:
    """Keep to ``maxTokens``: the block in which it is reached is cut short, what follows is left out."""
    if most is None:
        return content, False
    kept: list[Block] = []
    left = most
    for block in content:
        needed = count(block)
        if needed > left:
            return [*kept, *_shortened(block, left * CHARACTERS_PER_TOKEN)], True
        kept.append(block)
        left -= needed
    return kept, False


def _shortened(block: Block, characters: int) -> list[Block]:
    if characters == 0:
        return []
    if "text" in block:
        return [{"text": block["text"][:characters]}]
    if "toolUse" in block:
        return [{"toolUse": {**block["toolUse"], "input": _shortened_input(block["toolUse"]["input"], characters)}}]
    return []


def _shortened_input(given: Mapping[str, Any], characters: int) -> dict[str, Any]:
    """The members of a tool's input that fit; a text that does not is cut."""
    kept: dict[str, Any] = {}
    left = characters
    for name, value in given.items():
        size = len(name) + len(value if isinstance(value, str) else json.dumps(value))
        if size > left:
            room = left - len(name)
            return kept | ({name: value[:room]} if isinstance(value, str) and room > 0 else {})
        kept[name] = value
        left -= size
    return kept
