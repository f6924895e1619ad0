"""Calls of tools: the most that an answer may hold, and the order of their results.

Bedrock wants it right behind the calls that it answers. Where one answer of a model holds calls that can be carried out beside
others that cannot (a tool that is none, an argument of the wrong type), OpenHands refuses the latter at once and puts the rest
behind all of them. Such a request is refused as a whole, and the model, which could do better, is never asked again.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any

from ghostwriter.bedrock.http.prompt_caching import ChatMessage
from ghostwriter.errors import ModelUnavailable

MOST_CALLS = 50
"""In one answer. There is one file to write; each call is carried out, kept, and sent back with every request that follows."""


def refuse_too_many_calls(response: Any, model: str) -> None:
    """Let an answer pass whose calls can be carried out one by one.

    Raises:
        ModelUnavailable: if there are more than anybody needs who has one file to write.
    """
    count = max((len(choice.message.tool_calls or ()) for choice in response.choices), default=0)
    if count > MOST_CALLS:
        raise ModelUnavailable(
            f"{model} calls its tool {count:,} times in one answer, where {MOST_CALLS} are more than enough.",
            advice="Run the same command again, or use another model for this stage.",
            falls_back=True,
        )


def behind_their_calls(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """LiteLLM's chat messages with each tool message moved behind the message that holds its call; none is lost."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for place, message in enumerate(messages):
        if message["role"] == "tool":
            waiting[message["tool_call_id"]].append(place)
    return [messages[place] for place in _order(messages, waiting)]


def _order(messages: Sequence[ChatMessage], waiting: dict[str, deque[int]]) -> Iterator[int]:
    """The places of the messages, in the order in which they are sent; an id may be used again by a later call."""
    sent: set[int] = set()
    for place, message in enumerate(messages):
        if place in sent:
            continue
        if message["role"] == "tool":
            waiting[message["tool_call_id"]].remove(place)
        sent.add(place)
        yield place
        for call in message.get("tool_calls") or ():
            if answers := waiting[call["id"]]:
                sent.add(answers[0])
                yield answers.popleft()
