"""``create_llm()``: the only place that builds a language model. The SDK is loaded when the model is known to be callable."""

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ghostwriter.bedrock.call_settings import CallSettings, split_guardrail
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.endpoints.providers import provider_fields, require_key
from ghostwriter.bedrock.http.extra_fields import require_fields_of_a_model
from ghostwriter.bedrock.litellm_proxy import is_proxy_alias
from ghostwriter.bedrock.models.capabilities import Capabilities, capabilities_of, require_context_window
from ghostwriter.bedrock.models.catalog import HAIKU, card
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.destinations import only_to
from ghostwriter.text.suggest import closest

if TYPE_CHECKING:
    from ghostwriter.bedrock.llm import BedrockLLM, CallContext

_OF_THE_SDK: Mapping[str, Any] = {
    "usage_id": "ghostwriter",
    # The SDK's attribution headers are for another provider; AWS has no business with them.
    "openrouter_site_url": "",
    "openrouter_app_name": "",
}
_CONVERSE_ONLY = ("performanceConfig", "serviceTier", "requestMetadata", "guardrailConfig")
_NAMELESS = re.compile(r"^bedrock/(?:(?:converse/)?(?P<arn>arn:.+)|converse/(?P<alias>(?![a-z0-9-]+\.[a-z]).+))$")
_ALLOW_TOOLS: Mapping[str, Any] = {"allowed_openai_params": ["tools", "tool_choice"]}
"""Passed on by LiteLLM although it does not know that the model takes tools."""


def create_llm(
    model: str | ResolvedModel = HAIKU,
    *,
    env: Mapping[str, str] | None = None,
    access: Access | None = None,
    call: CallSettings | None = None,
    context: "CallContext | None" = None,
    **settings: Any,
) -> "BedrockLLM":
    """Build an LLM for a model name: an alias, a Bedrock id, a profile ARN, or any LiteLLM id.

    Args:
        model: what to call; Bedrock ids get their inference profile and the ``bedrock/`` prefix.
        env: where credentials, region and endpoint are looked up; the process environment if not given.
        access: the same, already looked up.
        call: what its requests carry; each of its fields can be given by name as well, such as ``temperature=0.2``.
        context: the account and the observers of its calls; none if not given.
        settings: call settings, or any other field of the OpenHands ``LLM``.

    Raises:
        ConfigurationError: (a ValueError) for an unknown model, missing credentials, a misspelt setting, or settings that
            contradict each other.
    """
    by_us = {name: value for name, value in settings.items() if name in CallSettings.model_fields}
    call = _call_settings(call, by_us)
    connection = access or Access.find(os.environ if env is None else env)
    found = model if isinstance(model, ResolvedModel) else connection.resolve(model, call.canonical_model)
    capabilities = capabilities_of(found.canonical) if found.on_bedrock else Capabilities(streams_tools=True)
    _refuse_unsupported(found.canonical, capabilities, call)
    destination = connection.destination_of(found)
    if found.on_bedrock and access is None:
        connection.signer(found.id).check()
    elif not found.on_bedrock:
        require_key(found.id, connection.env)
    litellm_id, of_llm, of_requests = _litellm_form(found)
    fields: dict[str, Any] = {
        **_OF_THE_SDK,
        "model": _with_route(litellm_id, call) if found.on_bedrock else litellm_id,
        "stream": call.stream is True,
        "max_output_tokens": call.max_output_tokens,
        "caching_prompt": call.caching and capabilities.caches,
        "native_tool_calling": capabilities.tools,
        **of_llm,
        **_thinking(found.canonical, call),
        **(_aws_fields(connection, found.id) if found.on_bedrock else provider_fields(found.id, connection.env)),
        **{name: value for name, value in settings.items() if name not in by_us},
    }
    from ghostwriter.bedrock.llm import BedrockLLM, CallContext, Transport  # noqa: PLC0415  (the SDK takes seconds)

    _refuse_unknown([*settings], [*BedrockLLM.model_fields, *CallSettings.model_fields])
    with only_to(destination):  # OpenHands asks a LiteLLM proxy about the model as soon as it is named
        llm = BedrockLLM(**fields)
    used = connection if found.on_bedrock else None
    llm.connect(
        Transport(found, call, destination, used, {**of_requests, **_request_fields(call)}), context or CallContext()
    )
    return llm


def _refuse_unknown(names: list[str], known: list[str]) -> None:
    """Refuse a misspelt setting: the SDK ignores unknown keyword arguments in silence."""
    for name in names:
        if name not in known:
            near = closest(name, known)
            hint = f"; did you mean {near!r}?" if near else "."
            raise ConfigurationError(f"create_llm() has no setting {name!r}{hint}")


def _call_settings(call: CallSettings | None, given: Mapping[str, Any]) -> CallSettings:
    try:
        return CallSettings(**{**(call.model_dump(exclude_unset=True) if call else {}), **given})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = f"{problem['loc'][0]}: " if problem["loc"] else ""
        raise ConfigurationError(f"{where}{problem['msg'].removeprefix('Value error, ')}.") from error


def _litellm_form(model: ResolvedModel) -> tuple[str, Mapping[str, Any], Mapping[str, Any]]:
    """The id that LiteLLM is given, with fields of the LLM and parameters of its requests.

    LiteLLM looks the id up in its map, and for one that is not there it drops the tools, the thinking and the price in silence.
    Where the model behind an alias or ARN is known, LiteLLM is given that, and only the wire carries the alias or ARN. Where it
    is not known, an alias gets its tools all the same, but no caching, no thinking and no price.
    """
    named = model.canonical != model.id
    if is_proxy_alias(model.id):
        return model.id, {"model_canonical_name": model.canonical} if named else {}, {}
    if model.on_bedrock and capabilities_of(model.id).by_converse:
        route = "bedrock/converse/"
        return f"{route}{model.id.removeprefix(route).removeprefix('bedrock/')}", {}, _ALLOW_TOOLS
    nameless = _NAMELESS.match(model.id)
    if nameless is None:
        return model.id, {}, {}
    if named:
        return model.canonical, {}, {"model_id": nameless["arn"] or nameless["alias"]}
    return model.id, {}, _ALLOW_TOOLS if nameless["alias"] else {}


def _with_route(litellm_id: str, call: CallSettings) -> str:
    """The LiteLLM id with the route that was asked for, ``bedrock/converse/…`` or ``bedrock/invoke/…``."""
    bare = litellm_id.removeprefix("bedrock/")
    if call.use_converse == "auto" or bare.startswith(("converse/", "invoke/")):
        return litellm_id
    return f"bedrock/{'converse' if call.use_converse else 'invoke'}/{bare}"


def _aws_fields(access: Access, model: str) -> dict[str, Any]:
    """Region and address, so that LiteLLM builds neither out of the model's name."""
    return {"aws_region_name": access.region_of(model), "aws_bedrock_runtime_endpoint": access.address_of(model)}


def _thinking(model: str, call: CallSettings) -> dict[str, Any]:
    """Fields for thinking and temperature, which exclude each other on Bedrock.

    Left alone, the SDK asks for the largest thinking budget there is and drops the temperature.
    """
    known = card(model)
    takes_sampling = known is None or known.supports_sampling_params is not False
    if call.temperature is not None and call.thinks:
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
        "reasoning_effort": call.effort if call.thinks else None,
        "extended_thinking_budget": None,
        "capability_overrides": {
            "thinking_mode": "none",
            "supports_reasoning_effort": call.thinks,
            "supports_sampling_params": takes_sampling and not call.thinks,
        },
    }


def _refuse_unsupported(model: str, capabilities: Capabilities, call: CallSettings) -> None:
    """Refuse settings that the model's family is known not to take, before anything is sent."""
    require_context_window(model)
    if call.thinks and not capabilities.thinks:
        raise ConfigurationError(f"model {model!r} does not think: leave out thinking_budget and effort.")
    known = capabilities.by_converse or card(model) is not None
    if call.thinking_budget is not None and known and not capabilities.thinking_budgets:
        raise ConfigurationError(
            f"model {model!r} takes an effort, not a thinking_budget: set effort to low, medium or high."
        )
    if call.stream is True and known and capabilities.tools and not capabilities.streams_tools:
        raise ConfigurationError(f"model {model!r} cannot stream the call of a tool: leave out stream.")
    if call.use_converse is False and capabilities.by_converse:
        raise ConfigurationError(f"model {model!r} can be asked through Converse only: leave out use_converse.")


def _request_fields(call: CallSettings) -> dict[str, Any]:
    """Fields of each request beside those of the SDK, in LiteLLM's names."""
    require_fields_of_a_model(call.additional_model_request_fields)
    fields = dict(call.additional_model_request_fields)
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
    beyond = [name for name in _CONVERSE_ONLY if name in fields]
    if call.use_converse is False and beyond:
        raise ConfigurationError(f"use_converse = false cannot carry {', '.join(beyond)}: only the Converse API does.")
    return fields
