"""Models of other providers than Bedrock: who the provider is, and at which address its requests arrive.

The address is settled here, from the environment or from a list, and not by LiteLLM out of a model's name: a provider that is
not on the list has to be given one by ``<PROVIDER>_API_BASE``.
"""

import re
from collections.abc import Iterable, Mapping

from ghostwriter.bedrock.credentials.resolve import PROXY_KEY
from ghostwriter.bedrock.endpoints.addresses import checked_address
from ghostwriter.bedrock.endpoints.provider_addresses import ADDRESSES
from ghostwriter.bedrock.litellm_proxy import find_proxy, is_proxy_alias
from ghostwriter.bedrock.models.catalog import is_bedrock
from ghostwriter.bedrock.models.provider_names import BEDROCK, provider_of
from ghostwriter.errors import ConfigurationError
from ghostwriter.text.suggest import closest


def address_of(model: str, env: Mapping[str, str]) -> str:
    """The address to which the requests of another provider's model go.

    Raises:
        ConfigurationError: if neither the environment nor the list has one, or a key would go over plain HTTP to another machine.
    """
    if is_proxy_alias(model):
        return find_proxy(env).address
    provider = provider_of(model)
    variables = address_variables(provider)
    for name in variables:
        if given := env.get(name, "").strip():
            return checked_address(name, given)
    if provider not in ADDRESSES:
        near = closest(provider, [*ADDRESSES, BEDROCK])
        hint = f" (or did you mean {near!r}?)" if near else ""
        raise ConfigurationError(
            f"model {model!r}: where the provider {provider!r} is, is not known: set {variables[0]} to its address{hint}."
        )
    return ADDRESSES[provider]


def address_variables(provider: str) -> tuple[str, str]:
    """The environment variables that may hold a provider's address, as LiteLLM names them."""
    return f"{_variable(provider)}_API_BASE", f"{_variable(provider)}_BASE_URL"


def key_variable(model: str) -> str:
    """The environment variable that holds the key of another provider's model, as LiteLLM names it."""
    return PROXY_KEY if is_proxy_alias(model) else f"{_variable(provider_of(model))}_API_KEY"


def _variable(provider: str) -> str:
    return re.sub(r"[^A-Z0-9]", "_", provider.upper())


def require_addresses(models: Iterable[str], env: Mapping[str, str]) -> None:
    """Settle where every model of another provider is asked, before anything is loaded or sent.

    Raises:
        ConfigurationError: as ``address_of`` does.
    """
    for model in models:
        if not is_bedrock(model):
            address_of(model, env)
