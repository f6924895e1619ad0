"""What Bedrock refuses although it fits the service model: the rules of conversations, thinking and limits."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ghostwriter.emulator.models import Called
from ghostwriter.emulator.refusals import invalid
from ghostwriter.emulator.tokens import count

MOST_CACHE_POINTS = 4
SMALLEST_THINKING_BUDGET = 1024


def check(called: Called, request: Mapping[str, Any]) -> None:
    """Hold a Converse request against the rules.

    Raises:
        Refusal: a ValidationException in AWS's words.
    """
    messages = request.get("messages", [])
    _turns(messages)
    _tools(messages, request)
    _cache_points(request)
    if called.is_claude:
        _thinking(request)
    _limits(called, request)


def _turns(messages: Sequence[Mapping[str, Any]]) -> None:
    for before, after in pairwise(messages):
        if before["role"] == after["role"]:
            raise invalid(
                "A conversation must alternate between user and assistant roles. Make sure the conversation alternates "
                "between user and assistant roles and try again."
            )
    for message in messages:
        if not message["content"]:
            raise invalid(
                "The content field in the Message object is empty. Add a ContentBlock object to the content field and try again."
            )
        if any(block.get("text") == "" for block in message["content"]):
            raise invalid(
                "The text field in the ContentBlock object is blank. Add text to the text field, and try again."
            )


def _tools(messages: Sequence[Mapping[str, Any]], request: Mapping[str, Any]) -> None:
    used = [
        block for message in messages for block in message["content"] if "toolUse" in block or "toolResult" in block
    ]
    if used and not request.get("toolConfig"):
        raise invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.")
    asked: set[str] = set()
    for message in messages:
        asked |= {use["toolUseId"] for use in _uses(message) if message["role"] == "assistant" and _is_served(use)}
        given = {block["toolResult"]["toolUseId"] for block in message["content"] if "toolResult" in block}
        if message["role"] == "user" and (asked - given):
            raise invalid(f"Expected toolResult blocks for the following Ids: {', '.join(sorted(asked - given))}")
        if given - asked:
            raise invalid(
                "The number of toolResult blocks exceeds the number of toolUse blocks of previous turn. "
                f"Unexpected ids: {', '.join(sorted(given - asked))}"
            )
        asked = {use["toolUseId"] for use in _uses(message) if not _is_served(use)}


def _uses(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [block["toolUse"] for block in message["content"] if "toolUse" in block]


def _is_served(use: Mapping[str, Any]) -> bool:
    """What the service runs by itself (web grounding, code) it also answers by itself, in the same message."""
    return use.get("type") == "server_tool_use"


def _cache_points(request: Mapping[str, Any]) -> None:
    pieces = [
        *request.get("toolConfig", {}).get("tools", []),
        *request.get("system", []),
        *(block for message in request.get("messages", []) for block in message["content"]),
    ]
    points = sum("cachePoint" in piece for piece in pieces)
    if points > MOST_CACHE_POINTS:
        raise invalid(f"A maximum of {MOST_CACHE_POINTS} blocks with cache_control may be provided. Found {points}.")


def _thinking(request: Mapping[str, Any]) -> None:
    config = request.get("inferenceConfig", {})
    thinking = (request.get("additionalModelRequestFields") or {}).get("thinking")
    if not isinstance(thinking, Mapping) or thinking.get("type") != "enabled":
        return
    budget = thinking.get("budget_tokens", 0)
    if budget < SMALLEST_THINKING_BUDGET:
        raise _model_says(
            f"thinking.enabled.budget_tokens: Input should be greater than or equal to {SMALLEST_THINKING_BUDGET}"
        )
    if budget >= config.get("maxTokens", budget + 1):
        raise _model_says("`max_tokens` must be greater than `thinking.budget_tokens`.")
    if config.get("temperature", 1) != 1:
        raise _model_says("`temperature` may only be set to 1 when thinking is enabled.")


def _limits(called: Called, request: Mapping[str, Any]) -> None:
    if called.card is None:
        return
    wanted = request.get("inferenceConfig", {}).get("maxTokens")
    most = called.card.max_output_tokens
    if wanted and most and wanted > most:
        raise invalid(
            f"The maximum tokens you requested exceeds the model limit of {most}. "
            "Try again with a maximum tokens value that is lower than the model limit."
        )
    context = called.card.max_input_tokens
    if context and count(request.get("messages", [])) > context:
        raise invalid("Input is too long for requested model.")


def _model_says(message: str) -> Exception:
    return invalid(f"The model returned the following errors: {message}")
