"""Rows of ``ghostwriter models``: names, inference profiles, limits, prices, deprecation."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from ghostwriter.bedrock.models.catalog import FAMILY, TIERS, ModelCard, card, model_map
from ghostwriter.bedrock.models.inference_profiles import resolve_model, scope_of, scopes_of
from ghostwriter.errors import ConfigurationError


class ModelRow(BaseModel):
    """One model; limits are in tokens, prices in US dollars per million of them, None where the map is silent.

    ``alias`` and ``tier`` are empty where a model has none; ``deprecated`` is a date, YYYY-MM-DD.
    """

    model_config = ConfigDict(frozen=True)

    alias: str
    tier: str
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


def list_models(region: str = "us-east-1", profile: str = "auto", containing: str = "") -> list[ModelRow]:
    """The aliases and what they stand for in ``region``; or all of Bedrock's models whose id has ``containing`` in it."""
    listed = [bare for bare in _bare_ids() if containing.lower() in bare.lower()] if containing else FAMILY.values()
    return [_row(bare, region, profile) for bare in listed]


def _bare_ids() -> Iterator[str]:
    """Bedrock's models that write text, without the entries for one region or one inference profile."""
    for name in sorted(model_map()):
        entry = model_map()[name]
        writes = entry.get("litellm_provider") in {"bedrock", "bedrock_converse"} and entry.get("mode") == "chat"
        if writes and "/" not in name and "." in name and "@" not in name and scope_of(name) is None:
            yield name


def _row(bare: str, region: str, profile: str) -> ModelRow:
    alias = next((alias for alias, model in FAMILY.items() if model == bare), "")
    try:
        resolved = resolve_model(bare, region, profile)
    except ConfigurationError:
        resolved = ""  # not to be had with this choice of profile; the row shows those it has
    itself = card(bare) or ModelCard()
    called = card(resolved) or itself
    return ModelRow(
        alias=alias,
        tier=next((tier for tier, name in TIERS.items() if name == alias), ""),
        id=bare,
        resolves_to=resolved,
        profiles=tuple(f"{scope}.{bare}" for scope in scopes_of(bare)),
        context=called.max_input_tokens,
        max_output=called.max_output_tokens,
        usd_in=_per_million(called.input_cost_per_token),
        usd_out=_per_million(called.output_cost_per_token),
        usd_cache_write=_per_million(called.cache_creation_input_token_cost),
        usd_cache_write_1h=_per_million(called.cache_creation_input_token_cost_above_1hr),
        usd_cache_read=_per_million(called.cache_read_input_token_cost),
        # The map often notes the date at the model alone, not at its inference profiles.
        deprecated=called.deprecation_date or itself.deprecation_date,
    )


def _per_million(price: float | None) -> float | None:
    return None if price is None else round(price * 1_000_000, 4)
