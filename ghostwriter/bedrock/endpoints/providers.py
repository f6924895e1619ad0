"""Addresses and keys of other providers than Bedrock.

An address comes from the environment or from a list, and not from LiteLLM out of a model's name: a provider that is not on the
list has to be given one by ``<PROVIDER>_API_BASE``.
"""

import re
from collections.abc import Mapping
from typing import Any

from ghostwriter.bedrock.credentials.resolve import PROXY_KEY
from ghostwriter.bedrock.endpoints.addresses import checked_address, first, first_set
from ghostwriter.bedrock.litellm_proxy import find_proxy, is_proxy_alias
from ghostwriter.bedrock.models.resolved_model import BEDROCK, provider_of
from ghostwriter.errors import ConfigurationError, CredentialsError
from ghostwriter.text.suggest import closest

ADDRESSES: Mapping[str, str] = {
    "anthropic": "https://api.anthropic.com",
    "cerebras": "https://api.cerebras.ai",
    "cohere": "https://api.cohere.com",
    "deepseek": "https://api.deepseek.com",
    "fireworks_ai": "https://api.fireworks.ai",
    "gemini": "https://generativelanguage.googleapis.com",
    "groq": "https://api.groq.com",
    "mistral": "https://api.mistral.ai",
    "openai": "https://api.openai.com",
    "openrouter": "https://openrouter.ai",
    "perplexity": "https://api.perplexity.ai",
    "together_ai": "https://api.together.ai",
    "xai": "https://api.x.ai",
}
"""The addresses to which LiteLLM sends a provider's requests by default; a test asks LiteLLM."""
_OTHER_KEYS: Mapping[str, tuple[str, ...]] = {
    "anthropic": ("ANTHROPIC_AUTH_TOKEN",),
    "cohere": ("CO_API_KEY",),
    "fireworks_ai": ("FIREWORKS_API_KEY", "FIREWORKSAI_API_KEY", "FIREWORKS_AI_TOKEN"),
    "gemini": ("GOOGLE_API_KEY",),
    "openrouter": ("OR_API_KEY",),
    "perplexity": ("PERPLEXITYAI_API_KEY",),
    "together_ai": ("TOGETHERAI_API_KEY", "TOGETHER_API_KEY", "TOGETHER_AI_TOKEN"),
}
"""Variables in which LiteLLM looks for a provider's key besides ``<PROVIDER>_API_KEY``."""


def address_of(model: str, env: Mapping[str, str]) -> str:
    """The address to which the requests of another provider's model go.

    Raises:
        ConfigurationError: if neither the environment nor the list has one, or a key would go over plain HTTP to another machine.
    """
    if is_proxy_alias(model):
        return find_proxy(env).address
    provider = provider_of(model)
    variables = address_variables(provider)
    if given := first_set(env, variables):
        return checked_address(*given)
    if provider not in ADDRESSES:
        near = closest(provider, [*ADDRESSES, BEDROCK])
        hint = f" (or did you mean {near!r}?)" if near else ""
        raise ConfigurationError(
            f"model {model!r}: where the provider {provider!r} is, is not known: set {variables[0]} to its address{hint}."
        )
    return ADDRESSES[provider]


def address_variables(provider: str) -> tuple[str, str]:
    """The environment variables that may hold a provider's address, as LiteLLM names them."""
    return f"{_prefix(provider)}_API_BASE", f"{_prefix(provider)}_BASE_URL"


def key_variable(model: str) -> str:
    """The environment variable that holds the key of another provider's model, as LiteLLM names it."""
    return PROXY_KEY if is_proxy_alias(model) else f"{_prefix(provider_of(model))}_API_KEY"


def require_key(model: str, env: Mapping[str, str]) -> None:
    """Refuse another provider's model without its key; a server at an address of the user's own may need none.

    Raises:
        CredentialsError: if the key is missing.
        ConfigurationError: as :func:`address_of` does.
    """
    name, provider = key_variable(model), provider_of(model)
    if address_of(model, env) == ADDRESSES.get(provider) and not first(env, [name, *_OTHER_KEYS.get(provider, ())]):
        raise CredentialsError(
            f"model {model!r} needs the key of {provider!r}: set {name}, or choose a model on Bedrock."
        )


def provider_fields(model: str, env: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an LLM that hold key and address of another provider's model."""
    if is_proxy_alias(model):
        proxy = find_proxy(env)
        return {"api_key": proxy.key, "base_url": proxy.address}
    return {"api_key": env.get(key_variable(model)), "base_url": first(env, address_variables(provider_of(model)))}


def _prefix(provider: str) -> str:
    return re.sub(r"[^A-Z0-9]", "_", provider.upper())
