from typing import Any

import pytest

from ghostwriter.emulator.caching import InputTokens
from ghostwriter.emulator.converse import complete, from_author
from ghostwriter.emulator.exchange import Answer
from ghostwriter.emulator.models import find_model
from tests.emulator.conftest import HAIKU, QUESTION

CALLED = find_model(HAIKU)
NOVA = find_model("us.amazon.nova-micro-v1:0")


def content(request: dict[str, Any], *blocks: dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
    response = from_author(CALLED, {"messages": QUESTION} | request, Answer(list(blocks), "end_turn"))
    return response["output"]["message"]["content"], response["stopReason"]


def test_what_fits_is_left_alone() -> None:
    assert content({}, {"text": "Hello."}) == ([{"text": "Hello."}], "end_turn")


def test_text_stops_at_max_tokens() -> None:
    short, reason = content({"inferenceConfig": {"maxTokens": 2}}, {"text": "Hello to all of you."}, {"text": "More."})

    assert (short, reason) == ([{"text": "Hello to"}], "max_tokens")


def test_a_tools_input_stops_at_max_tokens_as_well() -> None:
    use = {"toolUse": {"toolUseId": "1", "name": "note", "input": {"path": "a.md", "text": "word " * 100, "more": 1}}}

    ((cut,), reason) = content({"inferenceConfig": {"maxTokens": 20}}, use)

    assert reason == "max_tokens"
    assert set(cut["toolUse"]["input"]) == {"path", "text"}
    assert 0 < len(cut["toolUse"]["input"]["text"]) < 80


@pytest.mark.parametrize("kind", ["enabled", "adaptive"])
def test_a_thought_comes_first_where_thinking_is_asked_for(kind: str) -> None:
    fields = {"additionalModelRequestFields": {"thinking": {"type": kind, "budget_tokens": 1_024}}}

    (thought, said), _ = content(fields, {"text": "Hello."})

    assert thought["reasoningContent"]["reasoningText"].keys() == {"signature", "text"}
    assert said == {"text": "Hello."}
    assert content(fields, thought, said)[0] == [thought, said]


def test_a_scripted_response_is_only_filled_in() -> None:
    response = {"output": {"message": {"role": "assistant", "content": [{"text": "Hi"}]}}, "usage": {"inputTokens": 7}}

    body = complete(response, CALLED, {"messages": QUESTION}, InputTokens(3), 5)

    assert body == response | {"metrics": {"latencyMs": 5}, "stopReason": "end_turn"}


def test_usage_has_claudes_cache_figures_twice_and_others_only_if_there_are_any() -> None:
    response = {"output": {"message": {"role": "assistant", "content": [{"text": "Hi"}]}}}
    read = InputTokens(fresh=3, read=10, written=20, details={"5m": 20})

    claude = complete(response, CALLED, {"messages": QUESTION}, read, 1)["usage"]
    nova = complete(response, NOVA, {"messages": QUESTION}, InputTokens(3), 1)["usage"]

    assert claude == {
        "cacheDetails": [{"inputTokens": 20, "ttl": "5m"}],
        "cacheReadInputTokenCount": 10,
        "cacheReadInputTokens": 10,
        "cacheWriteInputTokenCount": 20,
        "cacheWriteInputTokens": 20,
        "inputTokens": 3,
        "outputTokens": 1,
        "serverToolUsage": {},
        "totalTokens": 34,
    }
    assert set(nova) == {"inputTokens", "outputTokens", "serverToolUsage", "totalTokens"}


def test_a_guardrails_trace_and_the_service_tier_come_back() -> None:
    config = {"guardrailIdentifier": "g1", "guardrailVersion": "DRAFT", "trace": "enabled"}
    request = {"messages": QUESTION, "guardrailConfig": config, "serviceTier": {"type": "flex"}}

    body = complete({}, CALLED, request, InputTokens(3), 1)

    assert body["trace"]["guardrail"]["actionReason"] == "No action."
    assert set(body["trace"]["guardrail"]["inputAssessment"]) == {"g1"}
    assert body["serviceTier"] == {"type": "flex"}
    assert "trace" not in complete({}, CALLED, {"messages": QUESTION}, InputTokens(3), 1)
