"""Settings: one frozen object, resolved once.

Flag beats environment beats brief beats default; ``.env`` fills the environment.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from ghostwriter.bedrock.access import Access
from ghostwriter.brief import Brief
from ghostwriter.errors import ConfigurationError
from ghostwriter.stages import STAGE_NAMES, STAGES

GENERAL = "GHOSTWRITER_MODEL"
STREAM = "GHOSTWRITER_STREAM"
DEFAULT_THRESHOLD = 0.9
DEFAULT_ROUNDS = 2


@dataclass(frozen=True)
class Flags:
    """What the command line said; None means it said nothing. ``models`` holds ``M`` and ``STAGE=M``."""

    models: tuple[str, ...] = ()
    offline: bool = False
    threshold: float | None = None
    rounds: int | None = None
    budget: float | None = None
    prompts: Path | None = None


class Settings(BaseModel):
    """Everything a run needs to know besides the brief and the credentials.

    ``models`` maps each stage to a LiteLLM id, inference profile and prefix included. ``budget`` is in US dollars.
    """

    model_config = ConfigDict(frozen=True)

    models: dict[str, str]
    attempts: int = Field(default=6, ge=1, description="Tries per model call, the first included.")
    longest_wait: int = Field(default=30, ge=0, description="Seconds; the waits between tries double up to this.")
    threshold: float = Field(default=DEFAULT_THRESHOLD, ge=0, le=1)
    rounds: int = Field(default=DEFAULT_ROUNDS, ge=0)
    budget: float | None = Field(default=None, ge=0)
    offline: bool = False
    stream: bool = False
    prompts: Path | None = None


def resolve_settings(flags: Flags, env: Mapping[str, str], brief: Brief) -> Settings:
    """Bring flags, environment and brief together.

    Raises:
        ConfigurationError: naming the flag or variable that is wrong.
    """
    threshold = next((value for value in (flags.threshold, brief.threshold) if value is not None), DEFAULT_THRESHOLD)
    rounds = DEFAULT_ROUNDS if flags.rounds is None else flags.rounds
    if not 0 <= threshold <= 1:
        raise ConfigurationError(f"the threshold is a share between 0 and 1, not {threshold!r}.")
    if rounds < 0:
        raise ConfigurationError(f"--rounds is a number of revisions, 0 or more, not {rounds!r}.")
    if flags.budget is not None and flags.budget < 0:
        raise ConfigurationError(f"--budget is in US dollars, 0 or more, not {flags.budget!r}.")
    access = Access.find(env, needs_credentials=False)
    named = _named_models(flags, env, brief)
    return Settings(
        models={stage: access.resolve(model) for stage, model in named.items()},
        threshold=threshold,
        rounds=rounds,
        budget=flags.budget,
        offline=flags.offline,
        stream=_switch(env, STREAM),
        prompts=flags.prompts,
    )


def _named_models(flags: Flags, env: Mapping[str, str], brief: Brief) -> dict[str, str]:
    """Each stage's model as somebody named it: the closest layer wins, and within a layer the stage's own name."""
    general, per_stage = _from_flags(flags.models)
    layers: tuple[tuple[str | None, Mapping[str, str]], ...] = (
        (general, per_stage),
        (env.get(GENERAL), {name: env.get(f"GHOSTWRITER_{name.upper()}_MODEL", "") for name in STAGE_NAMES}),
        (None, brief.models),
    )
    chosen: dict[str, str] = {stage.name: stage.model for stage in STAGES}
    for everything, by_stage in reversed(layers):
        chosen = {stage: by_stage.get(stage) or everything or model for stage, model in chosen.items()}
    return chosen


def _from_flags(models: tuple[str, ...]) -> tuple[str | None, dict[str, str]]:
    general: str | None = None
    per_stage: dict[str, str] = {}
    for model in models:
        stage, equals, name = model.partition("=")
        if not equals:
            general = model
        elif stage in STAGE_NAMES:
            per_stage[stage] = name
        else:
            near = difflib.get_close_matches(stage, STAGE_NAMES, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"the stages are {', '.join(STAGE_NAMES)}."
            raise ConfigurationError(f"--model {model!r}: there is no stage {stage!r}; {hint}")
    return general, per_stage


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise ConfigurationError(f"{name}={env[name]!r} is a switch: use 1 or 0.")
    return value in {"1", "true", "yes"}
