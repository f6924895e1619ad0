"""``create_llm()``: the only place that builds a language model."""

import os
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ValidationError

from ghostwriter.bedrock.call_settings import CallSettings, split_guardrail
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.endpoints.addresses import first
from ghostwriter.bedrock.endpoints.providers import address_of, address_variables, key_variable
from ghostwriter.bedrock.http.extra_fields import require_fields_of_a_model
from ghostwriter.bedrock.litellm_proxy import find_proxy, is_proxy_alias
from ghostwriter.bedrock.llm import BedrockLLM, CallContext
from ghostwriter.bedrock.models.alias import call_by
from ghostwriter.bedrock.models.capabilities import Features, features_of, require_room
from ghostwriter.bedrock.models.catalog import HAIKU, card, is_bedrock
from ghostwriter.bedrock.models.provider_names import provider_of
from ghostwriter.bedrock.sdk import LLM
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.destinations import Destination, only_to
from ghostwriter.text.suggest import closest

_SENT_BY_THE_SDK: Mapping[str, Any] = {
    "usage_id": "ghostwriter",
    # The SDK's attribution headers are for another provider; AWS has no business with them.
    "openrouter_site_url": "",
    "openrouter_app_name": "",
}
_TAKEN_BY_US = frozenset(CallSettings.model_fields)


def create_llm(
    model: str = HAIKU,
    *,
    env: Mapping[str, str] | None = None,
    access: Access | None = None,
    call: CallSettings | None = None,
    **settings: Any,
) -> BedrockLLM:
    """Build an LLM for a model name: an alias, a Bedrock id, a profile ARN, or any LiteLLM id.

    Args:
        model: what to call; Bedrock ids get their inference profile and the ``bedrock/`` prefix.
        env: where credentials, region and endpoint are looked up; the process environment if not given.
        access: the same, already looked up.
        call: what its requests carry; each of its fields can be given by name as well, such as ``temperature=0.2``.
        settings: those, or any other field of the OpenHands ``LLM``.

    Raises:
        ConfigurationError: (a ValueError) for missing credentials, a misspelt setting, or settings that contradict.
    """
    environment = os.environ if env is None else env
    model = model.strip()
    _refuse_unknown(settings)
    wanted = _call_settings(call, {key: value for key, value in settings.items() if key in _TAKEN_BY_US})
    on_bedrock = is_bedrock(model)
    if access is None:
        access = Access.find(environment, needs_credentials=on_bedrock)
        if on_bedrock:
            access.signer(model).check()
    named = access.resolve(model)
    destination = Destination.of(access.address_of(named) if on_bedrock else address_of(named, environment))
    canonical = access.resolve(wanted.canonical_model) if wanted.canonical_model else None
    if canonical and on_bedrock and not is_bedrock(canonical):
        raise ConfigurationError(f"canonical_model: {canonical!r} is not on Bedrock, and {named!r} is.")
    called, known = call_by(named, canonical), canonical or named
    features = features_of(known) if on_bedrock else Features(streams_tools=True)
    _refuse_what_it_cannot(known, features, wanted)
    fields: dict[str, Any] = {
        **_SENT_BY_THE_SDK,
        "model": _routed(called.model, wanted.use_converse) if on_bedrock else called.model,
        "stream": wanted.stream is True,
        "max_output_tokens": wanted.max_output_tokens,
        "caching_prompt": wanted.caching and features.caches,
        "native_tool_calling": features.tools,
        **_thinking(known, wanted),
        **(_aws(access, named) if on_bedrock else _other_provider(named, environment)),
        **called.fields,
        **{key: value for key, value in settings.items() if key not in _TAKEN_BY_US},
    }
    with only_to(destination):  # OpenHands asks a LiteLLM proxy about the model as soon as it is named
        llm = BedrockLLM(**fields)
    fields_of_requests = {**called.parameters, **_request_fields(wanted)}
    wiring = CallContext(wanted, destination, access if on_bedrock else None, named, fields_of_requests)
    llm.wire(wiring)
    return llm


def _refuse_unknown(settings: Mapping[str, Any]) -> None:
    """The SDK ignores unknown keyword arguments in silence; a misspelt setting must not be lost like that."""
    for name in settings:
        if name not in LLM.model_fields and name not in _TAKEN_BY_US:
            near = closest(name, [*LLM.model_fields, *_TAKEN_BY_US])
            hint = f"; did you mean {near!r}?" if near else "."
            raise ConfigurationError(f"create_llm() has no setting {name!r}{hint}")


def _call_settings(call: CallSettings | None, given: Mapping[str, Any]) -> CallSettings:
    try:
        return CallSettings(**{**(call.model_dump(exclude_unset=True) if call else {}), **given})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = f"{problem['loc'][0]}: " if problem["loc"] else ""
        raise ConfigurationError(f"{where}{problem['msg'].removeprefix('Value error, ')}.") from error


def _routed(model: str, use_converse: "bool | Literal['auto']") -> str:
    """The LiteLLM id with the route that was asked for, ``bedrock/converse/…`` or ``bedrock/invoke/…``."""
    bare = model.removeprefix("bedrock/")
    if use_converse == "auto" or bare.startswith(("converse/", "invoke/")):
        return model
    return f"bedrock/{'converse' if use_converse else 'invoke'}/{bare}"


def _thinking(model: str, call: CallSettings) -> dict[str, Any]:
    """Fields for thinking and temperature, which exclude each other on Bedrock.

    Left alone, the SDK asks for the largest thinking budget there is and drops the temperature.
    """
    known = card(model)
    takes_sampling = known is None or known.supports_sampling_params is not False
    thinks = call.thinking_budget is not None or call.effort not in {None, "none"}
    if call.temperature is not None and thinks:
        raise ConfigurationError("temperature and thinking exclude each other; leave one of them out.")
    if call.temperature is not None and not takes_sampling:
        raise ConfigurationError(f"model {model!r} takes no temperature; leave it out.")
    if call.thinking_budget is not None:
        return {
            "extended_thinking_budget": call.thinking_budget,
            "capability_overrides": {"thinking_mode": "manual", "supports_reasoning_effort": False},
        }
    return {
        "temperature": call.temperature,
        "reasoning_effort": call.effort if thinks else None,
        "extended_thinking_budget": None,
        "capability_overrides": {
            "thinking_mode": "none",
            "supports_reasoning_effort": thinks,
            "supports_sampling_params": takes_sampling and not thinks,
        },
    }


def _refuse_what_it_cannot(model: str, features: Features, call: CallSettings) -> None:
    """What the model's family is known not to take, before anything is sent."""
    require_room(model)
    if not features.thinks and (call.thinking_budget is not None or call.effort not in {None, "none"}):
        raise ConfigurationError(f"model {model!r} does not think: leave out thinking_budget and effort.")
    known = features.by_converse or card(model) is not None
    if call.thinking_budget is not None and known and not features.budgets:
        raise ConfigurationError(
            f"model {model!r} takes an effort, not a thinking_budget: set effort to low, medium or high."
        )
    if call.stream is True and known and features.tools and not features.streams_tools:
        raise ConfigurationError(f"model {model!r} cannot stream the call of a tool: leave out stream.")
    if call.use_converse is False and features.by_converse:
        raise ConfigurationError(f"model {model!r} can be asked through Converse only: leave out use_converse.")


def _request_fields(call: CallSettings) -> dict[str, Any]:
    """What goes into each request beside what the SDK knows of, in LiteLLM's names."""
    require_fields_of_a_model(call.additional_model_request_fields)
    fields: dict[str, Any] = dict(call.additional_model_request_fields)
    if call.latency:
        fields["performanceConfig"] = {"latency": call.latency}
    if call.service_tier:
        fields["serviceTier"] = {"type": call.service_tier}
    if call.request_metadata:
        fields["requestMetadata"] = call.request_metadata
    if call.guardrail:
        identifier, version = split_guardrail(call.guardrail)
        fields["guardrailConfig"] = {
            "guardrailIdentifier": identifier,
            "guardrailVersion": version,
            "trace": "enabled",
        }
    beyond = [
        name for name in ("performanceConfig", "serviceTier", "requestMetadata", "guardrailConfig") if name in fields
    ]
    if call.use_converse is False and beyond:
        raise ConfigurationError(f"use_converse = false cannot carry {', '.join(beyond)}: only the Converse API does.")
    return fields


def _aws(access: Access, model: str) -> dict[str, Any]:
    """Region and address, so that LiteLLM builds neither out of the model's name."""
    return {"aws_region_name": access.region_of(model), "aws_bedrock_runtime_endpoint": access.address_of(model)}


def _other_provider(model: str, env: Mapping[str, str]) -> dict[str, Any]:
    """The key and address of another LiteLLM provider, by LiteLLM's own naming, e.g. ``OPENAI_API_KEY``."""
    if is_proxy_alias(model):
        proxy = find_proxy(env)
        return {"api_key": proxy.key, "base_url": proxy.address}
    return {"api_key": env.get(key_variable(model)), "base_url": first(env, address_variables(provider_of(model)))}
