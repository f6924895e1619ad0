"""Cache points of a request.

A cache is read only if everything before its point is the same: tools, system prompt, first blocks of the first message. The
stages that share material put it into a block of its own at the top of their first message (see ``prompts/``), and the
point goes to the end of that block. What one call alone reads is not marked: writing a cache costs a quarter more than
reading nothing from it. Only from a conversation's second call on, which repeats all of the first, its end is marked too.
"""

from collections.abc import Sequence
from typing import Any

type ChatMessage = dict[str, Any]

_MARK = "cache_control"
_AFTER_GUARDED = "(The material above is shared; the task follows.)"
"""A guarded block cannot carry a cache point, so a short plain one after it does."""


def place_cache_points(messages: Sequence[ChatMessage], ttl: str | None, *, guarded: bool = False) -> list[ChatMessage]:
    """Copies of LiteLLM's chat messages with the cache points where they belong; ``ttl`` None places none.

    With ``guarded`` the text of the first message is marked as what a guardrail is to judge.
    """
    placed = [_without_marks(message) for message in messages]
    users = [message for message in placed if message["role"] == "user"]
    mark: dict[str, str] = {"type": "ephemeral"} | ({"ttl": ttl} if ttl and ttl != "5m" else {})
    if users and isinstance(users[0].get("content"), list):
        blocks = users[0]["content"]
        shared = len(blocks) > 1 and ttl is not None
        if guarded:
            blocks[:] = [_guarded(block) for block in blocks]
            if shared:
                blocks.insert(1, {"type": "text", "text": _AFTER_GUARDED, _MARK: mark})
        elif shared:
            blocks[0][_MARK] = mark
    if ttl is not None and any(message["role"] == "assistant" for message in placed):
        _mark_end(placed[-1], mark)
    return placed


def _without_marks(message: ChatMessage) -> ChatMessage:
    copy = {key: value for key, value in message.items() if key != _MARK}
    if isinstance(copy.get("content"), list):
        copy["content"] = [{key: value for key, value in block.items() if key != _MARK} for block in copy["content"]]
    return copy


def _guarded(block: dict[str, Any]) -> dict[str, Any]:
    return {"type": "guarded_text", "text": block["text"]} if block.get("type") == "text" else block


def _mark_end(message: ChatMessage, mark: dict[str, str]) -> None:
    """A tool's result carries its mark on the message, anything else on its last block."""
    if message["role"] == "tool" or not isinstance(message.get("content"), list):
        message[_MARK] = mark
    elif message["content"]:
        message["content"][-1][_MARK] = mark
