"""Inference profiles: the id that Bedrock accepts for a model's name, and the regions that may answer.

Bedrock refuses most ids for on-demand use; they are called through an inference profile, whose scope is put before the id
and says in which part of the world a request may be answered. Which scopes a model has stands in LiteLLM's map.
"""

import re
from typing import Literal, get_args

from ghostwriter.bedrock.models.catalog import ALIASES, is_bedrock, model_map
from ghostwriter.bedrock.models.model_names import parse_bedrock_name
from ghostwriter.bedrock.models.resolved_model import provider_of
from ghostwriter.errors import ConfigurationError

type InferenceProfile = Literal["auto", "global", "us", "eu", "jp", "au", "apac", "us-gov", "none"]
INFERENCE_PROFILES: tuple[str, ...] = get_args(InferenceProfile.__value__)
PROFILE = "GHOSTWRITER_INFERENCE_PROFILE"
SCOPES = tuple(scope for scope in INFERENCE_PROFILES if scope not in {"auto", "none"})

# Narrowest first: an article's sources leave a region's own geography only where there is no profile within it.
_SCOPES_BY_REGION: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("us-gov-", ("us-gov",)),
    ("us-", ("us", "global")),
    ("ca-", ("us", "global")),
    ("eu-", ("eu", "global")),
    ("ap-northeast-1", ("jp", "apac", "global")),
    ("ap-northeast-3", ("jp", "apac", "global")),
    ("ap-southeast-2", ("au", "apac", "global")),
    ("ap-southeast-4", ("au", "apac", "global")),
    ("ap-", ("apac", "global")),
)
_HOME: dict[str, re.Pattern[str]] = {
    "us": re.compile(r"us-(?!gov-)"),
    "eu": re.compile(r"eu-"),
    "jp": re.compile(r"ap-northeast-[13]$"),
    "au": re.compile(r"ap-southeast-[24]$"),
    "apac": re.compile(r"ap-"),
    "us-gov": re.compile(r"us-gov-"),
    "global": re.compile(""),
}
"""The regions whose own, on-demand answers stay within a scope."""
_SCOPED = re.compile(rf"^(?:.*[:/])?(?P<scope>{'|'.join((*SCOPES, 'ca', 'in'))})\.(?=[a-z])")
"""Canada's and India's profiles are too few to be a choice, but an id may carry them."""


def resolve_model(model: str, region: str, profile: str = "auto") -> str:
    """The LiteLLM id for a name: alias, Bedrock id with or without scope, profile ARN, or any other LiteLLM id.

    An inference profile's scope is put before ids that have one, chosen by ``region`` or forced by ``profile``. What already
    carries a scope, a route or an ARN is left as it is, and ``bedrock/`` is added once. A proxy's alias (``bedrock/writer``)
    takes the Converse route. Other providers' ids are returned unchanged.

    Raises:
        ConfigurationError: for a blank name, one that has none of the forms of ``model_names`` and ``provider_names``, a profile
            that the model does not have, or an id or ARN that is answered elsewhere than ``profile`` allows.
    """
    name = model.strip()
    if not name:
        raise ConfigurationError("a model name is empty; use haiku, sonnet, opus, a Bedrock id, or any LiteLLM id.")
    if not is_bedrock(name):
        provider_of(name)
        return name
    parsed = parse_bedrock_name(ALIASES.get(name, name), region)
    bare, scope = parsed.bare, scope_of(parsed.bare)
    if parsed.kind == "alias":
        # A LiteLLM proxy's alias: it says nothing of the vendor, so the route has to, and it has no inference profile.
        return f"bedrock/converse/{bare}"
    if scope is not None:
        _keep_within(scope, profile, name)
    elif parsed.kind == "arn" or parsed.route:
        _keep_home(name, parsed.region or region, profile)
    if parsed.kind == "arn" or parsed.route or scope is not None:
        return f"bedrock/{parsed.route}{bare}"
    return f"bedrock/{_with_profile(bare, region, profile)}"


def bare_id(model: str) -> str:
    """A model's own id, without ``bedrock/``, route, the ARN of an inference profile, and scope."""
    name = re.sub(r"^(?:bedrock/)?(?:converse/|invoke/)?(?:arn:.*:(?:inference-profile|foundation-model)/)?", "", model)
    scope = scope_of(name)
    return name.removeprefix(f"{scope}.") if scope else name


def scopes_of(bare: str) -> tuple[str, ...]:
    """The inference-profile scopes that the map lists for a bare Bedrock id."""
    return tuple(scope for scope in SCOPES if f"{scope}.{bare}" in model_map())


def scope_of(model: str) -> str | None:
    """The scope that an id or an inference profile's ARN carries, None where it carries none."""
    match = _SCOPED.match(model)
    return match["scope"] if match else None


def can_call(region: str, scope: str) -> bool:
    """Check that AWS offers a scope's profiles in a region."""
    return scope in _scopes_in(region)


def _scopes_in(region: str) -> tuple[str, ...]:
    return next((scopes for prefix, scopes in _SCOPES_BY_REGION if region.startswith(prefix)), ("global",))


def _with_profile(bare: str, region: str, profile: str) -> str:
    if profile == "none":
        return bare
    available = scopes_of(bare)
    if profile == "auto":
        scope = next((scope for scope in _scopes_in(region) if scope in available), None)
        return f"{scope}.{bare}" if scope else bare
    if bare not in model_map():
        return f"{profile}.{bare}"
    if not available:
        _keep_home(bare, region, profile)
        return bare
    if profile not in available:
        raise ConfigurationError(
            f"model {bare!r} has no inference profile {profile!r}; it has: {', '.join(available)}. "
            f"Change {PROFILE} or the model."
        )
    return f"{profile}.{bare}"


def _keep_within(scope: str, profile: str, name: str) -> None:
    """An id's own scope must not override the choice of where requests may be answered."""
    if profile in {"auto", "global", scope}:
        return
    raise ConfigurationError(
        f"model {name!r} is answered in scope {scope!r}, but the inference profile is to be {profile!r}. "
        f"Leave out the model's {scope!r}, or change {PROFILE}."
    )


def _keep_home(name: str, region: str, profile: str) -> None:
    """Require that a model without inference profile is answered in a region within the choice."""
    if profile in {"auto", "none"} or _HOME[profile].match(region):
        return
    raise ConfigurationError(
        f"model {name!r} has no inference profile {profile!r}, and the region {region!r} is not within it. "
        f"Change the region, {PROFILE} or the model."
    )
