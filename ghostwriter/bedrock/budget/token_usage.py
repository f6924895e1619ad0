"""Token usage of one try: what is sent, what comes back, and a report of tokens that is believed or replaced by our own count.

Nobody outside knows the tokenizers, so a report is believed within wide bounds: not fewer tokens than an eighth of the
characters (text comes to about a quarter), not more input than bytes, not more output than was allowed. Our own count is on
the high side of what text comes to, because it guards a budget.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ghostwriter.bedrock.budget.prices import ADDED_TOKENS
from ghostwriter.bedrock.sdk import ReportedUsage
from ghostwriter.schema.usage import Usage

_FEWEST_A_CHARACTER = 1 / 8
_SLACK_IN, _SLACK_OUT = 256, 16
_BYTES_A_TOKEN = 3
_COST = "llm_provider-x-litellm-response-cost"
"""The header under which LiteLLM keeps a proxy's price of a call."""
_DEAREST = 10_000.0
"""US dollars: no call costs as much."""


@dataclass(frozen=True)
class Text:
    """The length of what was sent or received."""

    characters: int = 0
    octets: int = 0

    @classmethod
    def of(cls, text: str) -> "Text":
        """Measure a text."""
        return cls(len(text), len(text.encode(errors="surrogatepass")))


@dataclass(frozen=True)
class Sent:
    """The words of a request, and the most tokens that it lets the answer have."""

    text: Text = Text()
    max_output_tokens: int | None = None


@dataclass(frozen=True)
class Reading:
    """The usage of one answer, without its price, and the answer's length."""

    usage: Usage = field(default_factory=Usage)
    received: Text = Text()


def sent_by(call: Mapping[str, Any], max_output_tokens: int | None) -> Sent:
    """Measure a request of the SDK's: messages and tools as JSON, and the limit that goes along."""
    words = json.dumps([call.get("messages"), call.get("tools")], ensure_ascii=False, default=str)
    limit = call.get("max_completion_tokens") or call.get("max_tokens") or max_output_tokens
    return Sent(Text.of(words), limit)


def believed(response: Any, sent: Sent, *, reported: bool = True) -> Reading:
    """The tokens of an answer; a report that is missing or cannot be true gives way to our own count, in the response too."""
    _drop_impossible_cost(response)
    received, usage = Text.of("".join(_words(response))), _reported(getattr(response, "usage", None))
    if reported and _is_believable(usage, sent, received):
        return Reading(Usage(**usage.model_dump()), received)
    written = max(1, -(-received.octets // _BYTES_A_TOKEN))
    counted = Usage(
        calls=1,
        input_tokens=-(-sent.text.octets // _BYTES_A_TOKEN),
        output_tokens=written if sent.max_output_tokens is None else min(written, sent.max_output_tokens),
        own_count=1,
    )
    # What reads the response after us refuses a negative count.
    response.usage = ReportedUsage(
        prompt_tokens=counted.input_tokens,
        completion_tokens=counted.output_tokens,
        total_tokens=counted.input_tokens + counted.output_tokens,
    )
    return Reading(counted, received)


def _drop_impossible_cost(response: Any) -> None:
    """Remove a proxy's price that cannot be true; OpenHands, which reads it next, would fail on it or add it up."""
    headers = (getattr(response, "_hidden_params", None) or {}).get("additional_headers") or {}
    try:
        possible = 0 <= float(headers.get(_COST, 0)) <= _DEAREST
    except (ValueError, OverflowError):
        possible = False
    if not possible:
        del headers[_COST]


def _reported(usage: Any) -> Usage:
    """A report as it is: its numbers are not validated yet, and may be negative."""
    details = getattr(usage, "prompt_tokens_details", None)
    return Usage.model_construct(
        calls=1,
        input_tokens=getattr(usage, "prompt_tokens", None) or 0,
        output_tokens=getattr(usage, "completion_tokens", None) or 0,
        cache_read_tokens=getattr(details, "cached_tokens", None) or 0,
        cache_write_tokens=getattr(details, "cache_creation_tokens", None) or 0,
    )


def _is_believable(usage: Usage, sent: Sent, received: Text) -> bool:
    cached = (usage.cache_read_tokens, usage.cache_write_tokens)
    if min(usage.input_tokens, usage.output_tokens, *cached) < 0 or sum(cached) > usage.input_tokens:
        return False
    most_out = received.octets + ADDED_TOKENS if sent.max_output_tokens is None else sent.max_output_tokens
    fewest_in = sent.text.characters * _FEWEST_A_CHARACTER - _SLACK_IN
    fewest_out = max(1, received.characters * _FEWEST_A_CHARACTER - _SLACK_OUT)
    return (
        fewest_in <= usage.input_tokens <= sent.text.octets + ADDED_TOKENS
        and fewest_out <= usage.output_tokens <= most_out
    )


def _words(response: Any) -> Iterator[str]:
    """Everything a model has written: text, thoughts, and calls of tools."""
    for choice in response.choices:
        message = choice.message
        yield message.content or ""
        yield getattr(message, "reasoning_content", None) or ""
        for call in message.tool_calls or ():
            yield (call.function.name or "") + (call.function.arguments or "")
