"""The forms of names that are taken for models on Bedrock, each matched from its first character to its last.

LiteLLM builds routes, regions and host names from whatever a name holds, so only the forms meant here reach it:

    [bedrock/][converse/|invoke/]ID          us.anthropic.claude-haiku-4-5-20251001-v1:0
    [bedrock/][converse/|invoke/]ARN         arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc
    bedrock/[converse/]ALIAS                 bedrock/writer, where the endpoint is a LiteLLM proxy
"""

import re
from dataclasses import dataclass
from typing import Literal

from ghostwriter.bedrock.endpoints.regions import KNOWN_REGIONS, PARTITIONS, partition_of
from ghostwriter.errors import ConfigurationError

BEDROCK_PREFIX = "bedrock/"
ROUTES = ("converse/", "invoke/")
LONGEST = 500
"""Characters of a model's name."""
_ID = re.compile(
    r"(?:[a-z]{2,6}(?:-gov)?\.)?[a-z][a-z0-9]{0,30}\.[a-z][a-zA-Z0-9_-]{0,62}(?:\.[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}){0,3}"
    r"(?::[a-z0-9]{1,20}){0,2}"
)
_RESOURCE = (
    r"foundation-model/[a-z0-9][a-zA-Z0-9.:_-]{0,200}"
    r"|(?:inference-profile|application-inference-profile)/[a-zA-Z0-9][a-zA-Z0-9.:-]{0,200}"
    r"|(?:provisioned-model|imported-model|custom-model-deployment|prompt-router|default-prompt-router)/[a-zA-Z0-9.:-]{1,200}"
    r"|custom-model/[a-zA-Z0-9.:-]{1,200}(?:/[a-z0-9]{12})?"
)
_ARN = re.compile(
    rf"arn:(?P<partition>aws(?:-[a-z]{{2,4}}){{0,2}}):bedrock:(?P<region>[a-z0-9-]{{1,20}}):(?P<account>[0-9]{{12}}|):(?P<resource>{_RESOURCE})"
)
_ALIAS = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}(?:/[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}){0,2}")
_ROUTES_OF_LITELLM = frozenset(
    {"agent", "agentcore", "async_invoke", "chat_completions", "claude_platform", "converse", "converse_like", "invoke"}
    | {"mantle", "nova", "nova-2", "openai"}
)
"""Path segments by which LiteLLM leaves Converse, wherever they stand in a name."""

type NameKind = Literal["id", "arn", "alias"]


@dataclass(frozen=True)
class BedrockName:
    """A model's name in its parts: ``route`` is ``converse/``, ``invoke/`` or empty; ``region`` is that of an ARN, else empty."""

    route: str
    bare: str
    kind: NameKind
    region: str = ""


def parse_bedrock_name(name: str, home: str = "") -> BedrockName:
    """Take a name apart; ``home`` is the run's own region, which an ARN may name even if it is newer than the list.

    Raises:
        ConfigurationError: if it has none of the forms.
    """
    rest = name.removeprefix(BEDROCK_PREFIX)
    route = next((route for route in ROUTES if rest.startswith(route)), "")
    bare = rest.removeprefix(route)
    if len(bare) <= LONGEST:
        if bare.startswith("arn:"):
            return BedrockName(route, bare, "arn", _region_of_arn(name, bare, home))
        if _ID.fullmatch(bare):
            return BedrockName(route, bare, "id")
        if name.startswith(BEDROCK_PREFIX) and route != "invoke/" and _is_alias(bare):
            return BedrockName(route, bare, "alias")
    raise ConfigurationError(
        f"model {name[:LONGEST]!r} is not a name that Bedrock has; write haiku, sonnet or opus, an id such as "
        "us.anthropic.claude-haiku-4-5-20251001-v1:0, or a profile's whole ARN, with converse/ or invoke/ before it if need be."
    )


def region_of_arn(arn: str) -> str | None:
    """The region of a Bedrock ARN (with or without ``bedrock/`` and a route before it), None for anything else."""
    match = re.match(r"(?:bedrock/)?(?:converse/|invoke/)?arn:aws[a-z-]*:bedrock:([a-z0-9-]+):", arn)
    return match[1] if match else None


def _region_of_arn(name: str, arn: str, home: str) -> str:
    match = _ARN.fullmatch(arn)
    if match is None:
        raise ConfigurationError(
            f"model {name[:LONGEST]!r} is not the ARN of a Bedrock model or inference profile; write it whole, such as "
            "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123."
        )
    region, owned = match["region"], not match["resource"].startswith("foundation-model/")
    if match["partition"] not in PARTITIONS or (region not in KNOWN_REGIONS and region != home):
        raise ConfigurationError(f"model {name!r} names {region!r}, which is not a region of AWS.")
    if home and partition_of(home) != partition_of(region):
        raise ConfigurationError(
            f"model {name!r} is in another partition of AWS than {home!r}: set AWS_REGION to {region} if that is what you want."
        )
    if match["partition"] != partition_of(region) or bool(match["account"]) is not owned:
        raise ConfigurationError(f"model {name!r}: its partition, region and account do not fit together.")
    return region


def _is_alias(bare: str) -> bool:
    segments = bare.lower().split("/")
    return _ALIAS.fullmatch(bare) is not None and not any(
        segment in _ROUTES_OF_LITELLM or segment in KNOWN_REGIONS or ".." in segment for segment in segments
    )
