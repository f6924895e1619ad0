from typing import Any

import pytest

from ghostwriter import create_llm
from ghostwriter.bedrock.models.capabilities import Capabilities, capabilities_of, require_context_window
from ghostwriter.errors import ConfigurationError

ENV = {"AWS_BEARER_TOKEN_BEDROCK": "token"}
ARN = "arn:aws:bedrock:us-east-1:123456789012"


@pytest.mark.parametrize(
    ("model", "can"),
    [
        ("bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0", (True, True, True, True)),
        (f"bedrock/{ARN}:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0", (True, True, True, True)),
        ("bedrock/us.amazon.nova-pro-v1:0", (True, True, True, False)),
        ("bedrock/openai.gpt-oss-120b-1:0", (True, False, False, True)),
        ("bedrock/us.meta.llama3-3-70b-instruct-v1:0", (True, False, False, False)),
        ("bedrock/converse/us.meta.llama3-3-70b-instruct-v1:0", (True, False, False, False)),
        ("bedrock/amazon.titan-text-premier-v1:0", (False, False, False, False)),
        ("bedrock/cohere.command-r-plus-v1:0", (True, False, False, False)),
    ],
)
def test_what_a_family_can_do_comes_from_the_map(model: str, can: tuple[bool, ...]) -> None:
    found = capabilities_of(model)

    assert (found.tools, found.streams_tools, found.caches, found.thinks) == can


def test_what_hides_behind_an_arn_is_asked_without_streams() -> None:
    assert capabilities_of(f"bedrock/{ARN}:application-inference-profile/abc") == Capabilities()


@pytest.mark.parametrize(
    ("model", "setting", "words"),
    [
        ("us.meta.llama3-3-70b-instruct-v1:0", {"thinking_budget": 2_000}, "does not think"),
        ("us.amazon.nova-pro-v1:0", {"effort": "high"}, "does not think"),
        ("openai.gpt-oss-120b-1:0", {"thinking_budget": 2_000}, "takes an effort"),
        ("us.meta.llama3-3-70b-instruct-v1:0", {"stream": True}, "cannot stream the call of a tool"),
        ("cohere.command-r-plus-v1:0", {"use_converse": False}, "through Converse only"),
    ],
)
def test_what_a_family_cannot_do_is_refused_before_anything_is_sent(model: str, setting: Any, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        create_llm(model, env=ENV, **setting)


def test_a_model_that_reads_too_little_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match=r"llama3-70b.*reads 8,192 tokens at once"):
        require_context_window("bedrock/meta.llama3-70b-instruct-v1:0")
