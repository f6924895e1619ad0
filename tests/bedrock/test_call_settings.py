"""How long a call may be silent, by what it has to write before its first byte comes; and no endless numbers."""

import pytest
from pydantic import ValidationError

from ghostwriter.bedrock.call_settings import CallSettings


@pytest.mark.parametrize(
    ("settings", "most_tokens", "seconds"),
    [
        (CallSettings(), 0, 60),
        (CallSettings(), 8_000, 60 + 320),
        (CallSettings(), 64_000, 900),
        (CallSettings(), None, 900),
        (CallSettings(deadline=100), 8_000, 100),
        (CallSettings(timeout=5), 0, 5),
        (CallSettings(timeout=5), 8_000, 5),
    ],
)
def test_a_connection_counts_as_dead_when_the_slowest_model_would_have_spoken(
    settings: CallSettings, most_tokens: int | None, seconds: float
) -> None:
    assert settings.silence(most_tokens) == seconds


@pytest.mark.parametrize("name", ["longest_wait", "deadline", "timeout", "temperature"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e308, -1.0])
def test_times_and_temperatures_are_finite(name: str, value: float) -> None:
    with pytest.raises(ValidationError, match=name):
        CallSettings.model_validate({name: value})


@pytest.mark.parametrize("name", ["max_output_tokens", "thinking_budget"])
@pytest.mark.parametrize("value", [10**20, 10**400, -1])
def test_tokens_are_as_many_as_an_answer_can_hold(name: str, value: int) -> None:
    with pytest.raises(ValidationError, match=name):
        CallSettings.model_validate({name: value})
