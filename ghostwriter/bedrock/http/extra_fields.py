"""Checks of additional model request fields, none of which may send LiteLLM or the model's provider to an address."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ghostwriter.errors import ConfigurationError

EXTRA_FIELDS = "additional_model_request_fields"
KNOWN_FIELDS = frozenset({
    "anthropic_beta", "frequency_penalty", "inferenceConfig", "k", "min_p", "output_config", "p", "preamble",
    "presence_penalty", "random_seed", "reasoningConfig", "reasoning_config", "reasoning_effort", "repetition_penalty",
    "safe_prompt", "safety_mode", "seed", "stop", "stop_sequences", "textGenerationConfig", "thinking", "top_k", "topK",
    "top_p", "topP", "verbosity",
})  # fmt: skip
"""Fields of Claude, Nova, Cohere, Mistral, Llama, Qwen, DeepSeek and gpt-oss (AWS's documentation) that any file may set."""
_ACTED_ON_BY_LITELLM = frozenset({
    "base_url", "callbacks", "deployment_id", "extra_body", "extra_headers", "failure_callback", "function_call",
    "functions", "input_callback", "max_completion_tokens", "max_tokens", "messages", "model", "stream",
    "stream_options", "success_callback", "timeout", "tool_choice", "tools",
})  # fmt: skip
_OF_ACCESS = ("aws_", "litellm_", "vertex_", "azure_")
_WORDS_OF_ADDRESSES = frozenset({
    "callback", "callbacks", "connector", "connectors", "endpoint", "endpoints", "host", "hosts", "mcp", "server",
    "servers", "uri", "uris", "url", "urls", "webhook", "webhooks",
})  # fmt: skip
"""Words of a field's name."""
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")
_ADDRESS = re.compile(r"[a-z0-9+.-]:/|^//", re.IGNORECASE)
_FREE_TEXT = frozenset({"preamble", "stop", "stop_sequences"})
"""Fields whose values are text; those of all others are numbers, switches and plain names."""
_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_LIMITS = re.compile(
    r"max_?(?:new_?|gen_?)?(?:tokens?|len|length)(?:_?count|_?to_?sample)?|num_?(?:results|generations)", re.IGNORECASE
)


def require_fields_of_a_model(fields: Mapping[str, Any]) -> None:
    """Refuse fields that LiteLLM would act on itself, and those that hold addresses, which the model's provider would call.

    Raises:
        ConfigurationError: naming the first.
    """
    from ghostwriter.bedrock.sdk import all_litellm_params  # noqa: PLC0415  (it imports LiteLLM, which takes seconds)

    require_no_addresses(fields)
    for name in fields:
        known = name.lower()
        if known in _ACTED_ON_BY_LITELLM or known in all_litellm_params or known.startswith(_OF_ACCESS):
            raise ConfigurationError(
                f"{EXTRA_FIELDS}: {name!r} is a parameter of LiteLLM's and not of a model; addresses, keys and the like come "
                "from the environment. Take it out."
            )


def require_no_addresses(fields: Mapping[str, Any]) -> None:
    """Refuse fields by which a request would lead elsewhere, such as ``mcp_servers``, or cost more, however deep they stand.

    Raises:
        ConfigurationError: naming the first.
    """
    for path, value in _leaves(fields, ""):
        leads = any(word.lower() in _WORDS_OF_ADDRESSES for word in _WORD.findall(path))
        if leads or (isinstance(value, str) and _ADDRESS.search(value)):
            raise ConfigurationError(
                f"{EXTRA_FIELDS}: {path!r} holds an address, or what leads to one: a model is sent nowhere from here. "
                "Take it out."
            )
        if _LIMITS.fullmatch(path.rpartition(".")[2]):
            raise ConfigurationError(
                f"{EXTRA_FIELDS}: {path!r} would pass by the budget, which is kept by max_output_tokens: set that instead."
            )


def require_known_fields(fields: object, where: str) -> None:
    """Refuse fields that are not on the list, for a file that may have come with a brief.

    Raises:
        ConfigurationError: naming the first, and where it stands.
    """
    given = fields if isinstance(fields, Mapping) else {}
    for path, value in _leaves(given, ""):
        if isinstance(value, str) and path.split(".")[0] not in _FREE_TEXT and not _PLAIN.fullmatch(value):
            raise ConfigurationError(f"{where}: {path!r} is {value[:80]!r}, which is not a plain name. Take it out.")
    for name in given:
        if name not in KNOWN_FIELDS:
            raise ConfigurationError(
                f"{where}: {name!r} is not a field that such a file may set (it may have come with a brief); set it in the "
                "environment: export GHOSTWRITER_ADDITIONAL_MODEL_REQUEST_FIELDS=..."
            )


def _leaves(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Every value that is no mapping or list, by its keys with dots between them."""
    if isinstance(value, Mapping):
        for name, inside in value.items():
            yield from _leaves(inside, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from _leaves(inside, path)
    else:
        yield path, value
