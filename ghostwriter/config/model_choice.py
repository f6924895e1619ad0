"""Choose the model of each stage: who has chosen it, and whether that choice may send sources to its provider.

The command line and the environment are the user's own words. A brief, and the ``.env`` and ``ghostwriter.toml`` beside it,
may be somebody else's: they choose among Bedrock's models and those of providers that the user has named.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.models.resolved_model import BEDROCK, ResolvedModel, provider_of
from ghostwriter.brief.brief import Brief
from ghostwriter.config.environment import lookup
from ghostwriter.config.toml_file import FALLBACKS, MODEL, ConfigFile
from ghostwriter.errors import ConfigurationError
from ghostwriter.schema.stages import STAGE_NAMES, STAGES
from ghostwriter.security.environment import comes_from_dotenv
from ghostwriter.text.suggest import did_you_mean


@dataclass(frozen=True)
class Choice:
    """A model as somebody named it; ``where`` says who did, ``by_user`` whether it was the user's flag or environment."""

    model: str
    where: str
    by_user: bool


def choose_models(flags: tuple[str, ...], env: Mapping[str, str], file: ConfigFile, brief: Brief) -> dict[str, Choice]:
    """Each stage's model: the closest layer wins, and within a layer the stage's own name.

    Args:
        flags: what stands after ``--model``: ``M`` and ``STAGE=M``.
        env: the environment, with what ``.env`` added to it.
        file: ``ghostwriter.toml``.
        brief: the brief.

    Raises:
        ConfigurationError: for a stage that does not exist, or a value that is no text.
    """
    general, per_stage = _from_flags(flags)
    chosen: dict[str, Choice] = {}
    for stage in STAGES:
        flag = per_stage.get(stage.name) or general
        configured = None if flag else lookup(MODEL, stage.name, env, file)
        if flag:
            chosen[stage.name] = Choice(flag, "--model", by_user=True)
        elif configured:
            chosen[stage.name] = _configured(*configured, env)
        elif stage.name in brief.models:
            chosen[stage.name] = Choice(brief.models[stage.name], "the brief", by_user=False)
        else:
            chosen[stage.name] = Choice(stage.model, "the default", by_user=True)
    return chosen


def choose_fallbacks(stage: str, env: Mapping[str, str], file: ConfigFile) -> list[Choice]:
    """The models that take the place of a stage's own, in order.

    Raises:
        ConfigurationError: for a value that is not a list of names.
    """
    found = lookup(FALLBACKS, stage, env, file)
    if found is None:
        return []
    value, where = found
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ConfigurationError(f'{where}: expected a list of models, such as ["sonnet", "haiku"].')
    return [_configured(name.strip(), where, env) for name in names if name.strip()]


def require_named_providers(choices: Iterable[Choice], allowed: Iterable[str]) -> None:
    """Refuse a provider other than Bedrock that only a brief, or a file beside it, has named.

    ``allowed`` are the providers of ``--allow-provider``; those of models that the user has named are allowed as well.

    Raises:
        ConfigurationError: naming the model, the provider and the option that allows it.
    """
    found = []
    for choice in choices:
        with _naming(choice):
            found.append((choice, provider_of(choice.model)))
    named = {BEDROCK, *allowed, *(provider for choice, provider in found if choice.by_user)}
    for choice, provider in found:
        if provider not in named:
            raise ConfigurationError(
                f"{choice.where}: model {choice.model!r} would send the sources to {provider!r}, which you have not named "
                f"yourself. Add --allow-provider {provider} if that is what you want; else name another model with --model."
            )


def resolve_choice(choice: Choice, access: Access, canonical: str | None = None) -> ResolvedModel:
    """Resolve a choice; ``canonical`` names the model behind it.

    Raises:
        ConfigurationError: naming who chose a model that cannot be resolved.
    """
    with _naming(choice):
        return access.resolve(choice.model, canonical)


@contextlib.contextmanager
def _naming(choice: Choice) -> Iterator[None]:
    """Let errors say where the model was chosen."""
    try:
        yield
    except ConfigurationError as error:
        raise type(error)(error.message, subject=choice.where, advice=error.advice) from error


def _configured(value: Any, where: str, env: Mapping[str, str]) -> Choice:
    if not isinstance(value, str):
        raise ConfigurationError(f"{where}: expected a model's name, not {value!r}.")
    return Choice(value, where, by_user=set_by_user(where, env))


def set_by_user(where: str, env: Mapping[str, str]) -> bool:
    """Check that a setting is in the user's own environment, and not in ``.env`` or ``ghostwriter.toml``."""
    return where in env and not comes_from_dotenv(where, env)


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
            hint = did_you_mean(stage, STAGE_NAMES, f"the stages are {', '.join(STAGE_NAMES)}.")
            raise ConfigurationError(f"--model {model!r}: there is no stage {stage!r}; {hint}")
    return general, per_stage
