"""Resolved models and their providers: one frozen object for the names of a model, made once where settings are resolved.

A provider is read from a model's name alone; its address never is.
"""

import re
from dataclasses import dataclass

from ghostwriter.bedrock.models.catalog import ALIASES, entry_of, is_bedrock
from ghostwriter.errors import ConfigurationError
from ghostwriter.text.suggest import did_you_mean

BEDROCK = "bedrock"
_NAME = re.compile(
    r"(?:(?P<provider>[a-z][a-z0-9_-]{0,39})/)?(?P<model>[A-Za-z0-9](?:[A-Za-z0-9._@#-]|:(?!/)|/(?![/.])){0,199})"
)


@dataclass(frozen=True)
class ResolvedModel:
    """A model: ``asked`` is its name as somebody wrote it, ``id`` the LiteLLM id that is called, with inference profile.

    ``canonical`` is the id under which prices, limits and capabilities are looked up: the model behind an alias or an ARN where
    ``canonical_model`` names it, else the same id. ``provider`` is ``bedrock`` or another provider of LiteLLM's.
    """

    asked: str
    id: str
    canonical: str
    provider: str

    @property
    def on_bedrock(self) -> bool:
        """True for a model on Bedrock, False for one of another provider or behind a LiteLLM proxy's chat API."""
        return self.provider == BEDROCK


def provider_of(model: str) -> str:
    """The provider of a model: ``bedrock``, what stands before the first slash, or what LiteLLM's map says of a bare name.

    Raises:
        ConfigurationError: if the name has another form, such as one that holds an address, or is unknown.
    """
    name = model.strip()
    if is_bedrock(name):
        return BEDROCK
    match = _NAME.fullmatch(name)
    if match is None:
        raise ConfigurationError(
            f"model {model[:200]!r} is not a model's name: write haiku, sonnet or opus, a Bedrock id, or PROVIDER/MODEL. Where a "
            "provider is comes from the environment alone."
        )
    provider = match["provider"] or (entry_of(name) or {}).get("litellm_provider")
    if not provider:
        hint = did_you_mean(name, ALIASES, "write haiku, sonnet or opus, a Bedrock id, or PROVIDER/MODEL.")
        raise ConfigurationError(f"model {name!r} is not known; {hint}")
    return str(provider).partition("-language-models")[0]
