"""LiteLLM, which stands between the pipeline and Bedrock, is content as well."""

import json
from typing import Any

import pytest

from ghostwriter.emulator.exchange import Answer
from tests.emulator.conftest import HAIKU, OpenEmulator, hello

HELLO = hello().content[0]["text"]
TOOLS = [{"type": "function", "function": {"name": "note", "parameters": {"type": "object", "properties": {}}}}]


@pytest.fixture
def litellm(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    monkeypatch.setenv("LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS", "True")
    monkeypatch.setenv("LITELLM_MODE", "PRODUCTION")
    import litellm

    return litellm


def ask(litellm: Any, emulator: Any, **more: Any) -> Any:
    return litellm.completion(
        model=f"bedrock/{HAIKU}",
        messages=[{"role": "user", "content": "Hello?"}],
        aws_bedrock_runtime_endpoint=emulator.url,
        aws_region_name="us-east-1",
        api_key=emulator.bearer_token,
        num_retries=0,
        max_retries=0,
        **more,
    )


def test_an_answer_comes_whole(litellm: Any, open_emulator: OpenEmulator) -> None:
    response = ask(litellm, open_emulator())

    assert response.choices[0].message.content == HELLO
    assert response.choices[0].finish_reason == "stop"
    assert response.usage.completion_tokens > 0


def test_an_answer_comes_in_pieces(litellm: Any, open_emulator: OpenEmulator) -> None:
    pieces = list(ask(litellm, open_emulator(), stream=True))

    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == HELLO


@pytest.mark.parametrize("stream", [False, True])
def test_a_tool_is_called(litellm: Any, open_emulator: OpenEmulator, *, stream: bool) -> None:
    use = {"toolUse": {"toolUseId": "t1", "name": "note", "input": {"text": "Grüße " * 30}}}
    emulator = open_emulator(author=lambda _request: Answer([use], "tool_use"))

    response = ask(litellm, emulator, tools=TOOLS, stream=stream)
    if stream:
        response = litellm.stream_chunk_builder(list(response))

    (call,) = response.choices[0].message.tool_calls
    assert (call.id, call.function.name) == ("t1", "note")
    assert json.loads(call.function.arguments) == use["toolUse"]["input"]


def test_a_throttled_call_is_a_rate_limit(litellm: Any, open_emulator: OpenEmulator) -> None:
    error = {"status": 429, "type": "ThrottlingException", "message": "Too many requests"}

    with pytest.raises(litellm.RateLimitError, match="Too many requests"):
        ask(litellm, open_emulator({"error": error}))
