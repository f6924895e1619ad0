"""What a stage's settings put on the wire, row by row."""

from typing import Any

import pytest

from ghostwriter import create_llm
from ghostwriter.bedrock.models.catalog import SONNET
from ghostwriter.emulator.server import Emulator, Received
from ghostwriter.errors import ConfigurationError, GuardrailIntervened
from ghostwriter.schema.usage import ModelResponse
from tests.scripting import answer

SHARED = "Facts that three stages share. " * 400
ARN = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123"
ADDITIONAL = "additionalModelRequestFields"
GUARD = {"guardrailIdentifier": "abc123", "guardrailVersion": "1", "trace": "enabled"}
POINT = {"cachePoint": {"type": "default"}}
ROOM = {"max_output_tokens": 9_000}


def ask(emulator: Emulator, model: str = "sonnet", turns: int = 1, **settings: Any) -> tuple[Received, Any]:
    """Ask with a shared block and a task of one's own; the last request as it arrived, and the LLM."""
    from ghostwriter.bedrock.sdk import Message, TextContent

    env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url, "AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token}
    llm = create_llm(model, env=env, **({"attempts": 1} | settings))
    messages = [
        Message(role="system", content=[TextContent(text="You write.")]),
        Message(role="user", content=[TextContent(text=SHARED), TextContent(text="Say hello.")]),
    ]
    for _ in range(turns - 1):
        messages.append(Message(role="assistant", content=[TextContent(text="Hello.")]))
        messages.append(Message(role="user", content=[TextContent(text="Again.")]))
    llm.completion(messages, on_token=lambda _chunk: None)
    return emulator.received[-1], llm


def blocks(received: Received) -> list[dict[str, Any]]:
    first: list[dict[str, Any]] = received.body["messages"][0]["content"]
    return first


@pytest.mark.parametrize(
    ("settings", "point"),
    [
        ({}, POINT),
        ({"cache_ttl": "5m"}, POINT),
        ({"cache_ttl": "1h"}, {"cachePoint": {"type": "default", "ttl": "1h"}}),
    ],
)
def test_the_shared_block_ends_with_the_cache_point(wire: Emulator, settings: dict[str, Any], point: Any) -> None:
    received, _ = ask(wire, **settings)

    assert blocks(received) == [{"text": SHARED}, point, {"text": "Say hello."}]
    assert "cachePoint" not in str(received.body["system"])


def test_caching_can_be_switched_off(wire: Emulator) -> None:
    assert "cachePoint" not in str(ask(wire, caching=False)[0].body)


def test_from_the_second_call_on_the_end_of_the_conversation_is_marked_too(wire: Emulator) -> None:
    received, _ = ask(wire, turns=2)

    assert str(received.body).count("cachePoint") == 2
    assert received.body["messages"][-1]["content"] == [{"text": "Again."}, POINT]


def test_the_second_request_reads_what_the_first_has_written(wire: Emulator) -> None:
    first, second = (ask(wire)[1]._reading.usage for _ in range(2))

    assert first.cache_write_tokens == second.cache_read_tokens > 1_000
    assert second.cache_write_tokens == 0


@pytest.mark.parametrize(
    ("model", "settings", "path", "expected"),
    [
        ("sonnet", {"thinking_budget": 2_000, **ROOM}, (ADDITIONAL, "thinking", "budget_tokens"), 2_000),
        ("anthropic.claude-opus-4-7", {"effort": "high", **ROOM}, (ADDITIONAL, "output_config", "effort"), "high"),
        ("openai.gpt-oss-120b-1:0", {"effort": "low"}, (ADDITIONAL, "reasoning_effort"), "low"),
        ("sonnet", {"additional_model_request_fields": {"top_k": 5}}, (ADDITIONAL, "top_k"), 5),
        ("sonnet", {"latency": "optimized"}, ("performanceConfig",), {"latency": "optimized"}),
        ("sonnet", {"service_tier": "flex"}, ("serviceTier",), {"type": "flex"}),
        ("sonnet", {"request_metadata": {"desk": "news"}}, ("requestMetadata",), {"desk": "news"}),
        ("sonnet", {"temperature": 0.3}, ("inferenceConfig", "temperature"), 0.3),
        ("sonnet", {"max_output_tokens": 700}, ("inferenceConfig", "maxTokens"), 700),
        ("sonnet", {"guardrail": "abc123:1"}, ("guardrailConfig",), GUARD),
    ],
)  # fmt: skip
def test_each_setting_arrives_where_bedrock_looks_for_it(
    wire: Emulator, model: str, settings: dict[str, Any], path: tuple[str, ...], expected: Any
) -> None:
    found: Any = ask(wire, model, **settings)[0].body
    for part in path:
        found = found[part]

    assert found == expected


@pytest.mark.parametrize(("use_converse", "action"), [("auto", "converse"), (True, "converse"), (False, "invoke")])
def test_the_api_can_be_chosen(wire: Emulator, use_converse: Any, action: str) -> None:
    assert ask(wire, use_converse=use_converse)[0].raw_path.endswith(f"/{action}")


def test_what_only_converse_carries_is_refused_for_invoke() -> None:
    with pytest.raises(ConfigurationError, match="guardrailConfig: only the Converse API"):
        create_llm("haiku", env={"AWS_BEARER_TOKEN_BEDROCK": "t"}, use_converse=False, guardrail="abc123:1")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"guardrail": "my guardrail"}, "guardrail"),
        ({"cache_ttl": "2h"}, "cache_ttl"),
        ({"thinking_budget": 2_000, "effort": "low"}, "exclude each other"),
        ({"thinking_budget": 2_000, "temperature": 0.5}, "exclude each other"),
        ({"deadline": 0}, "deadline"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        create_llm("haiku", env={"AWS_BEARER_TOKEN_BEDROCK": "t"}, **settings)


def test_an_application_profile_keeps_caching_limits_and_price_of_the_model_behind_it(wire: Emulator) -> None:
    received, llm = ask(wire, ARN, canonical_model="sonnet", cache_ttl="1h")

    assert received.raw_path == f"/model/{ARN.replace(':', '%3A').replace('/', '%2F')}/converse"
    assert blocks(received)[1] == {"cachePoint": {"type": "default", "ttl": "1h"}}
    assert llm.effective_max_output_tokens == 64_000
    assert llm.metrics.accumulated_cost > 0


def test_an_hour_of_cache_costs_what_the_map_says(wire: Emulator) -> None:
    short = ask(wire, cache_ttl="5m")[1].metrics.accumulated_cost
    with Emulator() as another:
        long = ask(another, cache_ttl="1h")[1].metrics.accumulated_cost

    assert 1.5 < long / short < 1.65


def test_a_guarded_prompt_is_judged_whole_and_still_cached(wire: Emulator) -> None:
    received, _ = ask(wire, guardrail="abc123:1")

    shared, marker, point, own = blocks(received)
    assert shared == {"guardContent": {"text": {"text": SHARED}}}
    assert point == POINT
    assert own == {"guardContent": {"text": {"text": "Say hello."}}}
    assert len(marker["text"]) < 80


def intervention() -> dict[str, Any]:
    entry = answer({"text": "I cannot talk about that."}, "guardrail_intervened")
    topic = {"name": "Investment advice", "type": "DENY", "action": "BLOCKED"}
    assessment = {"topicPolicy": {"topics": [topic]}}
    entry["response"]["trace"] = {"guardrail": {"outputAssessments": {"abc123": [assessment]}}}
    return entry


@pytest.mark.parametrize("stream", [False, True])
def test_an_intervention_is_a_typed_error_that_names_the_policy(stream: bool) -> None:  # noqa: FBT001  (parametrised)
    with (
        Emulator(script=[intervention()]) as emulator,
        pytest.raises(GuardrailIntervened, match=r"abc123:1.*topic policy: Investment advice \(BLOCKED\)") as caught,
    ):
        ask(emulator, guardrail="abc123:1", stream=stream)

    assert caught.value.policies == ("topic policy: Investment advice (BLOCKED)",)


def test_an_intervention_can_be_recorded_instead() -> None:
    from ghostwriter.bedrock.llm import CallContext
    from ghostwriter.bedrock.sdk import Message, TextContent

    responses: list[ModelResponse] = []
    with Emulator(script=[intervention()]) as emulator:
        env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url, "AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token}
        context = CallContext(on_response=responses.append)
        llm = create_llm("sonnet", env=env, context=context, guardrail="abc123:1", on_intervention="record")
        llm.completion([Message(role="user", content=[TextContent(text="Hello")])])

    assert responses[0].findings == ("topic policy: Investment advice (BLOCKED)",)


@pytest.mark.parametrize(
    ("model", "region", "profile", "path"),
    [
        ("sonnet", "eu-west-1", "auto", f"eu.{SONNET}"),
        ("sonnet", "eu-west-1", "global", f"global.{SONNET}"),
        ("sonnet", "us-east-1", "us", f"us.{SONNET}"),
        ("sonnet", "ap-southeast-2", "auto", f"au.{SONNET}"),
        ("sonnet", "ap-northeast-1", "auto", f"jp.{SONNET}"),
        ("sonnet", "us-gov-west-1", "auto", f"us-gov.{SONNET}"),
    ],
)
def test_the_inference_profile_is_that_of_the_region_or_the_chosen_one(
    wire: Emulator, model: str, region: str, profile: str, path: str
) -> None:
    from ghostwriter.bedrock.sdk import Message, TextContent

    env = {
        "AWS_BEDROCK_RUNTIME_ENDPOINT": wire.url,
        "AWS_BEARER_TOKEN_BEDROCK": wire.bearer_token,
        "AWS_REGION": region,
        "GHOSTWRITER_INFERENCE_PROFILE": profile,
    }
    create_llm(model, env=env).completion([Message(role="user", content=[TextContent(text="Hello")])])

    assert wire.received[-1].raw_path == f"/model/{path.replace(':', '%3A')}/converse"
