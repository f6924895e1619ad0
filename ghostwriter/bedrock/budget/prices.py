"""Prices of tokens from LiteLLM's map, by model, length of the prompt, cache lifetime and service tier."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.bedrock.models.catalog import entry_of
from ghostwriter.errors import ConfigurationError
from ghostwriter.schema.usage import Usage

ADDED_TOKENS = 2_000
"""The most that a model's own wording of tools and roles adds to a prompt."""
_INPUT, _OUTPUT = "input_cost_per_token", "output_cost_per_token"
_WRITE, _HOUR = "cache_creation_input_token_cost", "cache_creation_input_token_cost_above_1hr"
_READ = "cache_read_input_token_cost"
_LONG = re.compile(r"_above_(\d+)k_tokens")


@dataclass(frozen=True)
class Prices:
    """US dollars a token; ``dearest`` is the most that a token of input can cost, a written cache included."""

    input: float
    output: float
    cache_read: float
    cache_write: float

    @property
    def dearest(self) -> float:
        """The price of a token of input in the worst case."""
        return max(self.input, self.cache_write)

    def of(self, usage: Usage) -> float:
        """Price of calls in US dollars; ``usage.input_tokens`` includes those read from and written to the cache."""
        fresh = usage.input_tokens - usage.cache_read_tokens - usage.cache_write_tokens
        cached = usage.cache_read_tokens * self.cache_read + usage.cache_write_tokens * self.cache_write
        return fresh * self.input + cached + usage.output_tokens * self.output


def prices_of(model: str, tokens_in: float = 0, call: CallSettings | None = None) -> Prices | None:
    """The prices of a model for a prompt of that length, None where the map has none for such a call.

    Longer prompts cost more with some models; a tier that is cheaper than the default counts like the default.
    """
    entry, call = entry_of(model), call or CallSettings()
    tier = "_priority" if call.service_tier == "priority" else ""
    if (
        entry is None
        or call.latency == "optimized"
        or f"{_INPUT}{tier}" not in entry
        or f"{_OUTPUT}{tier}" not in entry
    ):
        return None
    write = max(_price(entry, name, tier, tokens_in) for name in (_WRITE, *([_HOUR] if call.cache_ttl == "1h" else [])))
    per_input = _price(entry, _INPUT, tier, tokens_in)
    return Prices(
        input=per_input,
        output=_price(entry, _OUTPUT, tier, tokens_in),
        cache_read=_price(entry, _READ, tier, tokens_in) or per_input,
        cache_write=write or per_input,
    )


def require_price(model: str, call: CallSettings) -> None:
    """Require that a budget can be kept with a model.

    Raises:
        ConfigurationError: if the map has no price for it, or not for such calls.
    """
    if prices_of(model) is None:
        raise ConfigurationError(
            f"model {model!r} has no known price, so --budget cannot be kept; leave it out, or set canonical_model to the "
            "model behind that name."
        )
    if prices_of(model, 0, call) is None:
        raise ConfigurationError(
            f"model {model!r} has no known price with latency = {call.latency or 'standard'!r} and service_tier = "
            f"{call.service_tier or 'default'!r}, so --budget cannot be kept; leave those settings out, or the budget."
        )


def worst_case(model: str, sent_bytes: int, max_output_tokens: int, call: CallSettings | None = None) -> float | None:
    """The most that one call can cost, in US dollars; None where its price is not known.

    No tokenizer makes more than one token of a byte, and no answer is longer than the limit that is sent along, thinking
    included. All of the input may be written to the cache.
    """
    tokens_in = sent_bytes + ADDED_TOKENS
    prices = prices_of(model, tokens_in, call)
    return None if prices is None else tokens_in * prices.dearest + max_output_tokens * prices.output


def _price(entry: Mapping[str, Any], name: str, tier: str, tokens_in: float) -> float:
    """The dearest of a price and of its variants for prompts this long; 0 where the map has none."""
    found = [entry.get(f"{name}{tier}") or entry.get(name) or 0.0]
    for key, value in entry.items():
        long = _LONG.fullmatch(key.removeprefix(name).removesuffix(tier)) if key.startswith(name) else None
        if long and tokens_in > int(long[1]) * 1_000 and value:
            found.append(value)
    return float(max(found))
