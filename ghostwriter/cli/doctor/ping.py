"""``doctor --ping``: each configured model is asked one tiny question, over the way and with the settings of a run."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.cli.doctor.finding import Finding, Status
from ghostwriter.config.settings import Settings
from ghostwriter.errors import ConfigurationError, GhostwriterError, ModelStopped
from ghostwriter.pipeline.concurrency import run_concurrently
from ghostwriter.pipeline.model_access import ModelAccess

QUESTION = "Answer with the one word: ready."
LONGEST_ANSWER = 64
"""Tokens."""
PATIENCE: Mapping[str, Any] = {"attempts": 2, "longest_wait": 2.0, "deadline": 30.0, "timeout": 30.0}
"""Seconds; a doctor's visit is not a run."""
_NOT_FOR_A_PING: Mapping[str, Any] = {"thinking_budget": None, "effort": None, "temperature": None, "stream": False}


class Health(Finding):
    """The outcome of the question to one model; ``seconds`` are those of the answer, ``reason`` says why there is none.

    ``used_by`` names the stages whose model it is; it is empty for one that only takes another's place.
    """

    model: str
    used_by: tuple[str, ...]
    healthy: bool
    seconds: float
    reason: str = ""


@dataclass(frozen=True)
class _Asked:
    """A model, and the stages that settle how it is asked: those whose model it is, or whose fallback."""

    model: ResolvedModel
    used_by: tuple[str, ...]
    settings_of: str

    @property
    def needed(self) -> bool:
        return bool(self.used_by)


def ping(settings: Settings, env: Mapping[str, str]) -> list[Health]:
    """Ask every model that a run with ``settings`` may call, side by side; what is wrong with one is its health."""
    asked = list(_asked(settings))
    with ModelAccess(settings, env) as reach:
        found = {one.model.id: health for one in asked if (health := _out_of_reach(one, reach)) is not None}
        within_reach = [one for one in asked if one.model.id not in found]
        if within_reach:
            # Here and not in the threads, so that the seconds are those of the models alone.
            import ghostwriter.bedrock.llm  # noqa: F401

        def ask(one: _Asked) -> None:
            found[one.model.id] = _ask(one, settings, reach)

        run_concurrently([lambda one=one: ask(one) for one in within_reach])  # type: ignore[misc]
    return [found[one.model.id] for one in asked]


def _asked(settings: Settings) -> Iterator[_Asked]:
    for model in settings.all_models():
        used_by = tuple(stage for stage, one in settings.models.items() if one.id == model.id)
        stands_in = [stage for stage, models in settings.fallbacks.items() if model.id in [one.id for one in models]]
        yield _Asked(model, used_by, [*used_by, *stands_in][0])


def _out_of_reach(one: _Asked, reach: ModelAccess) -> Health | None:
    """The health of a model that cannot be asked at all, such as for missing credentials; None for others."""
    try:
        reach.check([one.model])
    except ConfigurationError as error:
        return _health(one, 0.0, error)
    return None


def _ask(one: _Asked, settings: Settings, reach: ModelAccess) -> Health:
    started = time.monotonic()
    try:
        _answer(one, settings, reach)
    except GhostwriterError as error:
        return _health(one, time.monotonic() - started, error)
    return _health(one, time.monotonic() - started)


def _answer(one: _Asked, settings: Settings, reach: ModelAccess) -> None:
    from ghostwriter.bedrock.factory import create_llm
    from ghostwriter.bedrock.sdk import Message, TextContent

    call = settings.call(one.settings_of).model_copy(
        update={**_NOT_FOR_A_PING, **PATIENCE, "max_output_tokens": LONGEST_ANSWER}
    )
    if not one.needed:
        call = call.model_copy(update={"additional_model_request_fields": {}})
    llm = create_llm(one.model, access=reach.access, call=call, usage_id="ping")
    try:
        llm.completion([Message(role="user", content=[TextContent(text=QUESTION)])])
    except ModelStopped as stopped:
        if stopped.reason != "max_tokens":  # a talkative model is a healthy one
            raise


def _health(one: _Asked, seconds: float, error: GhostwriterError | None = None) -> Health:
    # What only takes another's place is not needed: a run can do without it.
    status: Status = "ok" if error is None else "fail" if one.needed else "warn"
    return Health(
        name="ping",
        status=status,
        found=f"{one.model.id}: {f'unhealthy: {error.message}' if error else f'healthy, {seconds:.1f} s'}",
        remedy=error.advice if error else "",
        model=one.model.id,
        used_by=one.used_by,
        healthy=error is None,
        seconds=round(seconds, 3),
        reason=error.message if error else "",
    )
