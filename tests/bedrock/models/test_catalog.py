import pytest

from ghostwriter.bedrock.models.catalog import ALIASES, HAIKU, OPUS, SONNET, card, is_bedrock
from ghostwriter.pipeline.pipeline import GhostwriterPipeline


def test_the_pipelines_models_are_those_of_the_contract() -> None:
    assert GhostwriterPipeline.HAIKU == HAIKU == "anthropic.claude-haiku-4-5-20251001-v1:0"
    assert GhostwriterPipeline.SONNET == SONNET == "anthropic.claude-sonnet-4-5-20250929-v1:0"


def test_tiers_are_names_as_well() -> None:
    assert [ALIASES[tier] for tier in ("top", "mid", "fast")] == [OPUS, SONNET, HAIKU]
    assert is_bedrock("top")


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
