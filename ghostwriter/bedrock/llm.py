"""``create_llm()``: the only place that builds a language model, and the LLM it builds.

The class leans on two private edges of OpenHands 1.58 (``_prepare_transport_kwargs`` and ``_transport_call``); the contract
tests in ``tests/bedrock`` look at the wire and fail when either moves.
"""

import difflib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx
from pydantic import PrivateAttr, SecretStr

from ghostwriter.bedrock.access import Access
from ghostwriter.bedrock.alias import call_by
from ghostwriter.bedrock.catalogue import HAIKU, card, is_bedrock
from ghostwriter.bedrock.credentials import AccessKeys, BearerToken
from ghostwriter.bedrock.proxy import asks_a_proxy, find_proxy
from ghostwriter.bedrock.purse import Purse, worst_case
from ghostwriter.bedrock.stop_reasons import refuse_half_an_answer, stop_reason
from ghostwriter.bedrock.wiretap import WireTap
from ghostwriter.errors import ConfigurationError
from ghostwriter.events import Usage
from ghostwriter.sdk import LLM, APIConnectionError, HTTPHandler, LLMResponse, Message, get_ssl_configuration

type CallObserver = Callable[[Usage, str], None]
"""Hears of each answer: what it used, and why the model stopped."""

DEFAULTS: Mapping[str, Any] = {
    "usage_id": "ghostwriter",
    "num_retries": 6,  # tries, the first included; the waits between them double from one second
    "retry_min_wait": 1,
    "retry_multiplier": 1.0,
    "retry_max_wait": 30,
    # The SDK's attribution headers are for another provider; AWS has no business with them.
    "openrouter_site_url": "",
    "openrouter_app_name": "",
}


class BedrockLLM(LLM):
    """An OpenHands LLM whose bearer token, stop reasons and usage are its own, not the process's."""

    _bearer: SecretStr | None = PrivateAttr(default=None)
    _tap: WireTap | None = PrivateAttr(default=None)
    _client: HTTPHandler | None = PrivateAttr(default=None)
    _observer: CallObserver | None = PrivateAttr(default=None)
    _purse: Purse | None = PrivateAttr(default=None)
    _parameters: Mapping[str, Any] = PrivateAttr(default_factory=dict)

    def observe(self, observer: CallObserver) -> None:
        """Tell ``observer`` of every answer from now on."""
        self._observer = observer

    def pay_from(self, purse: Purse) -> None:
        """Let no call be sent that ``purse`` could not pay for at its worst."""
        self._purse = purse

    def connect(self, access: Access, parameters: Mapping[str, Any]) -> None:
        """Use ``access``'s bearer token, send ``parameters`` with every call, and tap the wire."""
        self._parameters = parameters
        if isinstance(access.credentials, BearerToken):
            self._bearer = SecretStr(access.credentials.token)
        self._tap = WireTap()
        client = httpx.Client(
            timeout=self.timeout,
            verify=get_ssl_configuration(None),
            event_hooks={"response": [self._tap]},
            # A proxy from the environment must not see what is meant for this machine.
            trust_env=not access.on_loopback,
        )
        self._client = HTTPHandler(client=client)

    def _prepare_transport_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        prepared: dict[str, Any] = super()._prepare_transport_kwargs(**kwargs) | self._parameters
        if self._bearer is not None:
            prepared["api_key"] = self._bearer.get_secret_value()
        if self._client is not None:
            prepared["client"] = self._client
        return prepared

    def _transport_call(self, **kwargs: Any) -> Any:
        """One attempt: a stream that ends without its stop message counts as a broken connection, and is retried."""
        if self._tap is None:
            return super()._transport_call(**kwargs)
        self._tap.reset()
        response = super()._transport_call(**kwargs)
        if self._tap.streamed and self._tap.stop_reason is None:
            raise APIConnectionError(
                message="the stream ended without its stop message", llm_provider="bedrock", model=self.model
            )
        return response

    def completion(self, *args: Any, **kwargs: Any) -> LLMResponse:
        """One answer, after retries.

        Raises:
            ModelStopped: if the model stopped before it was done; what it wrote so far goes nowhere.
            BudgetReached: if the purse could not pay for the call; it is not sent.
        """
        started, spent = time.monotonic(), self.metrics.accumulated_cost
        if self._purse is None:
            response = super().completion(*args, **kwargs)
        else:
            with self._purse.reserve(worst_case(self.model, _size(*args, **kwargs), self.max_output_tokens)) as payment:
                response = super().completion(*args, **kwargs)
                payment.actual = self.metrics.accumulated_cost - spent
        seen = self._tap.stop_reason if self._tap else None
        reason = stop_reason(seen, response.raw_response["choices"][0]["finish_reason"])
        if self._observer is not None:
            self._observer(
                self._latest_usage(self.metrics.accumulated_cost - spent, time.monotonic() - started), reason
            )
        refuse_half_an_answer(reason, self.model)
        return response

    def _latest_usage(self, usd: float, seconds: float) -> Usage:
        """What the latest answer used, as the SDK has normalised it; nothing where the provider reported nothing."""
        if not self.metrics.token_usages:
            return Usage(calls=1, usd=usd, seconds=seconds)
        latest = self.metrics.token_usages[-1]
        return Usage(
            calls=1,
            input_tokens=latest.prompt_tokens,
            output_tokens=latest.completion_tokens,
            cache_read_tokens=latest.cache_read_tokens,
            cache_write_tokens=latest.cache_write_tokens,
            usd=usd,
            seconds=seconds,
        )


def _size(messages: Sequence[Message], *_args: Any, **_kwargs: Any) -> int:
    """Bytes of a request's messages."""
    return sum(len(message.model_dump_json()) for message in messages)


def create_llm(  # noqa: PLR0913  (each is a setting a person may want; all but the first by name)
    model: str = HAIKU,
    *,
    env: Mapping[str, str] | None = None,
    access: Access | None = None,
    canonical: str | None = None,
    temperature: float | None = None,
    max_output_tokens: int | None = None,
    thinking_budget: int | None = None,
    stream: bool = False,
    **settings: Any,
) -> BedrockLLM:
    """Build an LLM for a model name: an alias, a Bedrock id, a profile ARN, or any LiteLLM id.

    Args:
        model: what to call; Bedrock ids get their inference profile and the ``bedrock/`` prefix.
        env: where credentials, region and endpoint are looked up; the process environment if not given.
        access: the same, already looked up.
        canonical: the model behind a proxy's alias or a profile's ARN, whose price, limits and features then hold.
        temperature: sent as it is; None leaves it to the model.
        max_output_tokens: the most the model may write, thinking included.
        thinking_budget: tokens for extended thinking; None switches thinking off.
        stream: ask for a stream; words then reach the conversation's token callbacks.
        settings: any other field of the OpenHands ``LLM``.

    Raises:
        ConfigurationError: (a ValueError) for missing credentials, a misspelt setting, or settings that contradict.
    """
    environment = os.environ if env is None else env
    _refuse_unknown(settings)
    on_bedrock = is_bedrock(model)
    if access is None:
        access = Access.find(environment, needs_credentials=on_bedrock)
    called = call_by(access.resolve(model), access.resolve(canonical) if canonical else None)
    fields: dict[str, Any] = {
        "model": called.model,
        "stream": stream,
        "max_output_tokens": max_output_tokens,
        **DEFAULTS,
        **_thinking(called.model, thinking_budget, max_output_tokens, temperature),
        **(_aws(access) if on_bedrock else _other_provider(called.model, environment)),
        **called.fields,
        **settings,
    }
    llm = BedrockLLM(**fields)
    if on_bedrock:
        llm.connect(access, called.parameters)
    return llm


def _refuse_unknown(settings: Mapping[str, Any]) -> None:
    """The SDK ignores unknown keyword arguments in silence; a misspelt setting must not be lost like that."""
    for name in settings:
        if name not in LLM.model_fields:
            near = difflib.get_close_matches(name, [*LLM.model_fields, "thinking_budget", "temperature"], n=1)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            raise ConfigurationError(f"create_llm() has no setting {name!r}{hint}")


def _thinking(
    model: str, budget: int | None, max_output_tokens: int | None, temperature: float | None
) -> dict[str, Any]:
    """Fields for thinking and temperature, which exclude each other on Bedrock.

    Left alone, the SDK asks for the largest thinking budget there is and drops the temperature.
    """
    known = card(model)
    if budget is not None:
        if temperature is not None:
            raise ConfigurationError("temperature and thinking_budget exclude each other; leave one of them out.")
        if max_output_tokens is not None and budget >= max_output_tokens:
            raise ConfigurationError(
                f"thinking_budget ({budget}) must be smaller than max_output_tokens ({max_output_tokens})."
            )
        return {"extended_thinking_budget": budget, "capability_overrides": {"thinking_mode": "manual"}}
    takes_sampling = known is None or known.supports_sampling_params is not False
    if temperature is not None and not takes_sampling:
        raise ConfigurationError(f"model {model!r} takes no temperature; leave it out.")
    return {
        "temperature": temperature,
        "reasoning_effort": None,
        "extended_thinking_budget": None,
        "capability_overrides": {
            "thinking_mode": "none",
            "supports_reasoning_effort": False,
            "supports_sampling_params": takes_sampling,
        },
    }


def _aws(access: Access) -> dict[str, Any]:
    fields: dict[str, Any] = {"aws_region_name": access.region}
    if access.endpoint:
        fields["aws_bedrock_runtime_endpoint"] = access.endpoint
    if isinstance(access.credentials, AccessKeys):
        fields["aws_access_key_id"] = access.credentials.access_key_id
        fields["aws_secret_access_key"] = access.credentials.secret_access_key
        fields["aws_session_token"] = access.credentials.session_token
    return fields


def _other_provider(model: str, env: Mapping[str, str]) -> dict[str, Any]:
    """The key and address of another LiteLLM provider, by LiteLLM's own naming, e.g. ``OPENAI_API_KEY``."""
    if asks_a_proxy(model):
        proxy = find_proxy(env)
        return {"api_key": proxy.key, "base_url": proxy.address}
    provider = model.split("/", 1)[0].upper() if "/" in model else "OPENAI"
    return {"api_key": env.get(f"{provider}_API_KEY"), "base_url": env.get(f"{provider}_API_BASE")}
