"""The LLM that ``create_llm()`` builds: an OpenHands LLM whose signature, patience, stop reasons and usage are its own.

The class leans on three private edges of OpenHands 1.58 (``_prepare_transport_kwargs``, ``_transport_call`` and
``_make_retry_decorator``); the contract tests in ``tests/bedrock`` look at the wire and fail when one of them moves.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
from pydantic import PrivateAttr

from ghostwriter.bedrock.budget.call_account import CallAccount, Payment
from ghostwriter.bedrock.budget.prices import prices_of, worst_case
from ghostwriter.bedrock.budget.token_usage import Reading, Sent, believed, sent_by
from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.signer import PLACEHOLDER
from ghostwriter.bedrock.errors.classify import CallInfo, classify
from ghostwriter.bedrock.errors.table import FailedCall
from ghostwriter.bedrock.guardrails.findings import policies_in_trace
from ghostwriter.bedrock.http.client import http_client
from ghostwriter.bedrock.http.prompt_caching import place_cache_points
from ghostwriter.bedrock.http.response_hook import ResponseHook, in_order_of_arrival
from ghostwriter.bedrock.http.stop_reasons import GUARDRAIL, intervened, refuse_half_an_answer, stop_reason
from ghostwriter.bedrock.http.tool_calls import behind_their_calls, refuse_too_many_calls
from ghostwriter.bedrock.retry.concurrency_limit import ConcurrencyLimit, limit_for
from ghostwriter.bedrock.retry.retry import RetryPolicy, retry
from ghostwriter.bedrock.sdk import LLM, HTTPHandler, get_ssl_configuration
from ghostwriter.schema.events import Usage
from ghostwriter.schema.usage import ModelResponse
from ghostwriter.security.destinations import Destination, only_to

type Observer = Callable[[ModelResponse], None]
"""Hears of each answer that was paid for."""
type Retrying = Callable[[str, int, float], None]
"""Hears of each try that failed and is repeated: the reason, how many failed, and the wait in seconds."""


@dataclass
class CallContext:
    """What an LLM needs beside the SDK's own fields; ``access`` is None for other providers than Bedrock."""

    call: CallSettings
    destination: Destination
    access: Access | None = None
    named: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    observer: Observer | None = None
    retrying: Retrying | None = None
    account: CallAccount | None = None


class BedrockLLM(LLM):
    """An OpenHands LLM whose way to the wire is ours."""

    _wiring: CallContext = PrivateAttr()
    _hook: ResponseHook = PrivateAttr(default_factory=ResponseHook)
    _client: HTTPHandler | None = PrivateAttr(default=None)
    _sent: Sent = PrivateAttr(default=Sent())
    _reading: Reading = PrivateAttr(default=Reading())
    _payment: Payment | None = PrivateAttr(default=None)

    def wire(self, wiring: CallContext) -> None:
        """Connect: from now on each try is signed, watched, paced and accounted for."""
        self._wiring = wiring
        if wiring.access is None:
            return
        silence = wiring.call.silence(0 if self.stream else self.max_output_tokens)
        client = http_client(wiring.access, wiring.named, self._hook, silence, verify=get_ssl_configuration(None))
        self._client = HTTPHandler(client=client)

    @property
    def wiring(self) -> CallContext:
        """Who hears of its answers and tries, and who pays."""
        return self._wiring

    def _prepare_transport_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        prepared: dict[str, Any] = super()._prepare_transport_kwargs(**kwargs)
        call, guarded = self._wiring.call, "guardrailConfig" in self._wiring.fields
        # For Bedrock LiteLLM knows who takes cache points; for others the SDK does.
        caches = self.caching_prompt if self._wiring.access else self.is_caching_prompt_active()
        ttl = call.cache_ttl if caches else None
        prepared["messages"] = place_cache_points(behind_their_calls(prepared["messages"]), ttl, guarded=guarded)
        prepared |= self._wiring.fields
        if self._client is not None:
            prepared |= {"api_key": PLACEHOLDER, "client": self._client}
        return prepared

    def _transport_call(self, **kwargs: Any) -> Any:
        """One try: a stream that ends without its stop message counts as a broken connection.

        Money is set aside for exactly what is about to be sent, and of its tokens only what can be true is passed on.
        """
        if kwargs.get("on_token") is not None:
            kwargs["on_token"] = in_order_of_arrival(kwargs["on_token"])
        self._sent = sent_by(kwargs, self.max_output_tokens)
        account = self._wiring.account
        if account is not None:
            worst = worst_case(
                self._behind, self._sent.text.octets, self._sent.max_output_tokens or 0, self._wiring.call
            )
            self._payment = account.send(
                self._wiring.named or self.model, self._sent.text.octets, self._sent.max_output_tokens, worst
            )
        self._hook.reset()
        self._hook.most_tokens = self._sent.max_output_tokens
        try:
            with only_to(self._wiring.destination):
                response = super()._transport_call(**kwargs)
        finally:
            self._hook.close()
        if self._hook.broke_off:
            raise httpx.RemoteProtocolError("the stream ended without its stop message")
        self._reading = believed(response, self._sent, reported=not self._hook.unreported)
        return response

    @property
    def _behind(self) -> str:
        """The model that LiteLLM's map knows this one by."""
        return str(self.model_canonical_name or self.model)

    def _make_retry_decorator(self) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Our own patience in place of the SDK's, with the process's gate before each try."""

        def decorate(one_try: Callable[..., Any]) -> Callable[..., Any]:
            def until_answered(**kwargs: Any) -> Any:
                patience = self._patience()
                self._hook.until = time.monotonic() + patience.deadline
                return retry(
                    lambda: self._paid(one_try, kwargs),
                    patience,
                    self._gate(),
                    self._classify,
                    self._tell,
                )

            return until_answered

        return decorate

    def completion(self, messages: Any, *args: Any, **kwargs: Any) -> Any:
        """One answer, after all tries.

        Raises:
            ModelStopped: if the model stopped before it was done; what it wrote so far goes nowhere.
            BudgetReached: if the budget could not pay for the next try; it is not sent.
            CapReached: if the stage, or this conversation, has used up what it may.
            GhostwriterError: of the kind that ``faults.FAULTS`` gives for what Bedrock answered.
        """
        if self._wiring.account is not None:
            self._wiring.account.turn()
        return super().completion(messages, *args, **kwargs)

    def _patience(self) -> RetryPolicy:
        """The settings', cut to what the stage has left of its time."""
        patience, account = self._wiring.call.patience, self._wiring.account
        return patience if account is None else replace(patience, deadline=account.deadline(patience.deadline))

    def _paid(self, one_try: Callable[..., Any], kwargs: dict[str, Any]) -> Any:
        """One try, and what it came to: its cost if it was answered, its worst case if it may have been billed all the same."""
        account, self._payment = self._wiring.account, None
        started, spent = time.monotonic(), self.metrics.accumulated_cost
        try:
            response = one_try(**kwargs)
        except Exception as error:  # whatever it was: the money set aside for it is accounted for, and on it goes
            if account is not None and self._payment is not None:
                account.lost(self._payment, billed=self._classify(error).response.may_be_billed)
            raise
        usage = self._reading.usage
        usd = max(self.metrics.accumulated_cost - spent, self._at_list_prices(usage))
        try:
            # Told, and so noted, before the money is free for others: a run that dies in between has not promised it twice.
            self._judge(response, usage.model_copy(update={"usd": usd, "seconds": time.monotonic() - started}))
        finally:
            if account is not None and self._payment is not None:
                tokens = usage.input_tokens + usage.output_tokens
                account.answered(self._payment, usd, tokens, self._reading.received.octets)
        return response

    def _at_list_prices(self, usage: Usage) -> float:
        """What the map says it costs; what we had to count ourselves is taken for the dearest kind of input."""
        prices = prices_of(self._behind, usage.input_tokens, self._wiring.call)
        if prices is None:
            return 0.0
        return prices.of(
            usage.model_copy(update={"cache_write_tokens": usage.input_tokens}) if usage.own_count else usage
        )

    def _judge(self, response: Any, usage: Usage) -> None:
        """Tell of an answer, and let only a complete one pass."""
        reason = stop_reason(self._hook.stop_reason, response["choices"][0]["finish_reason"])
        findings = policies_in_trace(self._hook.guardrail)
        if self._wiring.observer is not None:
            model = self._wiring.named or self.model
            self._wiring.observer(
                ModelResponse(usage, reason, model, findings, self._payment.call if self._payment else "")
            )
        refuse_half_an_answer(reason, self.model)
        refuse_too_many_calls(response, self.model)
        if reason == GUARDRAIL and self._wiring.call.on_intervention == "fail":
            raise intervened(self.model, self._wiring.call.guardrail or "of the proxy", findings)

    def _gate(self) -> ConcurrencyLimit:
        access = self._wiring.access
        return limit_for((access.endpoint or access.region) if access else str(self.base_url), self.model)

    def _classify(self, error: Exception) -> FailedCall:
        access = self._wiring.access
        region = access.region_of(self._wiring.named) if access else "its provider"
        call = CallInfo(self.usage_id, self._wiring.named or self.model, region, self._wiring.reads)
        return classify(error, call, self._hook if access else None)

    def _tell(self, failure: FailedCall, failures: int, wait: float) -> None:
        if self._wiring.retrying is not None:
            self._wiring.retrying(failure.response.reason, failures, wait)
