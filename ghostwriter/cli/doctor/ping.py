"""``doctor --ping``: each configured model is asked one tiny question, as a run would ask it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.cli.doctor.finding import Finding, Status
from ghostwriter.config.settings import Settings
from ghostwriter.errors import GhostwriterError, ModelStopped
from ghostwriter.pipeline.concurrency import run_concurrently
from ghostwriter.pipeline.model_access import ModelAccess

QUESTION = "Answer with the one word: ready."
LONGEST_ANSWER = 64
"""Tokens."""
PATIENCE: Mapping[str, Any] = {"attempts": 2, "longest_wait": 2.0, "deadline": 30.0, "timeout": 30.0}
"""Seconds; a check is over sooner than a run."""
_NOT_FOR_A_PING: Mapping[str, Any] = {"thinking_budget": None, "effort": None, "temperature": None, "stream": False}


class Health(Finding):
    """The outcome of the question to one model; ``seconds`` are those of the answer, ``reason`` says why there is none.

    ``used_by`` names the stages whose model it is; it is empty for one that is a fallback only.
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


def ping(settings: Settings, env: Mapping[str, str]) -> list[Health]:
    """Ask every model that a run with ``settings`` may call, side by side; an error is the model's health."""
    asked = list(_asked(settings))
    found: dict[str, Health] = {}

    def check(one: _Asked, question: Callable[[], object]) -> None:
        started, failure = time.monotonic(), None
        try:
            question()
        except GhostwriterError as error:
            failure = error
        found[one.model.id] = _health(one, time.monotonic() - started, failure)

    with ModelAccess(settings, env) as access:
        # First what cannot be asked at all, such as for missing credentials; only the others need the model libraries.
        for one in asked:
            check(one, lambda one=one: access.check([one.model]))  # type: ignore[misc]
        able = [one for one in asked if found[one.model.id].healthy]
        if able:
            import ghostwriter.bedrock.llm  # noqa: F401  (here and not in the threads, whose seconds are the models' alone)
        run_concurrently(
            [lambda one=one: check(one, lambda: _ask(one, settings, access)) for one in able]  # type: ignore[misc]
        )
    return [found[one.model.id] for one in asked]


def _asked(settings: Settings) -> Iterator[_Asked]:
    for model in settings.all_models():
        used_by = tuple(stage for stage, one in settings.models.items() if one.id == model.id)
        fallback_of = [stage for stage, models in settings.fallbacks.items() if model.id in [one.id for one in models]]
        yield _Asked(model, used_by, [*used_by, *fallback_of][0])


def _ask(one: _Asked, settings: Settings, access: ModelAccess) -> None:
    from ghostwriter.bedrock.factory import create_llm
    from ghostwriter.bedrock.sdk import Message, TextContent

    changed = {**_NOT_FOR_A_PING, **PATIENCE, "max_output_tokens": LONGEST_ANSWER}
    if not one.used_by:
        changed["additional_model_request_fields"] = {}
    call = settings.call(one.settings_of).model_copy(update=changed)
    llm = create_llm(one.model, access=access.access, call=call, usage_id="ping")
    try:
        llm.completion([Message(role="user", content=[TextContent(text=QUESTION)])])
    except ModelStopped as stopped:
        if stopped.reason != "max_tokens":  # a talkative model is a healthy one
            raise


def _health(one: _Asked, seconds: float, error: GhostwriterError | None) -> Health:
    # A run can do without a model that is a fallback only.
    status: Status = "ok" if error is None else "fail" if one.used_by else "warn"
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
