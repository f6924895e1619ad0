import pytest

from ghostwriter.bedrock.refusals import translate, what_aws_said
from ghostwriter.errors import ConfigurationError, ModelStopped, ModelUnavailable


class LLMAuthenticationError(Exception):
    """Named as the SDK names it: translation goes by name, so that this test needs no SDK."""


class LLMRateLimitError(Exception):
    pass


def test_aws_own_words_are_taken_out_of_litellms_wrapping() -> None:
    wrapped = Exception('litellm.BadRequestError: BedrockException - {"message":"The provided model is wrong."}')

    assert what_aws_said(wrapped) == "The provided model is wrong."


def test_a_very_long_answer_is_shortened_to_one_line() -> None:
    assert len(what_aws_said(Exception("x\n" * 5_000))) <= 301


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (LLMAuthenticationError("denied"), ConfigurationError, "refused the credentials"),
        (LLMRateLimitError("slow down"), ModelUnavailable, "throttled"),
        (Exception("Input is too long for requested model."), ModelStopped, "Split the largest source"),
        (Exception("on-demand throughput isn't supported"), ModelUnavailable, "inference profile"),
        (Exception("strange"), ModelUnavailable, "strange"),
    ],
)
def test_each_refusal_becomes_a_typed_error_with_advice(error: Exception, kind: type[Exception], words: str) -> None:
    translated = translate(error, "drafting/draft", "bedrock/m")

    assert isinstance(translated, kind)
    assert words in str(translated)
