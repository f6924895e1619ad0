"""The rules that the service model cannot express, each in AWS's words."""

from typing import Any

import pytest

from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.models import find_model
from ghostwriter.emulator.rules.conversation import check_conversation
from tests.emulator.conftest import HAIKU

TOOLS = {"tools": [{"toolSpec": {"name": "note", "inputSchema": {"json": {}}}}]}
OPUS = "us.anthropic.claude-opus-4-7"
NOVA = "us.amazon.nova-micro-v1:0"


def user(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"role": "user", "content": list(blocks) or [{"text": "Hello?"}]}


def assistant(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"role": "assistant", "content": list(blocks) or [{"text": "Hello."}]}


def use(key: str, **more: str) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": key, "name": "note", "input": {}, **more}}


def result(key: str) -> dict[str, Any]:
    return {"toolResult": {"toolUseId": key, "content": [{"text": "done"}]}}


def point(ttl: str | None = None) -> dict[str, Any]:
    return {"cachePoint": {"type": "default"} | ({"ttl": ttl} if ttl else {})}


def thinking(**settings: Any) -> dict[str, Any]:
    return {"additionalModelRequestFields": {"thinking": {"type": "enabled", **settings}}}


@pytest.mark.parametrize(
    ("model", "request_"),
    [
        (HAIKU, {"messages": [user(), assistant(), user()]}),
        (HAIKU, {"messages": [assistant(), user()]}),
        (HAIKU, {"messages": [user(), assistant()]}),
        (
            HAIKU,
            {"messages": [user(), assistant(use("1"), use("2")), user(result("2"), result("1"))], "toolConfig": TOOLS},
        ),
        (
            HAIKU,
            {
                "messages": [user(), assistant(use("1", type="server_tool_use"), result("1")), user()],
                "toolConfig": TOOLS,
            },
        ),
        (HAIKU, {"messages": [user(), assistant(use("1"))], "toolConfig": TOOLS}),
        (HAIKU, {"messages": [user({"text": "a"}, {"text": "\n"})]}),
        (HAIKU, {"messages": [user()], "inferenceConfig": {"maxTokens": 64_000}}),
        (HAIKU, {"messages": [user()], "inferenceConfig": {"maxTokens": 1_025}} | thinking(budget_tokens=1_024)),
        (HAIKU, {"messages": [user()], "inferenceConfig": {"temperature": 1}} | thinking(budget_tokens=1_024)),
        (HAIKU, {"messages": [user(point("1h"), {"text": "a"}, point("5m"), point())]}),
        (NOVA, {"messages": [user()], "additionalModelRequestFields": {"whatever": 1}}),
    ],
)
def test_a_sound_request_passes(model: str, request_: dict[str, Any]) -> None:
    check_conversation(find_model(model), request_)


@pytest.mark.parametrize(
    ("model", "request_", "words"),
    [
        (NOVA, {"messages": [assistant(), user()]}, "A conversation must start with a user message."),
        (HAIKU, {}, "A conversation must start with a user message."),
        (HAIKU, {"messages": [user(), user()]}, "A conversation must alternate between user and assistant roles."),
        (OPUS, {"messages": [user(), assistant()]}, "does not support assistant message prefill"),
        (HAIKU, {"messages": [{"role": "user", "content": []}]}, "the Message object at messages.0 is empty"),
        (HAIKU, {"messages": [user({"text": " "})]}, "the ContentBlock object at messages.0.content.0 is blank"),
        (
            HAIKU,
            {"messages": [user(), assistant(use("1")), user(result("1"))]},
            "The toolConfig field must be defined when using toolUse and toolResult content blocks.",
        ),
        (
            HAIKU,
            {"messages": [user(), assistant(use("1"), use("2")), user(result("1"))], "toolConfig": TOOLS},
            "Expected toolResult blocks at messages.2.content for the following Ids: 2",
        ),
        (
            HAIKU,
            {"messages": [user(), assistant(), user(result("1"))], "toolConfig": TOOLS},
            "The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn.",
        ),
        (
            HAIKU,
            {"messages": [user()], "inferenceConfig": {"maxTokens": 64_001}},
            (
                "The maximum tokens you requested exceeds the model limit of 64000. "
                "Try again with a maximum tokens value that is lower than 64000."
            ),
        ),
        (HAIKU, {"messages": [user({"text": "long " * 200_000})]}, "Input is too long for requested model."),
        (HAIKU, {"messages": [user()], "system": [{"text": "long " * 200_000}]}, "Input is too long"),
        (
            HAIKU,
            {"messages": [user(*[point()] * 5)]},
            "A maximum of 4 blocks with cache_control may be provided. Found 5.",
        ),
        (
            HAIKU,
            {"messages": [user({"text": "a"}, point("1h"))], "system": [{"text": "a"}, point()]},
            "messages.0.content.1.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m'",
        ),
        (
            HAIKU,
            {"messages": [user()]} | thinking(budget_tokens=1_023),
            "Input should be greater than or equal to 1024",
        ),
        (HAIKU, {"messages": [user()]} | thinking(), "thinking.enabled.budget_tokens: Field required"),
        (
            HAIKU,
            {"messages": [user()], "inferenceConfig": {"maxTokens": 2_000}} | thinking(budget_tokens=2_000),
            "`max_tokens` must be greater than `thinking.budget_tokens`.",
        ),
        (
            HAIKU,
            {"messages": [user()], "inferenceConfig": {"temperature": 0.5}} | thinking(budget_tokens=1_024),
            "`temperature` may only be set to 1 when thinking is enabled.",
        ),
        (
            HAIKU,
            {"messages": [user()], "toolConfig": TOOLS | {"toolChoice": {"any": {}}}} | thinking(budget_tokens=1_024),
            "Thinking may not be enabled when tool_choice forces tool use.",
        ),
        (
            HAIKU,
            {"messages": [user()], "additionalModelRequestFields": {"extra_body": {}}},
            "extra_body: Extra inputs are not permitted",
        ),
        (
            OPUS,
            {"messages": [user()], "inferenceConfig": {"temperature": 0.5}},
            "`temperature` is deprecated for this model.",
        ),
    ],
)
def test_what_bedrock_refuses_is_refused(model: str, request_: dict[str, Any], words: str) -> None:
    with pytest.raises(ServiceRefusal) as caught:
        check_conversation(find_model(model), request_)

    assert words in caught.value.message
    assert caught.value.kind == "ValidationException"
