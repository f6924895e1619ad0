import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.emulator.stream import stream_events
from tests.emulator.reassembly import reassemble

USAGE = {"inputTokens": 1, "outputTokens": 2, "serverToolUsage": {}, "totalTokens": 3}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=100),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
BLOCKS = st.one_of(
    st.builds(lambda text: {"text": text}, st.text(max_size=300)),
    st.builds(
        lambda given_: {"toolUse": {"toolUseId": "1", "name": "note", "input": given_, "type": "tool_use"}},
        st.dictionaries(st.text(max_size=10), JSON, max_size=4),
    ),
    st.builds(
        lambda text: {"reasoningContent": {"reasoningText": {"text": text, "signature": "abc="}}}, st.text(max_size=200)
    ),
    st.just({"reasoningContent": {"redactedContent": "aGk="}}),
    st.builds(
        lambda text: {"citationsContent": {"citations": [{"title": "t"}], "content": [{"text": text}]}},
        st.text(min_size=1, max_size=200),
    ),
)


def response(*blocks: dict[str, Any], stop: str = "end_turn", **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": list(blocks)}
    return {"output": {"message": message}, "stopReason": stop, "metrics": {"latencyMs": 1}, "usage": USAGE, **more}


@given(st.lists(BLOCKS, max_size=4))
def test_a_client_puts_the_same_answer_together(blocks: list[dict[str, Any]]) -> None:
    whole = response(*blocks, trace={"guardrail": {}}, serviceTier={"type": "flex"})

    assert reassemble(stream_events(whole)) == whole


def test_text_is_not_announced_and_a_tool_is() -> None:
    use = {"toolUse": {"toolUseId": "1", "name": "note", "input": {}}}

    kinds = [(kind, payload.get("contentBlockIndex")) for kind, payload in stream_events(response({"text": "Hi"}, use))]

    assert kinds[:4] == [
        ("messageStart", None),
        ("contentBlockDelta", 0),
        ("contentBlockStop", 0),
        ("contentBlockStart", 1),
    ]


def test_a_tools_input_that_was_cut_is_json_that_stops_in_the_middle() -> None:
    use = {"toolUse": {"toolUseId": "1", "name": "note", "input": {"path": "a.md", "text": "Half a sen"}}}

    pieces = [
        payload["delta"]["toolUse"]["input"]
        for kind, payload in stream_events(response(use, stop="max_tokens"))
        if kind == "contentBlockDelta"
    ]

    assert "".join(pieces) == '{"path": "a.md", "text": "Half a sen'
    assert json.loads("".join(pieces) + '"}') == use["toolUse"]["input"]


def test_cache_figures_are_told_only_if_there_are_any() -> None:
    usage = USAGE | {"cacheReadInputTokens": 0, "cacheWriteInputTokens": 5}

    *_, (_, metadata) = stream_events(response({"text": "Hi"}) | {"usage": usage})

    assert metadata["usage"] == USAGE | {"cacheWriteInputTokens": 5}


def test_what_a_script_twists_is_sent_as_it_is() -> None:
    twisted = {"output": {"message": {"role": None, "content": [{"toolUse": None}, {"text": 5}]}}, "stopReason": ["x"]}

    sent = list(stream_events({**twisted, "usage": None}))

    assert sent[0] == ("messageStart", {"role": None})
    assert [payload["delta"] for kind, payload in sent if kind == "contentBlockDelta"] == [
        {"toolUse": None},
        {"text": 5},
    ]
    assert sent[-2:] == [("messageStop", {"stopReason": ["x"]}), ("metadata", {"usage": None})]
