"""The models that answer here, and their limits: from LiteLLM's map, and from AWS's documents where it is silent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ghostwriter.emulator.errors import invalid

_SCOPE = re.compile(r"^(?:global|us-gov|us|eu|jp|au|apac|ca|in)\.(?=[a-z0-9]+\.)")
_ARN = re.compile(r"^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{0,12}:(?P<kind>[a-z-]+)/(?P<id>.+)$")
_KINDS_THAT_NAME_A_MODEL = frozenset({"inference-profile", "foundation-model"})
_ONLY_BY_PROFILE = re.compile(
    r"^(?:meta\.llama(?:3-[23]|4)|amazon\.nova-(?:premier|2)|deepseek\.r1|mistral\.pixtral|writer\.palmyra-x)"
)
"""Families, Claude aside, that have no on-demand throughput; see "Supported Regions and models for inference profiles"."""
_STILL_ON_DEMAND = re.compile(
    r"^anthropic\.claude-(?:v1|v2|instant|3-(?:haiku|sonnet|opus)|3-5-(?:sonnet-20240620|haiku))"
)
_SMALLEST_CACHED_PREFIX = 1_024
_COMMAND_R = {
    "litellm_provider": "bedrock_converse",
    "max_input_tokens": 128_000,
    "max_output_tokens": 4_000,
    "supports_function_calling": True,
    "supports_tool_choice": False,
}
_NOT_IN_THE_MAP: Mapping[str, Mapping[str, Any]] = {
    "cohere.command-r-v1:0": _COMMAND_R,
    "cohere.command-r-plus-v1:0": _COMMAND_R,
}


@dataclass(frozen=True)
class Called:
    """The model that a request is for: its id, and LiteLLM's facts about it (none, where an ARN hides what it is)."""

    id: str
    facts: Mapping[str, Any]

    @property
    def bare_id(self) -> str:
        """The id without the scope of an inference profile."""
        return _SCOPE.sub("", self.id)

    @property
    def is_claude(self) -> bool:
        """True if Claude's own rules hold (unknown for an application profile)."""
        return self.bare_id.startswith("anthropic.claude")

    @property
    def context(self) -> int | None:
        """Tokens that fit in; None where the map is silent."""
        return self.facts.get("max_input_tokens")

    @property
    def longest_answer(self) -> int | None:
        """Tokens that can come out; None where the map is silent."""
        return self.facts.get("max_output_tokens")

    @property
    def smallest_cached_prefix(self) -> int:
        """Tokens below which a cache point is passed over."""
        return int(self.facts.get("prompt_cache_min_tokens") or _SMALLEST_CACHED_PREFIX)


def find_model(identifier: str) -> Called:
    """The model that a path names: an id with or without an inference profile's scope, or an ARN.

    Raises:
        Refusal: if Bedrock has none of that name.
    """
    arn = _ARN.match(identifier)
    if identifier.startswith("arn:") and (arn is None or arn["kind"] not in _KINDS_THAT_NAME_A_MODEL):
        return Called(identifier, {})
    name = arn["id"] if arn else identifier
    facts = _facts_about(name)
    if facts is None or not str(facts.get("litellm_provider")).startswith("bedrock"):
        raise invalid("The provided model identifier is invalid.")
    return Called(name, facts)


def require_profile(called: Called) -> None:
    """Refuse the bare id of a model that can only be called through an inference profile.

    Raises:
        Refusal: in AWS's words.
    """
    by_profile = not _STILL_ON_DEMAND.match(called.id) if called.is_claude else _ONLY_BY_PROFILE.match(called.id)
    if by_profile and called.id == called.bare_id:
        raise invalid(
            f"Invocation of model ID {called.id} with on-demand throughput isn’t supported. "
            "Retry your request with the ID or ARN of an inference profile that contains this model."
        )


def _facts_about(name: str) -> Mapping[str, Any] | None:
    # Pydantic comes along, and would triple the time that the emulator takes to start.
    from ghostwriter.bedrock.models.catalog import model_map  # noqa: PLC0415
    from ghostwriter.bedrock.models.inference_profiles import scopes_of  # noqa: PLC0415

    known = model_map()
    bare = _SCOPE.sub("", name)
    if name in known or (name != bare and scopes_of(bare)):
        return known.get(name)
    # Profiles that the map does not list by scope, and ids without their version number, such as anthropic.claude-v2.
    return (
        known.get(bare)
        or _NOT_IN_THE_MAP.get(bare)
        or next((facts for key, facts in known.items() if key.startswith(f"{bare}:")), None)
    )
