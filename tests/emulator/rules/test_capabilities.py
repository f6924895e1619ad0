"""What a family refuses, to boto3's own client, in AWS's words."""

from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ghostwriter.emulator.server import Emulator

LLAMA, TITAN = "us.meta.llama3-3-70b-instruct-v1:0", "amazon.titan-text-premier-v1:0"
PALMYRA = "us.writer.palmyra-x5-v1:0"
GPT_OSS, COMMAND_R = "openai.gpt-oss-120b-1:0", "cohere.command-r-plus-v1:0"
ASKED: dict[str, Any] = {"messages": [{"role": "user", "content": [{"text": "Hello"}]}]}
TOOLS: dict[str, Any] = {"tools": [{"toolSpec": {"name": "editor", "inputSchema": {"json": {"type": "object"}}}}]}
CACHED = {"messages": [{"role": "user", "content": [{"text": "Hello"}, {"cachePoint": {"type": "default"}}]}]}
ANSWERED = {
    "messages": [
        *ASKED["messages"],
        {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "editor", "input": {}}}]},
        {
            "role": "user",
            "content": [{"toolResult": {"toolUseId": "t1", "content": [{"text": "ok"}], "status": "success"}}],
        },
    ],
    "toolConfig": TOOLS,
}
NO_STREAMED_TOOLS = "This model doesn't support tool use in streaming mode."


@pytest.fixture
def client(wire: Emulator) -> Any:
    return boto3.client(
        "bedrock-runtime",
        region_name="us-east-1",
        endpoint_url=wire.url,
        aws_access_key_id=wire.access_key_id,
        aws_secret_access_key=wire.secret_access_key,
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.mark.parametrize(
    ("operation", "model", "request_", "words"),
    [
        ("converse", TITAN, ASKED | {"toolConfig": TOOLS}, "This model doesn't support tool use."),
        ("converse", TITAN, ASKED | {"system": [{"text": "Be brief."}]}, "This model doesn't support system messages."),
        ("converse_stream", LLAMA, ASKED | {"toolConfig": TOOLS}, NO_STREAMED_TOOLS),
        ("converse_stream", COMMAND_R, ASKED | {"toolConfig": TOOLS}, NO_STREAMED_TOOLS),
        ("converse_stream", GPT_OSS, ASKED | {"toolConfig": TOOLS}, NO_STREAMED_TOOLS),
        (
            "converse",
            LLAMA,
            ASKED | {"toolConfig": TOOLS | {"toolChoice": {"any": {}}}},
            "toolConfig.toolChoice.any field",
        ),
        ("converse", PALMYRA, ANSWERED, "This model doesn't support the status field."),
        ("converse", LLAMA, CACHED, "your request did not allow prompt caching"),
        ("converse", "meta.llama3-3-70b-instruct-v1:0", ASKED, "with on-demand throughput isn’t supported"),
    ],
)
def test_what_a_family_cannot_do_is_refused(client: Any, operation: str, model: str, request_: Any, words: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(client, operation)(modelId=model, **request_)

    assert words in refused.value.response["Error"]["Message"]


@pytest.mark.parametrize(
    ("operation", "model", "request_"),
    [
        ("converse", LLAMA, ASKED | {"toolConfig": TOOLS}),
        ("converse_stream", LLAMA, ASKED),
        ("converse", COMMAND_R, ASKED | {"toolConfig": TOOLS, "system": [{"text": "Be brief."}]}),
        ("converse", TITAN, ASKED),
        ("converse_stream", TITAN, ASKED),
        ("converse", GPT_OSS, ASKED | {"toolConfig": TOOLS}),
        ("converse_stream", GPT_OSS, ASKED),
        ("converse", LLAMA, ANSWERED),
        ("converse_stream", "us.amazon.nova-pro-v1:0", CACHED | {"toolConfig": TOOLS}),
    ],
)
def test_what_it_can_do_is_answered(client: Any, operation: str, model: str, request_: Any) -> None:
    assert getattr(client, operation)(modelId=model, **request_)["ResponseMetadata"]["HTTPStatusCode"] == 200
