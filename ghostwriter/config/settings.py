"""Settings: one frozen object, resolved once.

Flag beats environment beats ``ghostwriter.toml`` beats brief beats default; ``.env`` fills the environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from ghostwriter.bedrock.call_settings import CallSettings, Caps
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.http.extra_fields import EXTRA_FIELDS, require_known_fields, require_no_addresses
from ghostwriter.bedrock.models.inference_profiles import PROFILE
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.brief.brief import Brief
from ghostwriter.config.article_settings import OnIntervention, OnUnsupported, article_settings
from ghostwriter.config.environment import call_settings, caps, lookup
from ghostwriter.config.model_choice import (
    choose_fallbacks,
    choose_models,
    require_named_providers,
    resolve_choice,
    set_by_user,
)
from ghostwriter.config.toml_file import INFERENCE_PROFILE, ConfigFile
from ghostwriter.errors import ConfigurationError

DEFAULT_THRESHOLD = 0.9
DEFAULT_ROUNDS = 2


@dataclass(frozen=True)
class Flags:
    """Options of the command line; None means not given. ``models`` holds ``M`` and ``STAGE=M``.

    ``allowed_providers`` are those that a brief, and files beside it, may choose besides Bedrock.
    """

    models: tuple[str, ...] = ()
    offline: bool = False
    threshold: float | None = None
    rounds: int | None = None
    budget: float | None = None
    prompts: Path | None = None
    allowed_providers: tuple[str, ...] = ()


class Settings(BaseModel):
    """Settings of a run: all it needs besides the brief and the credentials.

    ``models`` maps each stage to its model, ``fallbacks`` to those that take its place, in order, ``calls`` to what its requests
    carry, ``caps`` to what it may use. ``budget`` is in US dollars.
    ``article_guardrail`` is the guardrail for the final article, ``on_unsupported`` what becomes of claims that stay without
    support.
    """

    model_config = ConfigDict(frozen=True)

    models: dict[str, ResolvedModel]
    fallbacks: dict[str, tuple[ResolvedModel, ...]] = Field(default_factory=dict)
    calls: dict[str, CallSettings] = Field(default_factory=dict)
    caps: dict[str, Caps] = Field(default_factory=dict)
    inference_profile: str = "auto"
    article_guardrail: str | None = None
    on_article_intervention: OnIntervention = "fail"
    on_unsupported: OnUnsupported = "mark"
    threshold: float = Field(default=DEFAULT_THRESHOLD, ge=0, le=1)
    rounds: int = Field(default=DEFAULT_ROUNDS, ge=0)
    budget: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    offline: bool = False
    prompts: Path | None = None

    def call(self, stage: str) -> CallSettings:
        """Call settings of a stage."""
        return self.calls.get(stage) or CallSettings()

    def caps_of(self, stage: str) -> Caps:
        """Caps of a stage in one run."""
        return self.caps.get(stage) or Caps()

    def all_models(self) -> list[ResolvedModel]:
        """Every model that may be called, each id once, fallbacks last."""
        fallbacks = [model for models in self.fallbacks.values() for model in models]
        unique: dict[str, ResolvedModel] = {}
        for model in (*self.models.values(), *fallbacks):
            unique.setdefault(model.id, model)
        return list(unique.values())

    def unguarded_models(self) -> list[ResolvedModel]:
        """The models of the stages that send no guardrail of their own."""
        return [model for stage, model in self.models.items() if self.call(stage).guardrail is None]


def resolve_settings(flags: Flags, env: Mapping[str, str], brief: Brief, file: ConfigFile | None = None) -> Settings:
    """Bring flags, environment, configuration file and brief together.

    Raises:
        ConfigurationError: naming the flag, variable or key that is wrong.
    """
    file = file or ConfigFile()
    threshold = next((value for value in (flags.threshold, brief.threshold) if value is not None), DEFAULT_THRESHOLD)
    rounds = DEFAULT_ROUNDS if flags.rounds is None else flags.rounds
    if not 0 <= threshold <= 1:
        raise ConfigurationError(f"the threshold is a share between 0 and 1, not {threshold!r}.")
    if rounds < 0:
        raise ConfigurationError(f"--rounds is a number of revisions, 0 or more, not {rounds!r}.")
    if flags.budget is not None and not 0 <= flags.budget < float("inf"):  # not a number is neither
        raise ConfigurationError(f"--budget is in US dollars, 0 or more, not {flags.budget!r}.")
    access = access_for(env, file)
    chosen = choose_models(flags.models, env, file, brief)
    fallbacks = {stage: choose_fallbacks(stage, env, file) for stage in chosen}
    every = [*chosen.values(), *(choice for choices in fallbacks.values() for choice in choices)]
    require_named_providers(every, flags.allowed_providers)
    calls = {stage: _call(stage, env, file) for stage in chosen}
    models = {stage: resolve_choice(one, access, calls[stage].canonical_model) for stage, one in chosen.items()}
    return Settings(
        models=models,
        fallbacks={stage: tuple(resolve_choice(one, access) for one in some) for stage, some in fallbacks.items()},
        calls={stage: _with_canonical(calls[stage], model) for stage, model in models.items()},
        caps={stage: caps(stage, env, file) for stage in models},
        inference_profile=access.profile,
        **article_settings(env, file),
        threshold=threshold,
        rounds=rounds,
        budget=flags.budget,
        offline=flags.offline,
        prompts=flags.prompts,
    )


def _call(stage: str, env: Mapping[str, str], file: ConfigFile) -> CallSettings:
    call = call_settings(stage, env, file)
    require_no_addresses(call.additional_model_request_fields)
    found = lookup(EXTRA_FIELDS, stage, env, file)
    if found is not None and not set_by_user(found[1], env):
        require_known_fields(*found)
    return call


def _with_canonical(call: CallSettings, model: ResolvedModel) -> CallSettings:
    """The settings with the id of the canonical model in place of its name: it belongs to the key of a task."""
    return call.model_copy(update={"canonical_model": model.canonical}) if call.canonical_model else call


def access_for(env: Mapping[str, str], file: ConfigFile) -> Access:
    """Region, inference profile and endpoint, without credentials."""
    profile = file.general.get(INFERENCE_PROFILE)
    found = Access.find({PROFILE: str(profile), **_set(env)} if profile else env)
    return replace(found, env=env)


def _set(env: Mapping[str, str]) -> dict[str, str]:
    """The environment without its blank variables, which count as absent."""
    return {name: value for name, value in env.items() if value.strip()}
