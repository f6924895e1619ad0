"""Catalog of models from LiteLLM's bundled map, and short names for three of them.

The map is read as a file: importing LiteLLM for it would cost seconds.
"""

import functools
import importlib.util
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0"
SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0"
OPUS = "anthropic.claude-opus-4-5-20251101-v1:0"
FAMILY: Mapping[str, str] = {"haiku": HAIKU, "sonnet": SONNET, "opus": OPUS}
TIERS: Mapping[str, str] = {"fast": "haiku", "mid": "sonnet", "top": "opus"}
ALIASES: Mapping[str, str] = {**FAMILY, **{tier: FAMILY[name] for tier, name in TIERS.items()}}

# "anthropic.claude-…", "us.anthropic.claude-…", "amazon.nova-…", but not "gpt-4.1".
_VENDOR_ID = re.compile(r"^(?:[a-z]{2,6}(?:-gov)?\.)?[a-z][a-z0-9]*\.[a-z]")


@dataclass(frozen=True)
class ModelCard:
    """One model's entry in the map; prices are US dollars per token, ``None`` where the map is silent."""

    litellm_provider: str = ""
    mode: str = ""
    max_input_tokens: int | None = None
    max_output_tokens: int | None = None
    input_cost_per_token: float | None = None
    output_cost_per_token: float | None = None
    cache_creation_input_token_cost: float | None = None
    cache_creation_input_token_cost_above_1hr: float | None = None
    cache_read_input_token_cost: float | None = None
    deprecation_date: str | None = None
    supports_function_calling: bool = False
    supports_prompt_caching: bool = False
    supports_reasoning: bool = False
    supports_sampling_params: bool | None = None


@functools.cache
def model_map() -> Mapping[str, Mapping[str, Any]]:
    """LiteLLM's bundled map, model id to its raw entry."""
    spec = importlib.util.find_spec("litellm")
    assert spec is not None, "litellm is a pinned dependency"
    assert spec.origin is not None
    path = Path(spec.origin).with_name("model_prices_and_context_window_backup.json")
    entries: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    del entries["sample_spec"]  # it explains the others
    return entries


def card(model: str) -> ModelCard | None:
    """The map's entry for a LiteLLM id, or None without one."""
    entry = entry_of(model)
    if not entry:
        return None
    return ModelCard(**{field.name: entry[field.name] for field in fields(ModelCard) if field.name in entry})


def entry_of(model: str) -> Mapping[str, Any] | None:
    """The map's own entry for a LiteLLM id (with or without ``bedrock/`` and a route), or None where it has none."""
    return model_map().get(model) or model_map().get(without_route(model))


def without_route(model: str) -> str:
    """A LiteLLM id without ``bedrock/`` and the route."""
    return re.sub(r"^bedrock/(?:converse/|invoke/)?", "", model)


def is_bedrock(model: str) -> bool:
    """Check that a name means a model on Bedrock: an alias, an ARN, a Bedrock id, or anything under ``bedrock/``."""
    if model in ALIASES or model.startswith(("bedrock/", "arn:")):
        return True
    entry = model_map().get(model)
    if entry is not None:
        return str(entry.get("litellm_provider", "")).startswith("bedrock")
    return "/" not in model and names_a_vendor(model)


def names_a_vendor(model: str) -> bool:
    """Check that a name has the form of a Bedrock id, ``vendor.model`` with or without an inference profile's scope."""
    return _VENDOR_ID.match(model) is not None
