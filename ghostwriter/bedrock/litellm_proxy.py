"""The two ways to Bedrock through a LiteLLM proxy, which then holds the AWS keys, and their limits.

``litellm_proxy/<alias>`` asks the proxy's own chat API. ``bedrock/<alias>`` with an endpoint that ends in ``/bedrock`` goes
through the proxy's pass-through: Bedrock's own protocol, with the proxy's virtual key as bearer token.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ghostwriter.bedrock.credentials.resolve import BEARER, PROXY_KEY, AccessKeys
from ghostwriter.bedrock.endpoints.addresses import checked_address
from ghostwriter.errors import ConfigurationError

if TYPE_CHECKING:
    from ghostwriter.bedrock.connection import Access
    from ghostwriter.bedrock.models.resolved_model import ResolvedModel

PROXY_PREFIX = "litellm_proxy/"
ADDRESS = "LITELLM_PROXY_API_BASE"


@dataclass(frozen=True)
class Caveat:
    """A limit that users may not expect, and what to do about it."""

    found: str
    remedy: str

    def __str__(self) -> str:
        """Both in one line."""
        return f"{self.found}; {self.remedy}"


GUARDRAILS = Caveat(
    "the endpoint is a LiteLLM proxy's Bedrock pass-through, where an alias's guardrailConfig and its guardrails of mode "
    "during_call do not apply",
    "set GHOSTWRITER_GUARDRAIL, or use litellm_proxy/<alias>",
)
SIGNED = Caveat(
    "IAM keys sign the requests to a LiteLLM proxy, which asks for its own virtual key", f"set {BEARER} to that key"
)


@dataclass(frozen=True)
class Proxy:
    """A LiteLLM proxy's address and virtual key."""

    address: str
    key: str = field(repr=False)


def is_proxy_alias(model: str) -> bool:
    """Check for an alias behind a LiteLLM proxy's chat API."""
    return model.startswith(PROXY_PREFIX)


def find_proxy(env: Mapping[str, str]) -> Proxy:
    """The proxy in ``env``; blank values count as absent, and the ``/v1`` of an OpenAI-style address may stay.

    Raises:
        ConfigurationError: if address or key is missing, or the key would go over plain HTTP to another machine.
    """
    address, key = env.get(ADDRESS, "").strip(), env.get(PROXY_KEY, "").strip()
    missing = [name for name, value in ((ADDRESS, address), (PROXY_KEY, key)) if not value]
    if missing:
        raise ConfigurationError(
            f"{PROXY_PREFIX}... models need {' and '.join(missing)}: the LiteLLM proxy's address (http://127.0.0.1:4000) and a "
            "virtual key of its."
        )
    # OpenHands looks for the proxy's /v1/model/info below the bare address.
    return Proxy(checked_address(ADDRESS, address).removesuffix("/v1").rstrip("/"), key)


def caveats(models: Iterable["ResolvedModel"], access: "Access") -> list[Caveat]:
    """The limits of calling ``models``, none of which has a guardrail of Ghostwriter's own, by ``access``."""
    if not access.through_proxy or not any(model.on_bedrock for model in models):
        return []
    return [GUARDRAILS, SIGNED] if isinstance(access.credentials, AccessKeys) else [GUARDRAILS]
