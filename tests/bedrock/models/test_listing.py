import pytest

from ghostwriter.bedrock.models.catalog import SONNET
from ghostwriter.bedrock.models.listing import list_models


def test_each_alias_is_listed_with_tier_limits_and_prices_per_million() -> None:
    rows = {row.alias: row for row in list_models("us-east-1")}

    assert {alias: row.tier for alias, row in rows.items()} == {"haiku": "fast", "sonnet": "mid", "opus": "top"}
    haiku = rows["haiku"]
    assert haiku.usd_in == pytest.approx(1.1)
    assert haiku.usd_out == pytest.approx(5.5)
    assert haiku.usd_cache_write == pytest.approx(1.375)
    assert haiku.usd_cache_write_1h == pytest.approx(2.2)
    assert haiku.usd_cache_read == pytest.approx(0.11)
    assert (haiku.context, haiku.max_output) == (200_000, 64_000)


def test_profiles_and_deprecation_come_from_the_map() -> None:
    sonnet = next(row for row in list_models("eu-west-1") if row.alias == "sonnet")

    assert f"jp.{SONNET}" in sonnet.profiles
    assert sonnet.resolves_to == f"bedrock/eu.{SONNET}"
    assert sonnet.deprecated == "2027-04-08"


def test_other_models_are_found_by_a_part_of_their_id() -> None:
    found = [row.id for row in list_models(containing="Nova-Pro")]

    assert found == ["amazon.nova-pro-v1:0"]


def test_every_model_is_listed_once_and_without_its_profiles() -> None:
    ids = [row.id for row in list_models(containing=".")]

    assert len(ids) == len(set(ids)) > 100
    assert not [name for name in ids if name.startswith(("us.", "eu.", "global.", "in."))]


def test_a_model_that_the_chosen_profile_excludes_is_listed_all_the_same() -> None:
    haiku = next(row for row in list_models("us-gov-west-1", "us-gov") if row.alias == "haiku")

    assert haiku.resolves_to == ""
    assert haiku.profiles
