"""The models of one run: built when first needed, behind one door for AWS and the emulator alike."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ghostwriter.bedrock.access import Access
from ghostwriter.bedrock.catalogue import card, is_bedrock
from ghostwriter.bedrock.credentials import BearerToken
from ghostwriter.bedrock.proxy import caveats, require_proxy
from ghostwriter.bedrock.purse import Purse
from ghostwriter.config import Settings
from ghostwriter.errors import ConfigurationError
from ghostwriter.events import CallRetried, Notice, Sink, Usage

if TYPE_CHECKING:
    from ghostwriter.bedrock.llm import BedrockLLM
    from ghostwriter.emulator.server import Emulator
    from ghostwriter.tasks import Task


class Models:
    """Holds conversations; starts the emulator for an offline run, and stops it at the end.

    The SDK is imported with the first conversation: a run in which everything is up to date never pays for it.
    """

    def __init__(self, settings: Settings, env: Mapping[str, str], root: Path, emit: Sink) -> None:
        self._settings = settings
        self._env = env
        self._root = root
        self._emit = emit
        self._emulator: Emulator | None = None
        self._access: Access | None = None
        self._unpriced: set[str] = set()
        self._lock = threading.Lock()
        self._purse = Purse(settings.budget) if settings.budget is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._emulator is not None:
            self._emulator.__exit__(kind, error, traceback)

    def prepare(self) -> None:
        """Find the way to the models, before the first conversation of a run.

        Raises:
            ConfigurationError: for missing credentials or a missing proxy, before anything is paid for.
        """
        if self._access is not None:
            return
        if self._settings.offline:
            self._access = self._offline()
        else:
            models = self._settings.models.values()
            require_proxy(models, self._env)
            self._access = Access.find(self._env, needs_credentials=any(is_bedrock(model) for model in models))
            for caveat in caveats(models, self._access):
                self._emit(Notice(text=str(caveat)))
        self._emit(Notice(text="loading OpenHands and LiteLLM (a few seconds)"))
        # Here and not in the threads: they would all wait for the same import.
        import ghostwriter.conversation  # noqa: F401, PLC0415

    def converse(self, task: "Task", answered: Callable[[Usage, str], None]) -> int:
        """Hold one conversation; returns the attempts it took."""
        from ghostwriter.conversation import converse  # noqa: PLC0415  (the SDK takes seconds to import)

        llm = self._llm(task)

        def noted(usage: Usage, reason: str) -> None:
            self._say_if_unpriced(llm.model, usage)
            answered(usage, reason)

        llm.observe(noted)
        if self._purse is not None:
            llm.pay_from(self._purse)
        return converse(task, llm, self._root, self._emit)

    def _say_if_unpriced(self, model: str, usage: Usage) -> None:
        """Say once of each model that its calls count as free only because nobody knows their price."""
        known = card(model)
        if usage.usd or not usage.output_tokens or (known and known.input_cost_per_token is not None):
            return
        with self._lock:
            new = model not in self._unpriced
            self._unpriced.add(model)
        if new:
            self._emit(Notice(text=f"price unknown: {model} is not in LiteLLM's map, so its calls count as $0"))

    def _llm(self, task: "Task") -> "BedrockLLM":
        from ghostwriter.bedrock.llm import create_llm  # noqa: PLC0415  (the SDK takes seconds to import)

        model = self._settings.models[task.stage.name]
        known = card(model)
        limit = known.max_output_tokens if known and known.max_output_tokens else task.max_output_tokens
        takes_temperature = known is None or known.supports_sampling_params is not False

        def retried(attempt: int, _attempts: int, error: BaseException | None) -> None:
            from ghostwriter.bedrock.refusals import what_aws_said  # noqa: PLC0415

            reason = what_aws_said(error) if error else "no answer"
            self._emit(CallRetried(stage=task.stage.name, task=task.name, attempt=attempt, reason=reason))

        return create_llm(
            model,
            env=self._env,
            access=self._access,
            temperature=task.stage.temperature if takes_temperature else None,
            max_output_tokens=min(task.max_output_tokens, limit),
            stream=self._settings.stream,
            usage_id=task.name,
            retry_listener=retried,
            num_retries=self._settings.attempts,
            retry_min_wait=min(1, self._settings.longest_wait),
            retry_max_wait=self._settings.longest_wait,
        )

    def _offline(self) -> Access:
        from ghostwriter.emulator.server import Emulator  # noqa: PLC0415  (only an offline run needs it)

        for stage, model in self._settings.models.items():
            if not is_bedrock(model):
                raise ConfigurationError(
                    f"--offline answers for Bedrock models only, but {stage} is set to {model!r}; "
                    "leave out that model, or --offline."
                )
        self._emulator = Emulator().__enter__()
        found = Access.find(self._env, needs_credentials=False)
        return Access(
            region=found.region,
            profile=found.profile,
            endpoint=self._emulator.url,
            credentials=BearerToken(self._emulator.bearer_token),
        )
