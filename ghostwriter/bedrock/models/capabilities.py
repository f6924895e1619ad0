"""Capabilities of a model, as far as they decide how it is called: tools, streams, prompt caching, thinking, the route.

They are read from LiteLLM's map. On two things it is silent: which families cannot stream a tool call, which AWS lists in its
user guide ("Supported models and model features"), and Cohere's Command R, which the map does not know under Bedrock at all.
"""

from dataclasses import dataclass

from ghostwriter.bedrock.models.catalog import card
from ghostwriter.bedrock.models.inference_profiles import bare_id
from ghostwriter.errors import ConfigurationError

_STREAMS_TOOLS = ("anthropic.claude", "amazon.nova")
_COMMAND_R = "cohere.command-r-"
SMALLEST_CONTEXT = 16_384
"""Tokens: below it a prompt, its source and the answer have no room; OpenHands refuses such models as well."""


@dataclass(frozen=True)
class Capabilities:
    """The capabilities of a model.

    ``tools``: it calls tools itself, else the tools are described in the prompt and its calls are read from its text.
    ``streams_tools``: its calls can be streamed. ``thinks``: it takes an effort; ``thinking_budgets``: a budget as well.
    ``by_converse``: it has to be called through Converse, with its tools allowed by us, because LiteLLM does not know it.
    ``max_output_tokens``: the most that one answer can hold, None where it is not known.
    """

    tools: bool = True
    streams_tools: bool = False
    caches: bool = True
    thinks: bool = True
    thinking_budgets: bool = True
    by_converse: bool = False
    max_output_tokens: int | None = None


def capabilities_of(model: str) -> Capabilities:
    """The capabilities of a LiteLLM id; a model behind an unexplained ARN or alias is taken to call tools and never to stream."""
    bare = bare_id(model)
    if bare.startswith(_COMMAND_R):
        return Capabilities(
            caches=False, thinks=False, thinking_budgets=False, by_converse=True, max_output_tokens=4_000
        )
    known, streams_tools = card(model) or card(bare), bare.startswith(_STREAMS_TOOLS)
    if known is None:
        return Capabilities(streams_tools=streams_tools)
    return Capabilities(
        tools=known.supports_function_calling,
        streams_tools=streams_tools,
        caches=known.supports_prompt_caching,
        thinks=known.supports_reasoning,
        thinking_budgets=known.supports_reasoning and bare.startswith("anthropic.claude"),
        max_output_tokens=known.max_output_tokens,
    )


def require_context_window(model: str) -> None:
    """Refuse a model that cannot read enough at once.

    Raises:
        ConfigurationError: if it is known that it cannot.
    """
    known = card(model)
    if known is not None and known.max_input_tokens is not None and known.max_input_tokens < SMALLEST_CONTEXT:
        raise ConfigurationError(
            f"model {model!r} reads {known.max_input_tokens:,} tokens at once, and Ghostwriter's prompts need "
            f"{SMALLEST_CONTEXT:,}; `ghostwriter models FILTER` lists others."
        )
