"""The models of one run: built when first needed, each with what its stage's requests carry, and what takes its place."""

import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ghostwriter.agents.task import ConversationResult
from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.bedrock.budget.call_account import CallAccount, StageTally
from ghostwriter.bedrock.models.capabilities import require_room
from ghostwriter.bedrock.models.catalog import card
from ghostwriter.config.settings import Settings
from ghostwriter.errors import GhostwriterError, ModelNotAvailable, QuotaReached
from ghostwriter.pipeline.model_access import ModelAccess
from ghostwriter.pipeline.task_settings import for_task
from ghostwriter.schema.events import CallRetried, FellBack, Notice, Sink
from ghostwriter.schema.usage import ModelResponse
from ghostwriter.workspace.workspace import Workspace

if TYPE_CHECKING:
    from ghostwriter.agents.task import Task
    from ghostwriter.bedrock.guardrails.apply import GuardrailResult
    from ghostwriter.bedrock.llm import BedrockLLM


class ConversationRunner:
    """Holds conversations, and lets go of the emulator of an offline run at the end.

    The SDK is imported with the first conversation: a run in which everything is up to date never pays for it.
    """

    def __init__(
        self,
        settings: Settings,
        env: Mapping[str, str],
        workspace: Workspace,
        emit: Sink,
        purse: Budget | None = None,
    ) -> None:
        self._settings = settings
        self._env = env
        self._workspace = workspace
        self._emit = emit
        self._reach = ModelAccess(settings, env)
        self._ready = False
        self._said: set[str] = set()
        self._lock = threading.Lock()
        self._purse = purse or Budget(settings.budget)
        self._tallies = {stage: StageTally(stage, settings.caps_of(stage)) for stage in settings.models}
        self._out_of_reach: dict[str, GhostwriterError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._reach.__exit__(kind, error, traceback)

    def secrets(self) -> dict[str, str]:
        """The secrets that the models are asked with, as far as they are known by now."""
        return self._reach.secrets()

    def prepare(self) -> None:
        """Find the way to the models, before the first conversation of a run.

        Raises:
            ConfigurationError: for missing credentials, a model that is too small, or a budget that cannot be kept, while nothing
                has been paid for.
            SecretFound: if the brief or a source holds what has now been fetched.
        """
        if self._ready:
            return
        self._ready = True
        for stage in self._settings.models:
            require_room(self._settings.behind(stage))
        for caveat in self._reach.check():
            self._emit(Notice(text=str(caveat)))
        self._workspace.look_again_at_the_input()
        self._emit(Notice(text="loading OpenHands and LiteLLM (a few seconds)"))
        # Here and not in the threads: they would all wait for the same import.
        import ghostwriter.agents.conversation  # noqa: F401, PLC0415
        from ghostwriter.bedrock.http.extra_fields import require_fields_of_a_model  # noqa: PLC0415  (it needs LiteLLM)

        for stage in self._settings.models:
            require_fields_of_a_model(self._settings.call(stage).additional_model_request_fields)

    def converse(self, task: "Task", answered: Callable[[ModelResponse], None]) -> ConversationResult:
        """Hold one conversation, with the stage's model or, where that cannot do it, the first fallback that can.

        Raises:
            GhostwriterError: the last model's; a fallback is not tried where it could do no better.
        """
        stage = task.stage.name
        models = [self._settings.models[stage], *self._settings.fallbacks.get(stage, ())]
        while True:
            model = models.pop(0)
            try:
                return ConversationResult(model, self._hold(task, model, answered))
            except GhostwriterError as error:
                if not models or not error.falls_back:
                    raise
                if isinstance(error, ModelNotAvailable | QuotaReached):
                    self._out_of_reach[model] = error
                reason = error.without_subject
            self._emit(FellBack(stage=stage, task=task.name, model=models[0], instead_of=model, reason=reason))

    def judge(self, article: str, guardrail: str) -> "GuardrailResult":
        """Hold the article against a guardrail.

        Raises:
            GhostwriterError: if it cannot be asked.
        """
        from ghostwriter.bedrock.guardrails.apply import apply_guardrail  # noqa: PLC0415  (few runs have one)

        return apply_guardrail(article, guardrail, self._reach.access)

    def _hold(self, task: "Task", model: str, answered: Callable[[ModelResponse], None]) -> int:
        from ghostwriter.agents.conversation import converse  # noqa: PLC0415  (the SDK takes seconds to import)

        # What cannot be had now cannot be had for the rest of the run.
        if (known := self._out_of_reach.get(model)) is not None:
            raise type(known)(known.message, subject=known.subject, advice=known.advice, falls_back=True)
        llm = self._llm(task, model)

        def noted(answer: ModelResponse) -> None:
            self._say_once(answer)
            answered(answer)

        llm.wiring.observer = noted
        llm.wiring.reads = task.reads
        llm.wiring.account = CallAccount(task.name, self._purse, self._tallies[task.stage.name], self._emit)

        def retrying(reason: str, failures: int, wait: float) -> None:
            self._emit(
                CallRetried(stage=task.stage.name, task=task.name, attempt=failures, reason=reason, wait=round(wait, 2))
            )

        llm.wiring.retrying = retrying
        return converse(task, llm, self._workspace.root, self._emit, self._workspace.watch)

    def _say_once(self, answer: ModelResponse) -> None:
        """Say once of each model what its figures are not: its own, or a price that anybody knows."""
        known, usage = card(answer.model), answer.usage
        if usage.own_count:
            self._notice(
                f"usage not believed: what {answer.model} reports of its tokens cannot be true, so such calls are metered by "
                "our own count"
            )
        if not usage.usd and usage.output_tokens and not (known and known.input_cost_per_token is not None):
            self._notice(
                f"price unknown: {answer.model} is not in LiteLLM's map, so its calls count as $0; set canonical_model"
            )

    def _notice(self, text: str) -> None:
        with self._lock:
            new = text not in self._said
            self._said.add(text)
        if new:
            self._emit(Notice(text=text))

    def _llm(self, task: "Task", model: str) -> "BedrockLLM":
        from ghostwriter.bedrock.factory import create_llm  # noqa: PLC0415  (the SDK takes seconds to import)

        call = for_task(
            self._settings.call(task.stage.name), task, model, first=model == self._settings.models[task.stage.name]
        )
        return create_llm(model, env=self._env, access=self._reach.access, call=call, usage_id=task.name)
