"""Which models there are, as LiteLLM's bundled map knows them, and how a short name becomes the id that Bedrock accepts.

The map is read as a file: importing LiteLLM for it would cost seconds.
"""

import functools
import importlib.util
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from ghostwriter.errors import ConfigurationError

HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0"
SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0"
OPUS = "anthropic.claude-opus-4-5-20251101-v1:0"
ALIASES: Mapping[str, str] = {"haiku": HAIKU, "sonnet": SONNET, "opus": OPUS}

type InferenceProfile = Literal["auto", "global", "us", "eu", "jp", "au", "apac", "us-gov", "none"]
INFERENCE_PROFILES: tuple[str, ...] = get_args(InferenceProfile.__value__)

_SCOPES = tuple(scope for scope in INFERENCE_PROFILES if scope not in {"auto", "none"})
# Narrowest first: an article's sources leave a region's own geography only where there is no profile within it.
_SCOPES_BY_REGION: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("us-gov-", ("us-gov",)),
    ("us-", ("us", "global")),
    ("ca-", ("us", "global")),
    ("eu-", ("eu", "global")),
    ("ap-northeast-1", ("jp", "apac", "global")),
    ("ap-northeast-3", ("jp", "apac", "global")),
    ("ap-southeast-2", ("au", "apac", "global")),
    ("ap-southeast-4", ("au", "apac", "global")),
    ("ap-", ("apac", "global")),
)
# "anthropic.claude-…", "us.anthropic.claude-…", "amazon.nova-…", but not "gpt-4.1".
_VENDOR_ID = re.compile(r"^(?:[a-z]{2,6}(?:-gov)?\.)?[a-z][a-z0-9]*\.[a-z]")


class ModelCard(BaseModel):
    """What the map says about one model; prices are US dollars per token, ``None`` where the map is silent."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    litellm_provider: str = ""
    max_input_tokens: int | None = None
    max_output_tokens: int | None = None
    input_cost_per_token: float | None = None
    output_cost_per_token: float | None = None
    cache_creation_input_token_cost: float | None = None
    cache_creation_input_token_cost_above_1hr: float | None = None
    cache_read_input_token_cost: float | None = None
    deprecation_date: str | None = None
    supports_function_calling: bool = False
    supports_sampling_params: bool | None = None


@functools.cache
def model_map() -> Mapping[str, Mapping[str, Any]]:
    """LiteLLM's bundled map, model id to its raw entry."""
    spec = importlib.util.find_spec("litellm")
    assert spec is not None, "litellm is a pinned dependency"
    assert spec.origin is not None
    path = Path(spec.origin).with_name("model_prices_and_context_window_backup.json")
    entries: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    return entries


def card(model: str) -> ModelCard | None:
    """The map's entry for a LiteLLM id (with or without ``bedrock/`` and a route), or None where it has none."""
    bare = re.sub(r"^bedrock/(?:converse/|invoke/)?", "", model)
    entry = model_map().get(model) or model_map().get(bare)
    return ModelCard.model_validate(entry) if entry else None


def is_bedrock(model: str) -> bool:
    """Whether a model name means one on Bedrock: an alias, an ARN, a Bedrock id, or anything under ``bedrock/``."""
    if model in ALIASES or model.startswith(("bedrock/", "arn:")):
        return True
    entry = model_map().get(model)
    if entry is not None:
        return str(entry.get("litellm_provider", "")).startswith("bedrock")
    return "/" not in model and _VENDOR_ID.match(model) is not None


def resolve_model(model: str, region: str, profile: str = "auto") -> str:
    """The LiteLLM id for a name: alias, Bedrock id with or without prefix, profile ARN, or any other LiteLLM id.

    Bedrock refuses most Claude ids for on-demand use, so an inference profile's prefix is put before ids that have one,
    chosen by ``region`` or forced by ``profile``. What already carries a prefix, a route or an ARN is left as it is, and
    ``bedrock/`` is added once. A proxy's alias (``bedrock/writer``) takes the Converse route. Other providers' ids are
    returned unchanged.

    Raises:
        ConfigurationError: for a blank name, or a profile that the model does not have.
    """
    name = model.strip()
    if not name:
        raise ConfigurationError("a model name is empty; use haiku, sonnet, opus, a Bedrock id, or any LiteLLM id.")
    if not is_bedrock(name):
        return name
    bare = ALIASES.get(name, name).removeprefix("bedrock/")
    if "/" in bare or bare.startswith("arn:"):
        return f"bedrock/{bare}"
    if not _VENDOR_ID.match(bare):
        # A LiteLLM proxy's alias: it says nothing of the vendor, so the route has to, and it has no inference profile.
        return f"bedrock/converse/{bare}"
    return f"bedrock/{_with_profile(bare, region, profile)}"


def scopes_of(bare: str) -> tuple[str, ...]:
    """The inference-profile scopes that the map lists for a bare Bedrock id."""
    return tuple(scope for scope in _SCOPES if f"{scope}.{bare}" in model_map())


def _with_profile(bare: str, region: str, profile: str) -> str:
    if profile == "none" or bare.split(".", 1)[0] in _SCOPES:
        return bare
    available = scopes_of(bare)
    if profile == "auto":
        wanted = next((scopes for prefix, scopes in _SCOPES_BY_REGION if region.startswith(prefix)), ("global",))
        scope = next((scope for scope in wanted if scope in available), None)
        return f"{scope}.{bare}" if scope else bare
    if bare in model_map() and available and profile not in available:
        raise ConfigurationError(
            f"model {bare!r} has no inference profile {profile!r}; it has: {', '.join(available)}. "
            "Change GHOSTWRITER_INFERENCE_PROFILE or the model."
        )
    return f"{profile}.{bare}" if available or bare not in model_map() else bare


class ModelRow(BaseModel):
    """One line of ``ghostwriter models``; prices are US dollars per million tokens."""

    model_config = ConfigDict(frozen=True)

    alias: str
    id: str
    resolves_to: str
    profiles: tuple[str, ...]
    context: int | None
    max_output: int | None
    usd_in: float | None
    usd_out: float | None
    usd_cache_write: float | None
    usd_cache_write_1h: float | None
    usd_cache_read: float | None
    deprecated: str | None


def list_models(region: str = "us-east-1", profile: str = "auto") -> list[ModelRow]:
    """The aliases and what they stand for in ``region``."""
    return [_row(alias, bare, resolve_model(alias, region, profile)) for alias, bare in ALIASES.items()]


def _row(alias: str, bare: str, resolved: str) -> ModelRow:
    found = card(resolved) or card(bare) or ModelCard()

    def per_million(price: float | None) -> float | None:
        return None if price is None else round(price * 1_000_000, 4)

    return ModelRow(
        alias=alias,
        id=bare,
        resolves_to=resolved,
        profiles=tuple(f"{scope}.{bare}" for scope in scopes_of(bare)),
        context=found.max_input_tokens,
        max_output=found.max_output_tokens,
        usd_in=per_million(found.input_cost_per_token),
        usd_out=per_million(found.output_cost_per_token),
        usd_cache_write=per_million(found.cache_creation_input_token_cost),
        usd_cache_write_1h=per_million(found.cache_creation_input_token_cost_above_1hr),
        usd_cache_read=per_million(found.cache_read_input_token_cost),
        deprecated=found.deprecation_date,
    )
