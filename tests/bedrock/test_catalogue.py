import pytest

from ghostwriter.bedrock.catalogue import HAIKU, SONNET, card, is_bedrock, list_models, resolve_model
from ghostwriter.errors import ConfigurationError
from ghostwriter.pipeline import GhostwriterPipeline


def test_the_pipelines_models_are_those_of_the_contract() -> None:
    assert GhostwriterPipeline.HAIKU == HAIKU == "anthropic.claude-haiku-4-5-20251001-v1:0"
    assert GhostwriterPipeline.SONNET == SONNET == "anthropic.claude-sonnet-4-5-20250929-v1:0"


@pytest.mark.parametrize(
    ("name", "region", "resolved"),
    [
        ("haiku", "us-east-1", f"bedrock/us.{HAIKU}"),
        ("sonnet", "eu-central-1", f"bedrock/eu.{SONNET}"),
        ("sonnet", "ap-northeast-1", f"bedrock/jp.{SONNET}"),
        ("haiku", "ap-southeast-2", f"bedrock/au.{HAIKU}"),
        ("haiku", "ap-south-1", f"bedrock/apac.{HAIKU}"),
        ("haiku", "sa-east-1", f"bedrock/global.{HAIKU}"),
        ("sonnet", "us-gov-west-1", f"bedrock/us-gov.{SONNET}"),
        (HAIKU, "us-east-1", f"bedrock/us.{HAIKU}"),
        (f"bedrock/{HAIKU}", "us-east-1", f"bedrock/us.{HAIKU}"),
        (f"bedrock/global.{HAIKU}", "us-east-1", f"bedrock/global.{HAIKU}"),
        (f"bedrock/converse/{HAIKU}", "us-east-1", f"bedrock/converse/{HAIKU}"),
        (
            "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc",
            "us-east-1",
            "bedrock/arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc",
        ),
        ("amazon.titan-text-express-v1", "us-east-1", "bedrock/amazon.titan-text-express-v1"),
        ("openai/gpt-4.1", "us-east-1", "openai/gpt-4.1"),
        ("gpt-4.1", "us-east-1", "gpt-4.1"),
        ("litellm_proxy/our-alias", "us-east-1", "litellm_proxy/our-alias"),
        ("bedrock/our-alias", "us-east-1", "bedrock/converse/our-alias"),
        ("bedrock/claude-4.5-fast", "us-east-1", "bedrock/converse/claude-4.5-fast"),
    ],
)
def test_a_name_becomes_the_id_that_is_called(name: str, region: str, resolved: str) -> None:
    assert resolve_model(name, region) == resolved


def test_resolving_twice_changes_nothing() -> None:
    once = resolve_model("sonnet", "eu-west-1")

    assert resolve_model(once, "eu-west-1") == once


def test_a_chosen_profile_beats_the_regions() -> None:
    assert resolve_model("haiku", "us-east-1", "global") == f"bedrock/global.{HAIKU}"
    assert resolve_model("haiku", "us-east-1", "none") == f"bedrock/{HAIKU}"


def test_an_alias_never_gets_an_inference_profile() -> None:
    assert resolve_model("bedrock/our-alias", "eu-west-1", "eu") == "bedrock/converse/our-alias"


def test_a_profile_that_the_model_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(ConfigurationError, match=r"no inference profile 'us-gov'; it has: global, us, eu"):
        resolve_model("haiku", "us-gov-west-1", "us-gov")


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="empty"):
        resolve_model(" ", "us-east-1")


def test_bedrock_names_are_told_from_other_providers() -> None:
    assert is_bedrock("haiku")
    assert is_bedrock("us.amazon.nova-pro-v1:0")
    assert is_bedrock("vendor.unheard-of-v9")
    assert not is_bedrock("openai/gpt-4.1")
    assert not is_bedrock("anthropic/claude-sonnet-4-5")


def test_a_card_has_limits_and_prices_from_the_map() -> None:
    found = card(f"bedrock/us.{HAIKU}")

    assert found is not None
    assert found.max_input_tokens == 200_000
    assert found.input_cost_per_token == pytest.approx(1.1e-06)


def test_the_listing_shows_each_alias_with_prices_per_million() -> None:
    rows = {row.alias: row for row in list_models("us-east-1")}

    assert set(rows) == {"haiku", "sonnet", "opus"}
    assert rows["haiku"].usd_in == pytest.approx(1.1)
    assert f"eu.{SONNET}" in rows["sonnet"].profiles
    assert rows["sonnet"].deprecated == "2027-04-08"
