"""Run the conversations of one run: each with its stage's model and settings, or with a fallback."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ghostwriter.agents.task import ConversationResult
from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.bedrock.budget.call_account import CallAccount, StageTally
from ghostwriter.bedrock.models.capabilities import require_context_window
from ghostwriter.bedrock.models.catalog import card
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
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


class ConversationRunner:
    """Runs conversations, and stops the emulator of an offline run at the end.

    The SDK is imported with the first conversation: a run in which everything is up to date never pays for it.
    """

    def __init__(
        self,
        settings: Settings,
        access: ModelAccess,
        workspace: Workspace,
        emit: Sink,
        budget: Budget | None = None,
    ) -> None:
        self._settings = settings
        self._workspace = workspace
        self._emit = emit
        self._access = access
        self._ready = False
        self._notices: set[str] = set()
        self._lock = threading.Lock()
        self._budget = budget or Budget(settings.budget)
        self._tallies = {stage: StageTally(stage, settings.caps_of(stage)) for stage in settings.models}
        self._unavailable: dict[str, GhostwriterError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._access.__exit__(kind, error, traceback)

    def prepare(self) -> None:
        """Check models and credentials and load the SDK, before the first conversation of a run.

        Raises:
            ConfigurationError: for missing credentials, a model that is too small, or a budget that cannot be kept, while nothing
                has been paid for.
            SecretFound: if the brief or a source holds what has now been fetched.
        """
        if self._ready:
            return
        self._ready = True
        for model in self._settings.models.values():
            require_context_window(model.canonical)
        for caveat in self._access.check():
            self._emit(Notice(text=str(caveat)))
        self._workspace.recheck_input()
        self._emit(Notice(text="loading OpenHands and LiteLLM (a few seconds)"))
        # Here and not in the threads: they would all wait for the same import.
        import ghostwriter.agents.conversation  # noqa: F401, PLC0415
        from ghostwriter.bedrock.http.extra_fields import require_fields_of_a_model  # noqa: PLC0415  (it needs LiteLLM)

        for stage in self._settings.models:
            require_fields_of_a_model(self._settings.call(stage).additional_model_request_fields)

    def converse(self, task: "Task", on_response: Callable[[ModelResponse], None]) -> ConversationResult:
        """Run one conversation, with the stage's model or, where that fails, the first fallback that does not.

        Raises:
            GhostwriterError: the last model's; a fallback is not tried where it could do no better.
        """
        stage = task.stage.name
        models = [self._settings.models[stage], *self._settings.fallbacks.get(stage, ())]
        while True:
            model = models.pop(0)
            try:
                return ConversationResult(model.id, self._run(task, model, on_response))
            except GhostwriterError as error:
                if not models or not error.falls_back:
                    raise
                if isinstance(error, ModelNotAvailable | QuotaReached):
                    self._unavailable[model.id] = error
                reason = error.without_subject
            self._emit(FellBack(stage=stage, task=task.name, model=models[0].id, instead_of=model.id, reason=reason))

    def apply_guardrail(self, article: str, guardrail: str) -> "GuardrailResult":
        """Check the article with a guardrail.

        Raises:
            GhostwriterError: if it cannot be called.
        """
        from ghostwriter.bedrock.guardrails.apply import apply_guardrail  # noqa: PLC0415  (few runs have one)

        return apply_guardrail(article, guardrail, self._access.access)

    def _run(self, task: "Task", model: ResolvedModel, on_response: Callable[[ModelResponse], None]) -> int:
        from ghostwriter.agents.conversation import converse  # noqa: PLC0415  (the SDK takes seconds to import)
        from ghostwriter.bedrock.factory import create_llm  # noqa: PLC0415
        from ghostwriter.bedrock.llm import CallContext  # noqa: PLC0415

        # A model that is unavailable now stays so for the rest of the run.
        if (known := self._unavailable.get(model.id)) is not None:
            raise type(known)(known.message, subject=known.subject, advice=known.advice, falls_back=True)
        stage = task.stage.name

        def observe(response: ModelResponse) -> None:
            self._explain(response)
            on_response(response)

        def on_retry(reason: str, failures: int, wait: float) -> None:
            self._emit(CallRetried(stage=stage, task=task.name, attempt=failures, reason=reason, wait=round(wait, 2)))

        account = CallAccount(task.name, self._budget, self._tallies[stage], self._emit)
        call = for_task(self._settings.call(stage), task, model, first=model == self._settings.models[stage])
        context = CallContext(account, task.reads, observe, on_retry)
        llm = create_llm(model, access=self._access.access, call=call, context=context, usage_id=task.name)
        return converse(task, llm, self._workspace.root, self._emit, self._workspace.scanner)

    def _explain(self, response: ModelResponse) -> None:
        """Say, once a model, that its usage is not believed or that its price is unknown."""
        known, usage = card(response.model), response.usage
        if usage.own_count:
            self._notice(
                f"usage not believed: what {response.model} reports of its tokens cannot be true, so such calls are metered by "
                "our own count"
            )
        if not usage.usd and usage.output_tokens and not (known and known.input_cost_per_token is not None):
            self._notice(
                f"price unknown: {response.model} is not in LiteLLM's map, so its calls count as $0; set canonical_model"
            )

    def _notice(self, text: str) -> None:
        with self._lock:
            new = text not in self._notices
            self._notices.add(text)
        if new:
            self._emit(Notice(text=text))
