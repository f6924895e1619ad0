"""How long a call may be silent: by what it has to write before its first byte comes."""

import pytest

from ghostwriter.bedrock.wire.call_settings import CallSettings


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
