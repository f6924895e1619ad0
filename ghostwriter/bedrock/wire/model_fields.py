"""Fields for the model alone: what is passed on unseen must not be a word to LiteLLM, where a request goes for instance."""

from collections.abc import Mapping
from typing import Any

from ghostwriter.errors import ConfigurationError
from ghostwriter.sdk import all_litellm_params

_MESSAGE = (
    "additional_model_request_fields: {name!r} is a parameter of LiteLLM's and not of a model; addresses, keys and the like "
    "come from the environment. Take it out."
)
_OTHERS = frozenset(
    {"base_url", "callbacks", "deployment_id", "extra_body", "extra_headers", "failure_callback", "function_call"}
    | {"functions", "input_callback", "max_completion_tokens", "max_tokens", "messages", "model", "stream"}
    | {"stream_options", "success_callback", "timeout", "tool_choice", "tools"}
)
_OF_ACCESS = ("aws_", "litellm_", "vertex_", "azure_")


def require_fields_of_a_model(fields: Mapping[str, Any]) -> None:
    """See to it that every field is one that LiteLLM passes on.

    Raises:
        ConfigurationError: naming the first that it would act on itself.
    """
    for name in fields:
        known = name.lower()
        if known in _OTHERS or known in all_litellm_params or known.startswith(_OF_ACCESS):
            raise ConfigurationError(_MESSAGE.format(name=name))
