"""Which models answer here, and what each of them can take; from LiteLLM's map, never from a table of our own."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from ghostwriter.bedrock.catalogue import ModelCard, card, model_map, scopes_of
from ghostwriter.emulator.refusals import invalid, on_demand

_SCOPE = re.compile(r"^(?:global|us-gov|us|eu|jp|au|apac|ca)\.")
_ARN = re.compile(
    r"^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{0,12}:"
    r"(?P<kind>[a-z-]+)/(?P<id>.+)$"
)
_LETS_ONLY_PROFILES_IN = "anthropic.claude-"
_STILL_ON_DEMAND = re.compile(
    r"^anthropic\.claude-(?:v1|v2|instant|3-(?:haiku|sonnet|opus)|3-5-(?:sonnet-20240620|haiku))"
)


@dataclass(frozen=True)
class Called:
    """The model that a request is for: its id as called, and what is known of it (None for a profile of one's own)."""

    id: str
    card: ModelCard | None

    @property
    def is_claude(self) -> bool:
        """Whether Claude's own rules hold (for an application profile nobody can tell)."""
        return "anthropic.claude" in self.id


def find_model(encoded: str, *, profile_needed: bool = True) -> Called:
    """The model that a path names.

    Raises:
        Refusal: if there is none of that id, or it can only be called through an inference profile.
    """
    identifier = unquote(encoded)
    arn = _ARN.match(identifier)
    if arn and arn["kind"] in {"application-inference-profile", "prompt", "provisioned-model", "imported-model"}:
        return Called(identifier, None)
    name = arn["id"] if arn else identifier
    bare = _SCOPE.sub("", name)
    found = card(name) or card(bare) or _any_version(bare)
    if found is None or not found.litellm_provider.startswith("bedrock"):
        raise invalid("The provided model identifier is invalid.")
    if profile_needed and name == bare and _needs_a_profile(bare):
        raise on_demand(identifier)
    if name != bare and name not in model_map() and scopes_of(bare):
        raise invalid("The provided model identifier is invalid.")
    return Called(name, found)


def _any_version(bare: str) -> ModelCard | None:
    """An id without its version number, such as anthropic.claude-v2."""
    versioned = next((known for known in model_map() if known.startswith(f"{bare}:")), None)
    return card(versioned) if versioned else None


def _needs_a_profile(bare: str) -> bool:
    return bare.startswith(_LETS_ONLY_PROFILES_IN) and not _STILL_ON_DEMAND.match(bare)
