"""Features that a family of models lacks, refused in AWS's words: tools, streams, system prompts, cache points.

Tools and caching are in LiteLLM's map. The rest is AWS's user guide's table of "Supported models and model features", and the
messages are those that public reports of such refusals quote.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ghostwriter.emulator.errors import access_denied, invalid
from ghostwriter.emulator.models import Called

_STREAM_TOOLS = ("anthropic.claude", "amazon.nova", "ai21.jamba-1-5")
_TAKE_NO_STATUS = ("writer.palmyra",)
_TAKE_NO_SYSTEM_PROMPT = (
    "amazon.titan-text",
    "cohere.command-text",
    "cohere.command-light",
    "mistral.mistral-7b",
    "mistral.mixtral",
)


def check_capabilities(called: Called, request: Mapping[str, Any], *, streaming: bool) -> None:
    """Check a Converse request against what its model's family can do; unknown for an application profile.

    Raises:
        Refusal: a ValidationException, or AccessDeniedException for cache points, in AWS's words.
    """
    if not called.facts:
        return
    family, tools = called.bare_id, request.get("toolConfig") or {}
    if request.get("system") and family.startswith(_TAKE_NO_SYSTEM_PROMPT):
        raise invalid(
            "This model doesn't support system messages. "
            "Try again without a system message or use a model that supports system messages."
        )
    if tools and not called.facts.get("supports_function_calling"):
        raise invalid("This model doesn't support tool use.")
    if tools and streaming and not family.startswith(_STREAM_TOOLS):
        raise invalid("This model doesn't support tool use in streaming mode.")
    choice = next(iter(tools.get("toolChoice") or {"auto": {}}))
    if choice != "auto" and called.facts.get("supports_tool_choice") is False:
        field = f"toolConfig.toolChoice.{choice}"
        raise invalid(f"This model doesn't support the {field} field. Remove {field} and try again.")
    if family.startswith(_TAKE_NO_STATUS) and any("status" in result for result in _tool_results(request)):
        raise invalid("This model doesn't support the status field. Remove status and try again.")
    if not called.facts.get("supports_prompt_caching") and '"cachePoint"' in json.dumps(request):
        raise access_denied(
            "AccessDeniedException",
            "You invoked an unsupported model or your request did not allow prompt caching. See the documentation for "
            "more information.",
        )


def _tool_results(request: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for message in request.get("messages") or []:
        yield from (block["toolResult"] for block in message["content"] if "toolResult" in block)
