"""Reads the meter of one try: what is sent, what comes back, and the tokens that may be believed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ghostwriter.bedrock.budget.token_counts import NOTHING, Text, Tokens, believable, own_count
from ghostwriter.bedrock.sdk import ReportedUsage
from ghostwriter.schema.usage import Usage

_COST = "llm_provider-x-litellm-response-cost"
"""Under which LiteLLM keeps what a proxy says that a call cost."""
_DEAREST = 10_000.0
"""US dollars: no call costs as much."""


@dataclass(frozen=True)
class Sent:
    """The words of a request, and the most tokens that it lets the answer have."""

    text: Text = NOTHING
    max_output_tokens: int | None = None


@dataclass(frozen=True)
class Reading:
    """Usage of one answer without its price, and its length."""

    usage: Usage = field(default_factory=Usage)
    received: Text = NOTHING


def sent_by(call: Mapping[str, Any], max_output_tokens: int | None) -> Sent:
    """Input that the SDK is about to send: messages and tools as JSON, and the output limit."""
    words = json.dumps([call.get("messages"), call.get("tools")], ensure_ascii=False, default=str)
    limit = call.get("max_completion_tokens") or call.get("max_tokens") or max_output_tokens
    return Sent(Text.of(words), limit)


def believed(response: Any, sent: Sent, *, reported: bool = True) -> Reading:
    """The tokens of an answer; a report that is missing or cannot be true gives way to our own count, in the response too."""
    _drop_impossible_cost(response)
    received = Text.of("".join(_words(response)))
    tokens = _reported(getattr(response, "usage", None))
    if reported and believable(tokens, sent.text, received, sent.max_output_tokens):
        return Reading(_usage(tokens, own=0), received)
    counted = own_count(sent.text, received, sent.max_output_tokens)
    # What reads the response after us refuses a negative count.
    response.usage = ReportedUsage(
        prompt_tokens=counted.input, completion_tokens=counted.output, total_tokens=counted.input + counted.output
    )
    return Reading(_usage(counted, own=1), received)


def _drop_impossible_cost(response: Any) -> None:
    """Take out a proxy's price that cannot be true; OpenHands, which reads it next, would fail on it or add it up."""
    headers = (getattr(response, "_hidden_params", None) or {}).get("additional_headers") or {}
    try:
        possible = 0 <= float(headers.get(_COST, 0)) <= _DEAREST
    except (ValueError, OverflowError):
        possible = False
    if not possible:
        del headers[_COST]


def _usage(tokens: Tokens, *, own: int) -> Usage:
    return Usage(
        calls=1,
        input_tokens=tokens.input,
        output_tokens=tokens.output,
        cache_read_tokens=tokens.cache_read,
        cache_write_tokens=tokens.cache_write,
        own_count=own,
    )


def _reported(usage: Any) -> Tokens:
    if usage is None:
        return Tokens()
    details = getattr(usage, "prompt_tokens_details", None)
    return Tokens(
        input=usage.prompt_tokens or 0,
        output=usage.completion_tokens or 0,
        cache_read=getattr(details, "cached_tokens", None) or 0,
        cache_write=getattr(details, "cache_creation_tokens", None) or 0,
    )


def _words(response: Any) -> Iterator[str]:
    """All text that a model has written: answers, thoughts, and calls of tools."""
    for choice in response.choices:
        message = choice.message
        yield message.content or ""
        yield getattr(message, "reasoning_content", None) or ""
        for call in message.tool_calls or ():
            yield (call.function.name or "") + (call.function.arguments or "")
