"""The LLM that ``create_llm()`` builds: an OpenHands LLM whose signature, patience, stop reasons and usage are its own.

The class leans on three private edges of OpenHands 1.58 (``_prepare_transport_kwargs``, ``_transport_call`` and
``_make_retry_decorator``); the contract tests in ``tests/bedrock`` look at the wire and fail when one of them moves.
"""

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from pydantic import PrivateAttr

from ghostwriter.bedrock.access import Access
from ghostwriter.bedrock.auth.signing import PLACEHOLDER
from ghostwriter.bedrock.failure.diagnosis import Asked, Diagnosis, diagnose
from ghostwriter.bedrock.pacing.gate import Gate, gate_for
from ghostwriter.bedrock.pacing.patience import persevere
from ghostwriter.bedrock.purse import Payment, Purse, worst_case
from ghostwriter.bedrock.wire.call_settings import STREAMED_SILENCE, WHOLE_SILENCE, CallSettings
from ghostwriter.bedrock.wire.guardrails import policies_in_trace
from ghostwriter.bedrock.wire.prompt_caching import place_cache_points
from ghostwriter.bedrock.wire.stop_reasons import GUARDRAIL, intervened, refuse_half_an_answer, stop_reason
from ghostwriter.bedrock.wire.stream_order import in_order_of_arrival
from ghostwriter.bedrock.wire.wire_client import wire_client
from ghostwriter.bedrock.wire.wiretap import WireTap
from ghostwriter.events import Answered, Usage
from ghostwriter.sdk import LLM, APIConnectionError, HTTPHandler, get_ssl_configuration

type Observer = Callable[[Answered], None]
"""Hears of each answer that was paid for."""
type Retrying = Callable[[str, int, float], None]
"""Hears of each try that failed and is repeated: the reason, how many failed, and the wait in seconds."""


@dataclass
class Wiring:
    """What an LLM needs beside the SDK's own fields; ``access`` is None for other providers than Bedrock."""

    call: CallSettings
    access: Access | None = None
    named: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    observer: Observer | None = None
    retrying: Retrying | None = None
    purse: Purse | None = None


class BedrockLLM(LLM):
    """An OpenHands LLM whose way to the wire is ours."""

    _wiring: Wiring = PrivateAttr()
    _tap: WireTap = PrivateAttr(default_factory=WireTap)
    _client: HTTPHandler | None = PrivateAttr(default=None)

    def wire(self, wiring: Wiring) -> None:
        """Connect: from now on each try is signed, watched, paced and accounted for."""
        self._wiring = wiring
        if wiring.access is None:
            return
        silence = wiring.call.timeout or (STREAMED_SILENCE if self.stream else WHOLE_SILENCE)
        client = wire_client(wiring.access, wiring.named, self._tap, silence, verify=get_ssl_configuration(None))
        self._client = HTTPHandler(client=client)

    @property
    def wiring(self) -> Wiring:
        """Who hears of its answers and tries, and who pays."""
        return self._wiring

    def _prepare_transport_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        prepared: dict[str, Any] = super()._prepare_transport_kwargs(**kwargs)
        call, guarded = self._wiring.call, "guardrailConfig" in self._wiring.fields
        # For Bedrock LiteLLM knows who takes cache points; for others the SDK does.
        caches = self.caching_prompt if self._wiring.access else self.is_caching_prompt_active()
        ttl = call.cache_ttl if caches else None
        prepared["messages"] = place_cache_points(prepared["messages"], ttl, guarded=guarded)
        prepared |= self._wiring.fields
        if self._client is not None:
            prepared |= {"api_key": PLACEHOLDER, "client": self._client}
        return prepared

    def _transport_call(self, **kwargs: Any) -> Any:
        """One try: a stream that ends without its stop message counts as a broken connection."""
        if kwargs.get("on_token") is not None:
            kwargs["on_token"] = in_order_of_arrival(kwargs["on_token"])
        self._tap.reset()
        response = super()._transport_call(**kwargs)
        if self._tap.broke_off:
            raise APIConnectionError(
                message="the stream ended without its stop message", llm_provider="bedrock", model=self.model
            )
        return response

    def _make_retry_decorator(self) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Our own patience in place of the SDK's, with the process's gate before each try."""

        def decorate(one_try: Callable[..., Any]) -> Callable[..., Any]:
            def until_answered(**kwargs: Any) -> Any:
                return persevere(
                    lambda: self._paid(one_try, kwargs),
                    self._wiring.call.patience,
                    self._gate(),
                    self._diagnose,
                    self._tell,
                )

            return until_answered

        return decorate

    def completion(self, messages: Any, *args: Any, **kwargs: Any) -> Any:
        """One answer, after all tries.

        Raises:
            ModelStopped: if the model stopped before it was done; what it wrote so far goes nowhere.
            BudgetReached: if the purse could not pay for the next try; it is not sent.
            GhostwriterError: of the kind that ``faults.FAULTS`` gives for what Bedrock answered.
        """
        self._request_bytes = sum(len(message.model_dump_json()) for message in messages)
        return super().completion(messages, *args, **kwargs)

    _request_bytes: int = PrivateAttr(default=0)

    def _paid(self, one_try: Callable[..., Any], kwargs: dict[str, Any]) -> Any:
        """One try, its worst case set aside before and its real cost noted after."""
        purse, behind = self._wiring.purse, self.model_canonical_name or self.model
        reserve = (
            nullcontext(Payment(0.0))
            if purse is None
            else purse.reserve(
                worst_case(behind, self._request_bytes, self.max_output_tokens, self._wiring.call.cache_ttl)
            )
        )
        with reserve as payment:
            started, spent = time.monotonic(), self.metrics.accumulated_cost
            response = one_try(**kwargs)
            payment.actual = self.metrics.accumulated_cost - spent
        self._judge(response, Usage(calls=1, usd=payment.actual, seconds=time.monotonic() - started))
        return response

    def _judge(self, response: Any, measured: Usage) -> None:
        """Tell of an answer, and let only a complete one pass."""
        reason = stop_reason(self._tap.stop_reason, response["choices"][0]["finish_reason"])
        findings = policies_in_trace(self._tap.guardrail)
        if self._wiring.observer is not None:
            model = self._wiring.named or self.model
            self._wiring.observer(Answered(self._with_tokens(measured), reason, model, findings))
        refuse_half_an_answer(reason, self.model)
        if reason == GUARDRAIL and self._wiring.call.on_intervention == "fail":
            raise intervened(self.model, self._wiring.call.guardrail or "of the proxy", findings)

    def _with_tokens(self, measured: Usage) -> Usage:
        """The tokens of the latest answer, as the SDK has normalised them; none where the provider reported none."""
        if not self.metrics.token_usages:
            return measured
        latest = self.metrics.token_usages[-1]
        return measured.model_copy(
            update={
                "input_tokens": latest.prompt_tokens,
                "output_tokens": latest.completion_tokens,
                "cache_read_tokens": latest.cache_read_tokens,
                "cache_write_tokens": latest.cache_write_tokens,
            }
        )

    def _gate(self) -> Gate:
        access = self._wiring.access
        return gate_for((access.endpoint or access.region) if access else str(self.base_url), self.model)

    def _diagnose(self, error: Exception) -> Diagnosis:
        access = self._wiring.access
        region = access.region_of(self._wiring.named) if access else "its provider"
        asked = Asked(self.usage_id, self._wiring.named or self.model, region, self._wiring.reads)
        return diagnose(error, asked, self._tap if access else None)

    def _tell(self, failure: Diagnosis, failures: int, wait: float) -> None:
        if self._wiring.retrying is not None:
            self._wiring.retrying(failure.said, failures, wait)
