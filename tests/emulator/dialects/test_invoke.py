"""InvokeModel with a real client: each family's own words, whole and streamed."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ghostwriter.emulator.exchange import Answer
from tests.emulator.conftest import HAIKU, QUESTION, OpenEmulator, client, hello

HELLO = hello().content[0]["text"]
CLAUDE: dict[str, Any] = {
    "anthropic_version": "bedrock-2023-05-31",
    "max_tokens": 2_000,
    "messages": [{"role": "user", "content": "Hello?"}],
}
DIALECTS = [
    ("amazon.titan-text-express-v1", {"inputText": "Hello?"}, ["results", 0, "outputText"]),
    ("us.meta.llama3-3-70b-instruct-v1:0", {"prompt": "Hello?"}, ["generation"]),
    ("cohere.command-text-v14", {"prompt": "Hello?"}, ["generations", 0, "text"]),
    ("mistral.mistral-7b-instruct-v0:2", {"prompt": "Hello?"}, ["outputs", 0, "text"]),
    ("us.amazon.nova-lite-v1:0", {"messages": QUESTION}, ["output", "message", "content", 0, "text"]),
    (
        "openai.gpt-oss-120b-1:0",
        {"messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello?"}]},
        ["choices", 0, "message", "content"],
    ),
]


def chunks(response: dict[str, Any]) -> list[dict[str, Any]]:
    return [json.loads(event["chunk"]["bytes"]) for event in response["body"]]


@pytest.mark.parametrize(("model", "body", "where"), DIALECTS)
def test_each_family_is_answered_in_its_own_words(
    open_emulator: OpenEmulator, model: str, body: dict[str, Any], where: list[Any]
) -> None:
    bedrock = client(open_emulator())

    answer = json.loads(bedrock.invoke_model(modelId=model, body=json.dumps(body))["body"].read())
    for step in where:
        answer = answer[step]

    assert answer == HELLO


@pytest.mark.parametrize(("model", "body", "where"), DIALECTS)
def test_each_family_can_be_streamed(
    open_emulator: OpenEmulator, model: str, body: dict[str, Any], where: list[Any]
) -> None:
    response = client(open_emulator()).invoke_model_with_response_stream(modelId=model, body=json.dumps(body))

    assert "Hello." in json.dumps(chunks(response))


def test_claude_is_asked_and_answers_in_the_messages_api(open_emulator: OpenEmulator) -> None:
    asked: list[Any] = []
    use = {"toolUse": {"toolUseId": "t2", "name": "note", "input": {"text": "b"}}}

    def author(request: Any) -> Answer:
        asked.append(request)
        return Answer([{"text": "Noted."}, use], "tool_use")

    body = CLAUDE | {
        "system": [{"type": "text", "text": "Be kind.", "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        "temperature": 0.5,
        "tools": [{"name": "note", "input_schema": {"type": "object"}}],
        "tool_choice": {"type": "auto"},
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "Hello?"}]},
            {
                "role": "assistant",
                "content": [{"type": "tool_use", "id": "t1", "name": "note", "input": {"text": "a"}}],
            },
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1", "content": "done"}]},
        ],
    }
    response = client(open_emulator(author=author)).invoke_model(modelId=HAIKU, body=json.dumps(body))

    answer = json.loads(response["body"].read())
    assert asked == [
        {
            "messages": [
                {"role": "user", "content": [{"text": "Hello?"}]},
                {
                    "role": "assistant",
                    "content": [{"toolUse": {"toolUseId": "t1", "name": "note", "input": {"text": "a"}}}],
                },
                {
                    "role": "user",
                    "content": [
                        {"toolResult": {"toolUseId": "t1", "content": [{"text": "done"}], "status": "success"}}
                    ],
                },
            ],
            "system": [{"text": "Be kind."}, {"cachePoint": {"type": "default", "ttl": "1h"}}],
            "inferenceConfig": {"maxTokens": 2_000, "temperature": 0.5},
            "toolConfig": {
                "tools": [{"toolSpec": {"name": "note", "inputSchema": {"json": {"type": "object"}}}}],
                "toolChoice": {"auto": {}},
            },
        }
    ]
    assert answer["content"] == [
        {"type": "text", "text": "Noted."},
        {"type": "tool_use", "id": "t2", "name": "note", "input": {"text": "b"}},
    ]
    assert (answer["model"], answer["role"], answer["stop_reason"]) == (
        "claude-haiku-4-5-20251001",
        "assistant",
        "tool_use",
    )
    assert answer["usage"]["output_tokens"] > 0


def test_a_streamed_message_has_anthropics_events(open_emulator: OpenEmulator) -> None:
    body = CLAUDE | {"thinking": {"type": "enabled", "budget_tokens": 1_024}}

    events = chunks(client(open_emulator()).invoke_model_with_response_stream(modelId=HAIKU, body=json.dumps(body)))

    deltas = [event["delta"] for event in events if event["type"] == "content_block_delta"]
    assert "".join(delta["text"] for delta in deltas if delta["type"] == "text_delta") == HELLO
    assert {delta["type"] for delta in deltas} == {"thinking_delta", "signature_delta", "text_delta"}
    assert [event["type"] for event in (events[0], *events[-3:])] == [
        "message_start",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert events[0]["message"]["content"] == []
    assert events[-2]["delta"]["stop_reason"] == "end_turn"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"anthropic_version": None}, "anthropic_version: Field required"),
        ({"max_tokens": None}, "max_tokens: Field required"),
        ({"messages": "Hello?"}, "messages: Input should be a valid list"),
        ({"messages": [{"role": "user", "content": [{"type": "song"}]}]}, "Input tag 'song' found using 'type'"),
        ({"messages": [{"role": "user", "content": [{"type": "tool_use"}]}]}, "lacks a field"),
        ({"messages": [{"role": "robot", "content": "Hello?"}]}, "Member must satisfy enum value set"),
        ({"tools": [{"type": "web_search_20250305", "name": "w"}]}, "tools.0: Input tag 'web_search_20250305' found"),
        ({"prompt": "Hello?"}, "prompt: Extra inputs are not permitted"),
        ({"max_tokens": 64_001}, "exceeds the model limit of 64000"),
    ],
)
def test_a_malformed_message_is_refused(open_emulator: OpenEmulator, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ClientError, match="ValidationException") as caught:
        client(open_emulator()).invoke_model(modelId=HAIKU, body=json.dumps(CLAUDE | changes))

    assert words in str(caught.value)


def test_an_empty_prompt_is_refused(open_emulator: OpenEmulator) -> None:
    with pytest.raises(ClientError, match="a prompt is required"):
        client(open_emulator()).invoke_model(modelId="amazon.titan-text-express-v1", body=json.dumps({"inputText": ""}))


def test_an_answer_is_cut_where_the_family_says(open_emulator: OpenEmulator) -> None:
    body = {"prompt": "Hello?", "max_gen_len": 3}

    response = client(open_emulator()).invoke_model(modelId="us.meta.llama3-3-70b-instruct-v1:0", body=json.dumps(body))

    assert json.loads(response["body"].read())["stop_reason"] == "length"


def test_tokens_are_counted_for_bare_ids_alone(open_emulator: OpenEmulator) -> None:
    bedrock = client(open_emulator())
    converse = {"converse": {"messages": QUESTION}}
    messages = {"invokeModel": {"body": json.dumps(CLAUDE).encode()}}

    for asked in (converse, messages):
        assert bedrock.count_tokens(modelId=HAIKU.removeprefix("us."), input=asked)["inputTokens"] > 0
    with pytest.raises(ClientError, match="The provided model doesn't support counting tokens"):
        bedrock.count_tokens(modelId=HAIKU, input=converse)
