"""The LLM that ``create_llm()`` builds: an OpenHands LLM with signatures, retries, stop reasons and usage of its own.

The class depends on three private methods of OpenHands 1.58 (``_prepare_transport_kwargs``, ``_transport_call`` and
``_make_retry_decorator``); the contract tests in ``tests/bedrock`` look at the wire and fail when one of them changes.
"""

import time
from collections.abc import Callable, Mapping
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
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.bedrock.retry.concurrency_limit import limit_for
from ghostwriter.bedrock.retry.retry import retry
from ghostwriter.bedrock.sdk import LLM, HTTPHandler, get_ssl_configuration
from ghostwriter.schema.usage import ModelResponse, Usage
from ghostwriter.security.destinations import Destination, only_to


@dataclass(frozen=True)
class CallContext:
    """The conversation that an LLM is built for: its account, what it reads (for advice), and who observes its calls.

    ``on_response`` is called with each response that was paid for, ``on_retry`` for each try that failed and is repeated: with
    the reason, the number of failures, and the wait in seconds.
    """

    account: CallAccount | None = None
    reads: tuple[str, ...] = ()
    on_response: Callable[[ModelResponse], None] = lambda _response: None
    on_retry: Callable[[str, int, float], None] = lambda _reason, _failures, _wait: None


@dataclass(frozen=True)
class Transport:
    """Model, settings, destination and additional fields of an LLM's requests; ``access`` is None for other providers."""

    model: ResolvedModel
    call: CallSettings
    destination: Destination
    access: Access | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


class BedrockLLM(LLM):
    """An OpenHands LLM with a transport of our own."""

    _transport: Transport = PrivateAttr()
    _context: CallContext = PrivateAttr(default=CallContext())
    _hook: ResponseHook = PrivateAttr(default_factory=ResponseHook)
    _client: HTTPHandler | None = PrivateAttr(default=None)
    _sent: Sent = PrivateAttr(default=Sent())
    _reading: Reading = PrivateAttr(default=Reading())
    _payment: Payment | None = PrivateAttr(default=None)

    def connect(self, transport: Transport, context: CallContext) -> None:
        """Connect: from now on each try is signed, observed, limited and accounted for."""
        self._transport, self._context = transport, context
        if transport.access is not None:
            silence = transport.call.silence(0 if self.stream else self.max_output_tokens)
            verify = get_ssl_configuration(None)
            client = http_client(transport.access, transport.model.id, self._hook, silence, verify=verify)
            self._client = HTTPHandler(client=client)

    def _prepare_transport_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        prepared: dict[str, Any] = super()._prepare_transport_kwargs(**kwargs)
        fields = self._transport.fields
        # For Bedrock LiteLLM knows who takes cache points; for others the SDK does.
        caches = self.caching_prompt if self._transport.access else self.is_caching_prompt_active()
        ttl, guarded = self._transport.call.cache_ttl if caches else None, "guardrailConfig" in fields
        prepared["messages"] = place_cache_points(behind_their_calls(prepared["messages"]), ttl, guarded=guarded)
        prepared |= fields
        if self._client is not None:
            prepared |= {"api_key": PLACEHOLDER, "client": self._client}
        return prepared

    def _transport_call(self, **kwargs: Any) -> Any:
        """One try: a stream that ends without its stop message counts as a broken connection.

        Money is reserved for exactly what is about to be sent, and only plausible token counts are passed on.
        """
        if kwargs.get("on_token") is not None:
            kwargs["on_token"] = in_order_of_arrival(kwargs["on_token"])
        self._sent = sent = sent_by(kwargs, self.max_output_tokens)
        if self._context.account is not None:
            model, size = self._transport.model, sent.text.octets
            worst = worst_case(model.canonical, size, sent.max_output_tokens or 0, self._transport.call)
            self._payment = self._context.account.send(model.id, size, sent.max_output_tokens, worst)
        self._hook.reset()
        self._hook.most_tokens = sent.max_output_tokens
        try:
            with only_to(self._transport.destination):
                response = super()._transport_call(**kwargs)
        finally:
            self._hook.close()
        if self._hook.broke_off:
            raise httpx.RemoteProtocolError("the stream ended without its stop message")
        self._reading = believed(response, sent, reported=not self._hook.unreported)
        return response

    def _make_retry_decorator(self) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Our own retries in place of the SDK's, with the process's concurrency limit before each try."""

        def decorate(one_try: Callable[..., Any]) -> Callable[..., Any]:
            def with_retries(**kwargs: Any) -> Any:
                policy, account, access = (
                    self._transport.call.retry_policy,
                    self._context.account,
                    self._transport.access,
                )
                if account is not None:
                    policy = replace(policy, deadline=account.deadline(policy.deadline))
                self._hook.until = time.monotonic() + policy.deadline
                place = (access.endpoint or access.region) if access else str(self.base_url)
                return retry(
                    lambda: self._paid(one_try, kwargs),
                    policy,
                    limit_for(place, self.model),
                    self._classify,
                    lambda failed, failures, wait: self._context.on_retry(failed.response.reason, failures, wait),
                )

            return with_retries

        return decorate

    def completion(self, messages: Any, *args: Any, **kwargs: Any) -> Any:
        """One response, after all tries.

        Raises:
            ModelStopped: if the model stopped before it was done; what it wrote so far goes nowhere.
            BudgetReached: if the budget could not pay for the next try; it is not sent.
            CapReached: if the stage, or this conversation, has used up what it may.
            GhostwriterError: as ``errors.table`` has it for Bedrock's response.
        """
        if self._context.account is not None:
            self._context.account.turn()
        return super().completion(messages, *args, **kwargs)

    def _paid(self, one_try: Callable[..., Any], kwargs: dict[str, Any]) -> Any:
        """One try and its costs: its price if there was a response, its worst case if it may have been billed all the same."""
        account, self._payment = self._context.account, None
        started, spent = time.monotonic(), self.metrics.accumulated_cost
        try:
            response = one_try(**kwargs)
        except Exception as error:  # whatever it was: the money reserved for it is accounted for, and the error goes on
            if account is not None and self._payment is not None:
                account.lost(self._payment, billed=self._classify(error).response.may_be_billed)
            raise
        usage = self._reading.usage
        usd = max(self.metrics.accumulated_cost - spent, self._list_price(usage))
        try:
            # Observed, and so recorded, before the money is free for others: a run that dies in between spends it once only.
            self._report(response, usage.model_copy(update={"usd": usd, "seconds": time.monotonic() - started}))
        finally:
            if account is not None and self._payment is not None:
                tokens = usage.input_tokens + usage.output_tokens
                account.settle(self._payment, usd, tokens, self._reading.received.octets)
        return response

    def _list_price(self, usage: Usage) -> float:
        """The price in LiteLLM's map; tokens that we had to count ourselves are priced as the dearest kind of input."""
        prices = prices_of(self._transport.model.canonical, usage.input_tokens, self._transport.call)
        if usage.own_count:
            usage = usage.model_copy(update={"cache_write_tokens": usage.input_tokens})
        return 0.0 if prices is None else prices.of(usage)

    def _report(self, response: Any, usage: Usage) -> None:
        """Report a response to the observer, and let only a complete one pass."""
        reason = stop_reason(self._hook.stop_reason, response["choices"][0]["finish_reason"])
        findings = policies_in_trace(self._hook.guardrail)
        call = self._payment.call if self._payment else ""
        self._context.on_response(ModelResponse(usage, reason, self._transport.model.id, findings, call))
        refuse_half_an_answer(reason, self.model)
        refuse_too_many_calls(response, self.model)
        if reason == GUARDRAIL and self._transport.call.on_intervention == "fail":
            raise intervened(self.model, self._transport.call.guardrail or "of the proxy", findings)

    def _classify(self, error: Exception) -> FailedCall:
        access, model = self._transport.access, self._transport.model.id
        region = access.region_of(model) if access else "its provider"
        return classify(
            error, CallInfo(self.usage_id, model, region, self._context.reads), self._hook if access else None
        )
