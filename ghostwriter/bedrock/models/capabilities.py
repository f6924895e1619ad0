"""What a model can do, as far as it decides how it is asked: tools, streams, prompt caching, thinking, the route.

What LiteLLM's map says of a model holds. On two things it is silent: which families cannot stream a tool call, which AWS lists in
its user guide ("Supported models and model features"), and Cohere's Command R, which the map does not know under Bedrock at all.
"""

from dataclasses import dataclass

from ghostwriter.bedrock.models.catalog import card
from ghostwriter.bedrock.models.inference_profiles import bare_id
from ghostwriter.errors import ConfigurationError

_STREAMS_TOOLS = ("anthropic.claude", "amazon.nova")
_COMMAND_R = "cohere.command-r-"


@dataclass(frozen=True)
class Features:
    """How a model is asked.

    ``tools``: it calls tools itself, else the tools are described in the prompt and its calls are read from its text.
    ``streams_tools``: its calls can be streamed. ``thinks``: it takes an effort; ``budgets``: a thinking budget as well.
    ``by_converse``: it has to be asked through Converse, with its tools let through by hand, because LiteLLM does not know it.
    ``max_output_tokens`` is what one answer can hold, None where nobody says.
    """

    tools: bool = True
    streams_tools: bool = False
    caches: bool = True
    thinks: bool = True
    budgets: bool = True
    by_converse: bool = False
    max_output_tokens: int | None = None


def features_of(model: str) -> Features:
    """The features of a LiteLLM id; of what hides behind an ARN or an alias it is taken that it calls tools and never streams."""
    bare = bare_id(model)
    if bare.startswith(_COMMAND_R):
        return Features(caches=False, thinks=False, budgets=False, by_converse=True, max_output_tokens=4_000)
    known, streams_tools = card(model) or card(bare), bare.startswith(_STREAMS_TOOLS)
    if known is None:
        return Features(streams_tools=streams_tools)
    return Features(
        tools=known.supports_function_calling,
        streams_tools=streams_tools,
        caches=known.supports_prompt_caching,
        thinks=known.supports_reasoning,
        budgets=known.supports_reasoning and bare.startswith("anthropic.claude"),
        max_output_tokens=known.max_output_tokens,
    )


SMALLEST_CONTEXT = 16_384
"""Tokens: below it a prompt, its source and the answer have no room; OpenHands refuses such models as well."""


def require_room(model: str) -> None:
    """See that a model can read enough at once.

    Raises:
        ConfigurationError: if it is known that it cannot.
    """
    known = card(model)
    if known is not None and known.max_input_tokens is not None and known.max_input_tokens < SMALLEST_CONTEXT:
        raise ConfigurationError(
            f"model {model!r} reads {known.max_input_tokens:,} tokens at once, and Ghostwriter's prompts need "
            f"{SMALLEST_CONTEXT:,}; `ghostwriter models FILTER` lists others."
        )
