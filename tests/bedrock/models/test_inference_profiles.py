import pytest

from ghostwriter.bedrock.models.catalog import HAIKU, SONNET
from ghostwriter.bedrock.models.inference_profiles import resolve_model, scope_of
from ghostwriter.errors import ConfigurationError

ARN = "arn:aws:bedrock:us-east-1:123456789012"


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
        ("fast", "eu-west-1", f"bedrock/eu.{HAIKU}"),
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


@pytest.mark.parametrize(
    "name",
    [
        f"us.{SONNET}",
        f"bedrock/us.{SONNET}",
        f"bedrock/converse/us.{SONNET}",
        f"{ARN}:inference-profile/us.{SONNET}",
        f"global.{SONNET}",
    ],
)
@pytest.mark.parametrize("profile", ["eu", "none"])
def test_an_id_of_another_scope_never_overrides_a_choice(name: str, profile: str) -> None:
    with pytest.raises(ConfigurationError, match=f"is to be '{profile}'"):
        resolve_model(name, "eu-west-1", profile)


@pytest.mark.parametrize("name", ["amazon.titan-text-express-v1", f"bedrock/converse/{SONNET}"])
def test_what_is_answered_in_its_region_has_to_be_within_the_choice(name: str) -> None:
    assert resolve_model(name, "eu-west-1", "eu")
    with pytest.raises(ConfigurationError, match="the region 'us-east-1' is not within it"):
        resolve_model(name, "us-east-1", "eu")


def test_an_id_within_the_choice_passes() -> None:
    assert resolve_model(f"eu.{SONNET}", "eu-west-1", "eu") == f"bedrock/eu.{SONNET}"
    assert resolve_model(f"us.{SONNET}", "us-east-1", "global") == f"bedrock/us.{SONNET}"


def test_an_application_profile_without_a_scope_is_answered_in_its_own_region() -> None:
    here, elsewhere = (
        f"arn:aws:bedrock:{region}:123456789012:application-inference-profile/abc"
        for region in ("eu-west-1", "us-east-1")
    )

    assert scope_of(here) is None
    assert scope_of(f"{ARN}:application-inference-profile/us.abc") == "us"
    assert resolve_model(here, "us-east-1", "eu")
    with pytest.raises(ConfigurationError, match="the region 'us-east-1' is not within it"):
        resolve_model(elsewhere, "eu-west-1", "eu")
