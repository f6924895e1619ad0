"""Rules for the roles, blocks and tools of a conversation that the service model does not hold."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from ghostwriter.emulator.errors import invalid, refused_by_model
from ghostwriter.emulator.models import Called
from ghostwriter.emulator.rules import limits

type Message = Mapping[str, Any]


def check_conversation(called: Called, request: Mapping[str, Any]) -> None:
    """Hold a Converse request against the rules.

    Raises:
        Refusal: a ValidationException in AWS's words.
    """
    messages = request.get("messages") or []
    # What a model takes in the middle of a conversation as an instruction is nobody's turn.
    turns = [message for message in messages if message["role"] != "system"]
    _check_roles(called, turns)
    _check_blocks(messages)
    _check_tools(turns, request)
    limits.check_limits(called, request)


def _check_roles(called: Called, turns: Sequence[Message]) -> None:
    # Claude is asked to continue where an assistant began: recorded traffic shows that AWS lets it.
    if not turns or (turns[0]["role"] != "user" and not called.is_claude):
        raise invalid(
            "A conversation must start with a user message. "
            "Try again with a conversation that starts with a user message."
        )
    if any(before["role"] == after["role"] for before, after in itertools.pairwise(turns)):
        raise invalid(
            "A conversation must alternate between user and assistant roles. Make sure the conversation alternates "
            "between user and assistant roles and try again."
        )
    if turns[-1]["role"] != "user" and called.facts.get("supports_assistant_prefill") is False:
        raise refused_by_model(
            "This model does not support assistant message prefill. The conversation must end with a user message."
        )


def _check_blocks(messages: Sequence[Message]) -> None:
    for number, message in enumerate(messages):
        if not message["content"]:
            raise invalid(
                f"The content field in the Message object at messages.{number} is empty. "
                "Add a ContentBlock object to the content field and try again."
            )
        for place, block in enumerate(message["content"]):
            # A blank text is refused where it stands alone, and let pass between others.
            blank = block.get("text") == "" or (len(message["content"]) == 1 and not block.get("text", "x").strip())
            if blank:
                raise invalid(
                    f"The text field in the ContentBlock object at messages.{number}.content.{place} is blank. "
                    "Add text to the text field, and try again."
                )


def _check_tools(turns: Sequence[Message], request: Mapping[str, Any]) -> None:
    used = any("toolUse" in block or "toolResult" in block for turn in turns for block in turn["content"])
    if used and not request.get("toolConfig"):
        raise invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.")
    asked: set[str] = set()
    for number, turn in enumerate(turns):
        results = [block["toolResult"]["toolUseId"] for block in turn["content"] if "toolResult" in block]
        missing = asked.difference(results)
        if missing:
            ids = ", ".join(sorted(missing))
            raise invalid(f"Expected toolResult blocks at messages.{number}.content for the following Ids: {ids}")
        if set(results) - asked - _served(turn):
            raise invalid(
                f"The number of toolResult blocks at messages.{number}.content exceeds "
                "the number of toolUse blocks of previous turn."
            )
        asked = _tool_uses(turn) - _served(turn)


def _tool_uses(turn: Message) -> set[str]:
    return {block["toolUse"]["toolUseId"] for block in turn["content"] if "toolUse" in block}


def _served(turn: Message) -> set[str]:
    """The tools that the service runs itself (code, web search): it answers them in the same message."""
    uses = (block["toolUse"] for block in turn["content"] if "toolUse" in block)
    return {use["toolUseId"] for use in uses if use.get("type") == "server_tool_use"}
