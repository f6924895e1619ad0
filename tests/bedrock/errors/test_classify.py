"""Classification of a failed call, where no response could be read."""

from ghostwriter.bedrock.errors.classify import CallInfo, classify

CALL = CallInfo("S1", "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0", "us-east-1")


def test_the_traceback_that_a_library_puts_into_its_message_is_left_out() -> None:
    error = RuntimeError(
        "Unable to load data for: endpoints\nTraceback (most recent call last):\n  File x, line 1\nOSError"
    )

    reason = classify(error, CALL, None).response.reason

    assert reason == "Unable to load data for: endpoints"


def test_a_message_that_is_nothing_but_a_traceback_gives_no_reason() -> None:
    assert (
        classify(RuntimeError("Traceback (most recent call last):\n  x"), CALL, None).response.reason
        == "no reason given"
    )
