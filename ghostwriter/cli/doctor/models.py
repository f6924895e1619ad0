"""The doctor's lines on models: limits, price, end of life, and where in the world they answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from ghostwriter.bedrock.models.catalog import card
from ghostwriter.bedrock.models.inference_profiles import can_call, scope_of
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.cli.doctor.finding import Finding, ok, warn
from ghostwriter.config.settings import Settings

_SOON = timedelta(days=60)


def describe_models(settings: Settings, region: str, today: date) -> Iterator[Finding]:
    """A line for each stage's model and for each fallback, by LiteLLM's map; nothing is called."""
    for stage, model in settings.models.items():
        yield _model(f"model for {stage}", model, today)
    for stage, fallbacks in settings.fallbacks.items():
        for model in fallbacks:
            yield _model(f"fallback for {stage}", model, today)
    for model in settings.all_models():
        yield from _place(model, region, settings.inference_profile)


def _model(name: str, model: ResolvedModel, today: date) -> Finding:
    known = card(model.canonical)
    if known is None:
        remedy = "its limits and its price are unknown; canonical_model says which model it is"
        return warn(name, f"{model.id}: not in LiteLLM's map", remedy)
    limits = f"{known.max_input_tokens or 0:,} tokens in, {known.max_output_tokens or 0:,} out"
    end = date.fromisoformat(known.deprecation_date) if known.deprecation_date else None
    if end is None or end > today + _SOON:
        until = f", to be deprecated on {end}" if end else ""
        return ok(name, f"{model.id}: {limits}{until}")
    said = "deprecated since" if end <= today else "to be deprecated on"
    return warn(name, f"{model.id}: {limits}, {said} {end}", "choose a newer model")


def _place(model: ResolvedModel, region: str, profile: str) -> Iterator[Finding]:
    scope = scope_of(model.id) if model.on_bedrock else None
    if scope == "global" and profile == "auto":
        yield warn(
            "place",
            f"{model.id} has no profile for the geography of {region}: it is answered anywhere in the world",
            "choose another model, or set GHOSTWRITER_INFERENCE_PROFILE to say where it may be answered",
        )
    elif scope is not None and not can_call(region, scope):
        found = f"{model.id} cannot be called from {region}, as far as is known"
        yield warn("place", found, "change AWS_REGION or GHOSTWRITER_INFERENCE_PROFILE")
