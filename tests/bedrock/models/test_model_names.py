"""Only the forms that are meant are taken for names of Bedrock's models, from the first character to the last."""

import pytest

from ghostwriter.bedrock.models.catalog import model_map
from ghostwriter.bedrock.models.model_names import BedrockName, parse_bedrock_name, region_of_arn
from ghostwriter.errors import ConfigurationError

ID = "us.anthropic.claude-haiku-4-5-20251001-v1:0"
OURS = "arn:aws:bedrock:eu-west-1:123456789012"


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        (ID, BedrockName("", ID, "id")),
        (f"bedrock/{ID}", BedrockName("", ID, "id")),
        (f"bedrock/converse/{ID}", BedrockName("converse/", ID, "id")),
        ("bedrock/invoke/amazon.titan-text-express-v1", BedrockName("invoke/", "amazon.titan-text-express-v1", "id")),
        ("amazon.nova-pro-v1:0:300k", BedrockName("", "amazon.nova-pro-v1:0:300k", "id")),
        ("deepseek.v3.2", BedrockName("", "deepseek.v3.2", "id")),
        ("us-gov.anthropic.claude-x", BedrockName("", "us-gov.anthropic.claude-x", "id")),
        ("bedrock/claude-4.5-fast", BedrockName("", "claude-4.5-fast", "alias")),
        ("bedrock/converse/team/writer", BedrockName("converse/", "team/writer", "alias")),
    ],
)
def test_a_name_is_taken_apart(name: str, parsed: BedrockName) -> None:
    assert parse_bedrock_name(name) == parsed


@pytest.mark.parametrize(
    "resource",
    [
        "application-inference-profile/abc123",
        "inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0",
        "provisioned-model/abcdefghijkl",
        "imported-model/abcdefghijkl",
        "custom-model/anthropic.claude-3-haiku-20240307-v1:0:200k/abcdefghijkl",
        "custom-model-deployment/abcdefghijkl",
        "default-prompt-router/anthropic.claude:1",
    ],
)
def test_an_arn_is_taken_whole_with_its_region(resource: str) -> None:
    arn = f"{OURS}:{resource}"

    assert parse_bedrock_name(f"bedrock/converse/{arn}") == BedrockName("converse/", arn, "arn", "eu-west-1")


@pytest.mark.parametrize(
    "name",
    [
        "arn:aws:bedrock:eu-west-1::application-inference-profile/abc",
        "arn:aws:bedrock:eu-west-1:123456789012:foundation-model/amazon.nova-pro-v1:0",
        "arn:aws:bedrock:eu-west-1:12345678901:inference-profile/abc",
        "arn:aws:bedrock:us-evil-1:123456789012:inference-profile/abc",
        "arn:aws-us-gov:bedrock:eu-west-1:123456789012:inference-profile/abc",
        "arn:aws:bedrock:us-gov-west-1:123456789012:inference-profile/abc",
        "arn:aws:bedrock:eu-west-1:123456789012:agent/abc",
        "arn:aws:bedrock-agentcore:eu-west-1:123456789012:runtime/x",
        "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/abc\n",
        "arn:aws:bedrock:eu-west-1:١٢٣٤٥٦٧٨٩٠١٢:inference-profile/abc",
        f"bedrock/bedrock/{ID}",
        f"bedrock/agentcore/{ID}",
        f"bedrock/us-east-1/{ID}",
        f"{ID}/x",
        f"{ID} ",
        "bedrock/",
        "bedrock/converse/agentcore/x",
        "bedrock/converse/team/us-east-1",
        "bedrock/../x",
        "bedrock/a..b",
        "bedrock/invoke/writer",
        "converse/writer",
        "bedrock/" + "a" * 1_000,
    ],
)
def test_everything_else_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError):
        parse_bedrock_name(name)


def test_the_runs_own_region_may_be_newer_than_the_list() -> None:
    arn = "arn:aws:bedrock:eu-north-9:123456789012:inference-profile/abc"

    assert parse_bedrock_name(arn, "eu-north-9").region == "eu-north-9"
    with pytest.raises(ConfigurationError, match="'eu-north-9', which is not a region"):
        parse_bedrock_name(arn, "eu-north-1")


def test_every_model_of_bedrocks_that_litellm_knows_has_such_a_name() -> None:
    ids = [
        name
        for name, entry in model_map().items()
        if entry.get("litellm_provider") in {"bedrock", "bedrock_converse"} and entry.get("mode") == "chat"
        if "/" not in name and "." in name and "@" not in name
    ]

    assert len(ids) > 100
    assert {parse_bedrock_name(name).kind for name in ids} == {"id"}


def test_only_bedrocks_own_arns_say_a_region() -> None:
    assert region_of_arn(f"bedrock/converse/{OURS}:inference-profile/x") == "eu-west-1"
    assert region_of_arn(f"{OURS}:guardrail/x") == "eu-west-1"
    assert region_of_arn("arn:aws:bedrock-agentcore:eu-west-1:123456789012:runtime/x") is None
    assert region_of_arn(f"x{OURS}:guardrail/x") is None
