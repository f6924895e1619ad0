import pytest

from ghostwriter.bedrock.http.stop_reasons import EARLY_STOPS, GUARDRAIL, intervened, refuse_half_an_answer, stop_reason
from ghostwriter.errors import ModelStopped


def test_bedrocks_own_word_beats_litellms() -> None:
    assert stop_reason("model_context_window_exceeded", "stop") == "model_context_window_exceeded"


def test_litellms_word_is_translated_where_bedrocks_was_not_seen() -> None:
    assert stop_reason(None, "length") == "max_tokens"
    assert stop_reason(None, "content_filter") == "content_filtered"
    assert stop_reason(None, "tool_calls") == "tool_calls"


@pytest.mark.parametrize("reason", sorted(EARLY_STOPS))
def test_half_an_answer_is_a_typed_error_that_names_the_reason(reason: str) -> None:
    with pytest.raises(ModelStopped) as caught:
        refuse_half_an_answer(reason, "bedrock/m")

    assert caught.value.reason == reason
    assert reason in str(caught.value)


def test_a_guardrails_intervention_names_the_policy() -> None:
    error = intervened("bedrock/m", "gr-1:2", ("topic policy: Investment advice (BLOCKED)",))

    assert error.reason == GUARDRAIL
    assert "gr-1:2" in str(error)
    assert "topic policy: Investment advice" in str(error)


@pytest.mark.parametrize("reason", ["end_turn", "tool_use", "stop_sequence"])
def test_a_finished_answer_passes(reason: str) -> None:
    refuse_half_an_answer(reason, "bedrock/m")
