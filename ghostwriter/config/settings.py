"""Settings: one frozen object, resolved once.

Flag beats environment beats ``ghostwriter.toml`` beats brief beats default; ``.env`` fills the environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.bedrock.caps import Caps
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.http.extra_fields import NAME as FIELDS
from ghostwriter.bedrock.http.extra_fields import require_known_fields, require_no_addresses
from ghostwriter.bedrock.models.catalog import is_bedrock
from ghostwriter.bedrock.models.inference_profiles import PROFILE
from ghostwriter.brief.brief import Brief
from ghostwriter.config.article_settings import OnIntervention, OnUnsupported, article_settings
from ghostwriter.config.environment import call_settings, caps, lookup
from ghostwriter.config.model_choice import choose_fallbacks, choose_models, require_named_providers, set_by_user
from ghostwriter.config.toml_file import INFERENCE_PROFILE, ConfigFile
from ghostwriter.errors import ConfigurationError

DEFAULT_THRESHOLD = 0.9
DEFAULT_ROUNDS = 2


@dataclass(frozen=True)
class Flags:
    """What the command line said; None means it said nothing. ``models`` holds ``M`` and ``STAGE=M``.

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
    """Everything a run needs to know besides the brief and the credentials.

    ``models`` maps each stage to a LiteLLM id, inference profile and prefix included, ``fallbacks`` to those that take its
    place, in order, ``calls`` to what its requests carry, ``caps`` to what it may use. ``budget`` is in US dollars.
    ``article_guardrail`` is what the final article is held against, ``on_unsupported`` what becomes of claims that stay without
    support.
    """

    model_config = ConfigDict(frozen=True)

    models: dict[str, str]
    fallbacks: dict[str, tuple[str, ...]] = Field(default_factory=dict)
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
        """What the requests of a stage carry."""
        return self.calls.get(stage) or CallSettings()

    def caps_of(self, stage: str) -> Caps:
        """What a stage may use in one run."""
        return self.caps.get(stage) or Caps()

    def behind(self, stage: str) -> str:
        """The model that LiteLLM's map knows a stage's model by: itself, or the one behind an alias or an ARN."""
        return self.call(stage).canonical_model or self.models[stage]

    def all_models(self) -> list[str]:
        """Every model that may be called, each once, fallbacks last."""
        fallbacks = [model for models in self.fallbacks.values() for model in models]
        return list(dict.fromkeys([*self.models.values(), *fallbacks]))

    def unguarded_models(self) -> list[str]:
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
    models = {stage: access.resolve(choice.model) for stage, choice in chosen.items()}
    return Settings(
        models=models,
        fallbacks={stage: tuple(access.resolve(one.model) for one in choices) for stage, choices in fallbacks.items()},
        calls={stage: _call(stage, model, env, file, access) for stage, model in models.items()},
        caps={stage: caps(stage, env, file) for stage in models},
        inference_profile=access.profile,
        **article_settings(env, file),
        threshold=threshold,
        rounds=rounds,
        budget=flags.budget,
        offline=flags.offline,
        prompts=flags.prompts,
    )


def _call(stage: str, model: str, env: Mapping[str, str], file: ConfigFile, access: Access) -> CallSettings:
    """A stage's call settings, the model behind an alias or ARN named as LiteLLM's map names it."""
    call = call_settings(stage, env, file)
    require_no_addresses(call.additional_model_request_fields)
    found = lookup(FIELDS, stage, env, file)
    if found is not None and not set_by_user(found[1], env):
        require_known_fields(*found)
    canonical = access.resolve(call.canonical_model) if call.canonical_model else None
    if canonical and is_bedrock(model) and not is_bedrock(canonical):
        raise ConfigurationError(f"canonical_model of {stage}: {canonical!r} is not on Bedrock, and {model!r} is.")
    return call.model_copy(update={"canonical_model": canonical})


def access_for(env: Mapping[str, str], file: ConfigFile) -> Access:
    """Region, inference profile and endpoint, without credentials."""
    profile = file.general.get(INFERENCE_PROFILE)
    found = Access.find({PROFILE: str(profile), **_set(env)} if profile else env, needs_credentials=False)
    return replace(found, env=env)


def _set(env: Mapping[str, str]) -> dict[str, str]:
    """The environment without its blank variables, which count as absent."""
    return {name: value for name, value in env.items() if value.strip()}
