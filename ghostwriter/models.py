"""The models of one run: built when first needed, each with what its stage's requests carry, and what takes its place."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ghostwriter.bedrock.models.catalogue import card, is_bedrock
from ghostwriter.bedrock.models.features import features_of, require_room
from ghostwriter.bedrock.purse import Purse, priced
from ghostwriter.bedrock.wire.call_settings import CallSettings
from ghostwriter.build import Held
from ghostwriter.config import Settings
from ghostwriter.errors import GhostwriterError, ModelNotAvailable, QuotaReached
from ghostwriter.events import Answered, CallRetried, FellBack, Notice, Sink
from ghostwriter.reach import Reach

if TYPE_CHECKING:
    from ghostwriter.bedrock.llm import BedrockLLM
    from ghostwriter.bedrock.wire.article_guardrail import Judgement
    from ghostwriter.tasks import Task


class Models:
    """Holds conversations, and lets go of the emulator of an offline run at the end.

    The SDK is imported with the first conversation: a run in which everything is up to date never pays for it.
    """

    def __init__(self, settings: Settings, env: Mapping[str, str], root: Path, emit: Sink) -> None:
        self._settings = settings
        self._env = env
        self._root = root
        self._emit = emit
        self._reach = Reach(settings, env)
        self._ready = False
        self._unpriced: set[str] = set()
        self._lock = threading.Lock()
        self._purse = Purse(settings.budget) if settings.budget is not None else None
        self._out_of_reach: dict[str, GhostwriterError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._reach.__exit__(kind, error, traceback)

    def prepare(self) -> None:
        """Find the way to the models, before the first conversation of a run.

        Raises:
            ConfigurationError: for missing credentials, a model that is too small, or a budget that cannot be kept, while nothing
                has been paid for.
        """
        if self._ready:
            return
        self._ready = True
        for stage in self._settings.models:
            require_room(self._settings.behind(stage))
            if self._purse is not None:
                priced(self._settings.behind(stage))
        for caveat in self._reach.check():
            self._emit(Notice(text=str(caveat)))
        self._emit(Notice(text="loading OpenHands and LiteLLM (a few seconds)"))
        # Here and not in the threads: they would all wait for the same import.
        import ghostwriter.conversation  # noqa: F401, PLC0415

    def converse(self, task: "Task", answered: Callable[[Answered], None]) -> Held:
        """Hold one conversation, with the stage's model or, where that cannot do it, the first fallback that can.

        Raises:
            GhostwriterError: the last model's; a fallback is not tried where it could do no better.
        """
        stage = task.stage.name
        models = [self._settings.models[stage], *self._settings.fallbacks.get(stage, ())]
        while True:
            model = models.pop(0)
            try:
                return Held(model, self._hold(task, model, answered))
            except GhostwriterError as error:
                if not models or not error.falls_back:
                    raise
                if isinstance(error, ModelNotAvailable | QuotaReached):
                    self._out_of_reach[model] = error
                reason = str(error).removeprefix(f"{task.name}: ")
            self._emit(FellBack(stage=stage, task=task.name, model=models[0], instead_of=model, reason=reason))

    def judge(self, article: str, guardrail: str) -> "Judgement":
        """Hold the article against a guardrail.

        Raises:
            GhostwriterError: if it cannot be asked.
        """
        from ghostwriter.bedrock.wire.article_guardrail import judge_article  # noqa: PLC0415  (few runs have one)

        return judge_article(article, guardrail, self._reach.access)

    def _hold(self, task: "Task", model: str, answered: Callable[[Answered], None]) -> int:
        from ghostwriter.conversation import converse  # noqa: PLC0415  (the SDK takes seconds to import)

        # What cannot be had now cannot be had for the rest of the run.
        if (known := self._out_of_reach.get(model)) is not None:
            raise type(known)(str(known)).falling_back()
        llm = self._llm(task, model)

        def noted(answer: Answered) -> None:
            self._say_if_unpriced(answer)
            answered(answer)

        llm.wiring.observer = noted
        llm.wiring.reads = task.reads
        llm.wiring.purse = self._purse

        def retrying(reason: str, failures: int, wait: float) -> None:
            self._emit(
                CallRetried(stage=task.stage.name, task=task.name, attempt=failures, reason=reason, wait=round(wait, 2))
            )

        llm.wiring.retrying = retrying
        return converse(task, llm, self._root, self._emit)

    def _say_if_unpriced(self, answer: Answered) -> None:
        """Say once of each model that its calls count as free only because nobody knows their price."""
        known = card(answer.model)
        if answer.usage.usd or not answer.usage.output_tokens or (known and known.input_cost_per_token is not None):
            return
        with self._lock:
            new = answer.model not in self._unpriced
            self._unpriced.add(answer.model)
        if new:
            text = (
                f"price unknown: {answer.model} is not in LiteLLM's map, so its calls count as $0; set canonical_model"
            )
            self._emit(Notice(text=text))

    def _llm(self, task: "Task", model: str) -> "BedrockLLM":
        from ghostwriter.bedrock.factory import create_llm  # noqa: PLC0415  (the SDK takes seconds to import)

        call = for_task(
            self._settings.call(task.stage.name), task, model, first=model == self._settings.models[task.stage.name]
        )
        return create_llm(model, env=self._env, access=self._reach.access, call=call, usage_id=task.name)


_OF_ONE_MODEL: Mapping[str, Any] = {
    "canonical_model": None,
    "thinking_budget": None,
    "effort": None,
    "additional_model_request_fields": {},
}
"""What is said of one model is not said to the one that takes its place."""


def for_task(call: CallSettings, task: "Task", model: str, *, first: bool) -> CallSettings:
    """A stage's settings, completed by what the task asks for and the model takes."""
    if not first:
        call = call.model_copy(update=_OF_ONE_MODEL)
    behind = call.canonical_model or model
    known, most = card(behind), features_of(behind).max_output_tokens
    room = call.max_output_tokens or task.max_output_tokens + (call.thinking_budget or 0)
    thinks = call.thinking_budget is not None or call.effort not in {None, "none"}
    takes_temperature = not thinks and (known is None or known.supports_sampling_params is not False)
    temperature = task.stage.temperature if call.temperature is None and takes_temperature else call.temperature
    return call.model_copy(
        update={
            "temperature": temperature,
            "max_output_tokens": min(room, most) if most else room,
            "stream": _streams(task, behind) if call.stream == "auto" else call.stream,
        }
    )


def _streams(task: "Task", model: str) -> bool:
    return task.stage.streamed and is_bedrock(model) and features_of(model).streams_tools
