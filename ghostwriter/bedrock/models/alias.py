"""How LiteLLM is told to call a name that says nothing of the model behind it: a proxy's alias, or a profile's ARN.

LiteLLM looks the model up in its map, and of one that is not there it drops the tools, the thinking and the price in silence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ghostwriter.bedrock.litellm_proxy import is_proxy_alias
from ghostwriter.bedrock.models.capabilities import features_of
from ghostwriter.bedrock.models.catalog import is_bedrock

_NAMELESS = re.compile(r"^bedrock/(?:(?:converse/)?(?P<arn>arn:.+)|converse/(?P<alias>(?![a-z0-9-]+\.[a-z]).+))$")
_TOOLS_BY_HAND: Mapping[str, Any] = {"allowed_openai_params": ["tools", "tool_choice"]}
"""What LiteLLM lets through although it does not know that the model takes it."""


@dataclass(frozen=True)
class Called:
    """What LiteLLM takes a model for, and what goes along: fields of the LLM, and parameters of each of its calls."""

    model: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)


def call_by(resolved: str, canonical: str | None = None) -> Called:
    """How ``resolved`` is called; ``canonical`` is the id of the model behind it, where somebody has said so.

    With it, all that LiteLLM does fits the model, and only the wire carries the alias or ARN. Without it an alias gets its tools
    all the same, but no caching, no thinking and no price.
    """
    if is_proxy_alias(resolved):
        return Called(resolved, fields={"model_canonical_name": canonical} if canonical else {})
    if features_of(resolved).by_converse and is_bedrock(resolved):
        route = "bedrock/converse/"
        return Called(f"{route}{resolved.removeprefix(route).removeprefix('bedrock/')}", parameters=_TOOLS_BY_HAND)
    found = _NAMELESS.match(resolved)
    if found is None:
        return Called(resolved)
    if canonical:
        return Called(canonical, parameters={"model_id": found["arn"] or found["alias"]})
    return Called(resolved, parameters=_TOOLS_BY_HAND if found["alias"] else {})
