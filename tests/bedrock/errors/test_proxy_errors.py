"""What the real proxy answered, word for word; ``tests/e2e/test_litellm_proxy.py`` has it answer again."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ghostwriter.bedrock.errors.classify import CallInfo, classify
from ghostwriter.bedrock.errors.proxy_errors import innermost_message
from ghostwriter.errors import (
    CredentialsError,
    GhostwriterError,
    GuardrailIntervened,
    ModelNotAvailable,
    ModelUnavailable,
)

CHAT, PASS_THROUGH = "litellm_proxy/writer", "bedrock/converse/writer"
GUARDRAIL = (
    'litellm.BadRequestError: BedrockException - {"error":{"message":"Violated guardrail policy","type":"invalid_request_error",'
    '"param":null,"code":"400","provider_specific_fields":{"error":"Violated guardrail policy","guardrail_name":"house-rules"}}}'
)


FAILED = "LiteLLM: model group 'writer' failed with the error above. No fallback was attempted."
BY_AWS = {"message": 'Value "a", of the \\ kind.'}
BY_CHAT = {
    "error": {"message": f"litellm.RateLimitError: BedrockException - {json.dumps(BY_AWS)}\n\n{FAILED}", "param": None}
}
BY_PASS_THROUGH = {"detail": {"error": json.dumps(BY_AWS)}}


@pytest.mark.parametrize(
    "shown",
    [
        json.dumps(BY_AWS),
        json.dumps(BY_CHAT),
        f"Error code: 429 - {BY_CHAT}",
        json.dumps(BY_PASS_THROUGH),
        str(json.dumps(BY_PASS_THROUGH).encode()),
    ],
)
def test_awss_words_are_found_however_deeply_a_proxy_has_wrapped_them(shown: str) -> None:
    assert innermost_message(f"litellm.RateLimitError: BedrockException - {shown}") == BY_AWS["message"]


@given(st.text(min_size=1), st.integers(0, 3))
def test_a_message_survives_any_depth_of_wrapping(said: str, depth: int) -> None:
    assume(said.strip() and innermost_message(said) is None)
    text = json.dumps({"message": said})
    for _ in range(depth):
        text = json.dumps({"error": {"message": f"litellm.Error: {text}"}})

    assert innermost_message(text) == said.strip()


@given(st.text())
def test_a_text_without_an_object_holds_no_message(text: str) -> None:
    assert innermost_message(text.replace("{", "")) is None


@pytest.mark.parametrize(
    ("model", "text", "kind", "words"),
    [
        (
            CHAT,
            "litellm.AuthenticationError: AuthenticationError: Litellm_proxyException - no such key",
            CredentialsError,
            "LITELLM_PROXY_API_KEY",
        ),
        (
            PASS_THROUGH,
            'litellm.AuthenticationError: BedrockException - {"error":{"message":"no such key","type":"auth_error"}}',
            CredentialsError,
            "AWS_BEARER_TOKEN_BEDROCK",
        ),
        (
            PASS_THROUGH,
            f"litellm.PermissionDeniedError: BedrockException - {json.dumps({'detail': {'error': 'no access'}})}",
            CredentialsError,
            "refused bedrock/converse/writer: no access",
        ),
        (
            CHAT,
            "litellm.BadRequestError: Litellm_proxyException - /chat/completions: Invalid model name passed in model=nobody.",
            ModelNotAvailable,
            "no such alias",
        ),
        (PASS_THROUGH, GUARDRAIL, GuardrailIntervened, "the guardrail 'house-rules' stopped"),
        (
            CHAT,
            "litellm.BadRequestError: Litellm_proxyException - Violated guardrail policy",
            GuardrailIntervened,
            "the guardrail of the LiteLLM proxy stopped",
        ),
        (
            CHAT,
            "litellm.InternalServerError: InternalServerError: Litellm_proxyException - Connection error.",
            ModelUnavailable,
            "LITELLM_PROXY_API_BASE",
        ),
    ],
)
def test_what_only_a_proxy_refuses_has_a_remedy_of_its_own(
    model: str, text: str, kind: type[GhostwriterError], words: str
) -> None:
    translated = classify(Exception(text), CallInfo("drafting/draft", model, "us-east-1"), None).error

    assert type(translated) is kind
    assert words in str(translated)


def test_a_refusal_by_aws_itself_is_not_taken_for_a_proxys() -> None:
    text = 'litellm.AuthenticationError: BedrockException - {"message":"The security token is expired."}'

    call = CallInfo("drafting/draft", PASS_THROUGH, "us-east-1")
    assert "LiteLLM" not in str(classify(Exception(text), call, None).error)
