"""What a failed call is told as, where no wire showed what was wrong."""

from ghostwriter.bedrock.errors.classify import Asked, diagnose

ASKED = Asked("S1", "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0", "us-east-1")


def test_the_traceback_that_a_library_puts_into_its_message_is_left_out() -> None:
    error = RuntimeError(
        "Unable to load data for: endpoints\nTraceback (most recent call last):\n  File x, line 1\nOSError"
    )

    said = diagnose(error, ASKED, None).said

    assert said == "Unable to load data for: endpoints"


def test_a_message_that_is_nothing_but_a_traceback_gives_no_reason() -> None:
    assert diagnose(RuntimeError("Traceback (most recent call last):\n  x"), ASKED, None).said == "no reason given"
