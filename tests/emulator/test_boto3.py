"""boto3's own client is content with the emulator, errors included."""

import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, EventStreamError, ReadTimeoutError

from ghostwriter.emulator.exchange import Answer
from tests.emulator.conftest import HAIKU, QUESTION, OpenEmulator, client, hello

TOOLS = {"tools": [{"toolSpec": {"name": "note", "description": "n", "inputSchema": {"json": {"type": "object"}}}}]}


def code_of(caught: "pytest.ExceptionInfo[ClientError]") -> tuple[str, str, int]:
    response = caught.value.response
    return (
        response["Error"]["Code"],
        response["Error"]["Message"],
        response["ResponseMetadata"]["HTTPStatusCode"],
    )


def test_converse_answers_with_usage_and_metrics(open_emulator: OpenEmulator) -> None:
    response = client(open_emulator()).converse(modelId=HAIKU, messages=QUESTION)

    assert response["output"]["message"]["content"][0]["text"].startswith("Hello.")
    assert response["stopReason"] == "end_turn"
    assert response["usage"]["totalTokens"] == response["usage"]["inputTokens"] + response["usage"]["outputTokens"]
    assert response["metrics"]["latencyMs"] >= 1


def test_converse_stream_says_the_same_in_pieces(open_emulator: OpenEmulator) -> None:
    bedrock = client(open_emulator())

    events = list(bedrock.converse_stream(modelId=HAIKU, messages=QUESTION)["stream"])

    text = "".join(event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event)
    assert text == hello().content[0]["text"]
    assert [next(iter(event)) for event in (events[0], *events[-3:])] == [
        "messageStart", "contentBlockStop", "messageStop", "metadata",
    ]  # fmt: skip
    assert events[-1]["metadata"]["usage"]["outputTokens"] > 0


def test_tool_use_comes_through_both_ways(open_emulator: OpenEmulator) -> None:
    use = {"toolUse": {"toolUseId": "t1", "name": "note", "input": {"text": "Grüße " * 30}}}
    bedrock = client(open_emulator(author=lambda _request: Answer([use], "tool_use")))

    whole = bedrock.converse(modelId=HAIKU, messages=QUESTION, toolConfig=TOOLS)
    events = list(bedrock.converse_stream(modelId=HAIKU, messages=QUESTION, toolConfig=TOOLS)["stream"])

    assert whole["output"]["message"]["content"][0]["toolUse"]["input"] == use["toolUse"]["input"]
    pieces = [
        event["contentBlockDelta"]["delta"]["toolUse"]["input"] for event in events if "contentBlockDelta" in event
    ]
    assert json.loads("".join(pieces)) == use["toolUse"]["input"]
    starts = [event["contentBlockStart"]["start"]["toolUse"] for event in events if "contentBlockStart" in event]
    assert [(start["name"], start["toolUseId"]) for start in starts] == [("note", "t1")]


def test_thinking_comes_with_a_signature(open_emulator: OpenEmulator) -> None:
    fields = {"thinking": {"type": "enabled", "budget_tokens": 1024}}

    response = client(open_emulator()).converse(
        modelId=HAIKU, messages=QUESTION, inferenceConfig={"maxTokens": 2000}, additionalModelRequestFields=fields
    )

    thought, said = response["output"]["message"]["content"]
    assert thought["reasoningContent"]["reasoningText"]["signature"]
    assert said["text"]


def test_an_answer_longer_than_max_tokens_is_cut(open_emulator: OpenEmulator) -> None:
    response = client(open_emulator()).converse(modelId=HAIKU, messages=QUESTION, inferenceConfig={"maxTokens": 5})

    assert response["stopReason"] == "max_tokens"
    assert len(response["output"]["message"]["content"][0]["text"]) <= 20


def test_a_long_prefix_is_written_to_the_cache_and_then_read_from_it(open_emulator: OpenEmulator) -> None:
    bedrock = client(open_emulator())
    system = [{"text": "Be brief. " * 3000}, {"cachePoint": {"type": "default"}}]

    first = bedrock.converse(modelId=HAIKU, system=system, messages=QUESTION)["usage"]
    second = bedrock.converse(modelId=HAIKU, system=system, messages=QUESTION)["usage"]

    assert first["cacheWriteInputTokens"] > 4096
    assert first["cacheReadInputTokens"] == 0
    assert second["cacheReadInputTokens"] == first["cacheWriteInputTokens"]
    assert second["cacheWriteInputTokens"] == 0
    assert second["inputTokens"] == first["inputTokens"]


def test_invoke_model_speaks_the_messages_api(open_emulator: OpenEmulator) -> None:
    body = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 500,
        "messages": [{"role": "user", "content": "Hello?"}],
    }

    response = client(open_emulator()).invoke_model(modelId=HAIKU, body=json.dumps(body))

    answer = json.loads(response["body"].read())
    assert answer["content"][0]["text"].startswith("Hello.")
    assert answer["stop_reason"] == "end_turn"
    assert answer["usage"]["input_tokens"] > 0


@pytest.mark.parametrize(
    ("model", "body", "key"),
    [
        ("amazon.titan-text-express-v1", {"inputText": "Hello?"}, "results"),
        ("us.meta.llama3-3-70b-instruct-v1:0", {"prompt": "Hello?"}, "generation"),
        ("cohere.command-text-v14", {"prompt": "Hello?"}, "generations"),
        ("mistral.mistral-7b-instruct-v0:2", {"prompt": "Hello?"}, "outputs"),
        ("us.amazon.nova-lite-v1:0", {"messages": QUESTION}, "output"),
    ],
)
def test_invoke_model_speaks_each_familys_dialect(open_emulator: OpenEmulator, model: str, body: Any, key: str) -> None:
    response = client(open_emulator()).invoke_model(modelId=model, body=json.dumps(body))

    assert key in json.loads(response["body"].read())


def test_apply_guardrail_passes_or_says_what_the_script_says(open_emulator: OpenEmulator) -> None:
    blocked = {"action": "GUARDRAIL_INTERVENED", "outputs": [{"text": "No."}]}
    bedrock = client(open_emulator({"response": blocked}))
    asked: dict[str, Any] = {
        "guardrailIdentifier": "abc", "guardrailVersion": "1", "source": "OUTPUT", "content": [{"text": {"text": "x"}}],
    }  # fmt: skip

    assert bedrock.apply_guardrail(**asked)["action"] == "GUARDRAIL_INTERVENED"
    assert bedrock.apply_guardrail(**asked)["action"] == "NONE"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("ThrottlingException", 429),
        ("ValidationException", 400),
        ("AccessDeniedException", 403),
        ("ResourceNotFoundException", 404),
        ("ModelTimeoutException", 408),
        ("ModelErrorException", 424),
        ("ModelNotReadyException", 429),
        ("InternalServerException", 500),
        ("ServiceUnavailableException", 503),
    ],
)
def test_a_modelled_error_arrives_as_its_own_exception(open_emulator: OpenEmulator, kind: str, status: int) -> None:
    bedrock = client(open_emulator({"error": {"status": status, "type": kind, "message": "So it is."}}))

    with pytest.raises(getattr(bedrock.exceptions, kind)) as caught:
        bedrock.converse(modelId=HAIKU, messages=QUESTION)

    assert code_of(caught) == (kind, "So it is.", status)


def test_an_error_in_the_middle_of_a_stream_is_an_exception_frame(open_emulator: OpenEmulator) -> None:
    error = {"status": 429, "type": "ThrottlingException", "message": "Enough."}
    bedrock = client(open_emulator({"error": error, "after_frames": 2}))

    stream = bedrock.converse_stream(modelId=HAIKU, messages=QUESTION)["stream"]

    with pytest.raises(EventStreamError, match=r"throttlingException.*Enough\."):
        list(stream)


def test_a_cut_stream_ends_without_its_stop_message(open_emulator: OpenEmulator) -> None:
    answer = {"output": {"message": {"role": "assistant", "content": [{"text": "word " * 100}]}}}
    bedrock = client(open_emulator({"response": answer, "cut_after": 3}))

    events = list(bedrock.converse_stream(modelId=HAIKU, messages=QUESTION)["stream"])

    assert len(events) == 3
    assert not [event for event in events if "messageStop" in event]


def test_a_reset_and_a_stall_are_what_they_say(open_emulator: OpenEmulator) -> None:
    bedrock = client(open_emulator({"reset": True}, {"stall": 0.2}))

    with pytest.raises((ConnectionClosedError, ReadTimeoutError)):
        bedrock.converse(modelId=HAIKU, messages=QUESTION)
    started = time.monotonic()
    with pytest.raises((ConnectionClosedError, ReadTimeoutError)):
        bedrock.converse(modelId=HAIKU, messages=QUESTION)
    assert time.monotonic() - started >= 0.2


def test_a_bare_claude_id_is_refused_in_awss_words(open_emulator: OpenEmulator) -> None:
    bare = HAIKU.removeprefix("us.")

    with pytest.raises(ClientError) as caught:
        client(open_emulator()).converse(modelId=bare, messages=QUESTION)

    code, message, status = code_of(caught)
    assert (code, status) == ("ValidationException", 400)
    assert message == (
        f"Invocation of model ID {bare} with on-demand throughput isn’t supported. Retry your request with the ID or ARN "
        "of an inference profile that contains this model."
    )


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"modelId": "us.does-not-exist-v1:0", "messages": QUESTION}, "model identifier is invalid"),
        ({"messages": [*QUESTION, *QUESTION]}, "must alternate"),
        ({"messages": [{"role": "user", "content": [{"text": ""}]}]}, "is blank"),
        ({"messages": QUESTION, "inferenceConfig": {"maxTokens": 64_001}}, "exceeds the model limit of 64000"),
        (
            {
                "messages": QUESTION,
                "inferenceConfig": {"maxTokens": 1024},
                "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 1024}},
            },
            "greater than `thinking.budget_tokens`",
        ),
        (
            {"messages": [{"role": "user", "content": [{"text": "x"}] + [{"cachePoint": {"type": "default"}}] * 5}]},
            "A maximum of 4 blocks",
        ),
        ({"messages": [{"role": "user", "content": [{"text": "long " * 200_000}]}]}, "Input is too long"),
    ],
)
def test_what_bedrock_refuses_is_refused(open_emulator: OpenEmulator, request_: dict[str, Any], words: str) -> None:
    with pytest.raises(ClientError, match="ValidationException") as caught:
        client(open_emulator()).converse(**{"modelId": HAIKU, **request_})

    assert words in str(caught.value)


def test_an_application_profile_is_called_by_its_arn(open_emulator: OpenEmulator) -> None:
    arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123"

    assert client(open_emulator()).converse(modelId=arn, messages=QUESTION)["stopReason"] == "end_turn"
