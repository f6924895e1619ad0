"""A resolved model: one frozen object for the names of a model, made once where the settings are resolved."""

from dataclasses import dataclass

from ghostwriter.bedrock.models.provider_names import BEDROCK


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
