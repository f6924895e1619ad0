import pytest

from ghostwriter.brief.brief import Brief
from ghostwriter.config.settings import Flags, Settings, resolve_settings
from ghostwriter.errors import ConfigurationError


def settings(*models: str, brief: Brief | None = None, **env: str) -> Settings:
    return resolve_settings(Flags(models=models), env, brief or Brief())


def test_haiku_reads_and_checks_and_sonnet_writes() -> None:
    models = settings().models

    assert {stage for stage, model in models.items() if "haiku" in model.id} == {"extraction", "verification"}
    assert {stage for stage, model in models.items() if "sonnet" in model.id} == {"drafting", "critique", "revision"}


def test_the_environment_swaps_all_stages_or_one() -> None:
    models = settings(GHOSTWRITER_MODEL="opus", GHOSTWRITER_CRITIQUE_MODEL="haiku").models

    assert "opus" in models["drafting"].id
    assert "haiku" in models["critique"].id


def test_a_flag_beats_the_environment_and_a_stages_own_flag_beats_the_general_one() -> None:
    models = settings(
        "sonnet", "extraction=opus", GHOSTWRITER_MODEL="haiku", GHOSTWRITER_EXTRACTION_MODEL="haiku"
    ).models

    assert "opus" in models["extraction"].id
    assert "sonnet" in models["verification"].id


def test_the_brief_is_beaten_by_the_environment_and_beats_the_default() -> None:
    brief = Brief(models={"drafting": "haiku", "critique": "haiku"})

    models = settings(brief=brief, GHOSTWRITER_CRITIQUE_MODEL="opus").models

    assert "haiku" in models["drafting"].id
    assert "opus" in models["critique"].id


def test_any_litellm_model_will_do() -> None:
    assert settings("drafting=openai/gpt-4.1").models["drafting"].id == "openai/gpt-4.1"


def test_a_misspelt_stage_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'drafting'"):
        settings("draftin=opus")


def test_the_threshold_comes_from_the_flag_then_the_brief() -> None:
    brief = Brief(threshold=0.5)

    assert resolve_settings(Flags(threshold=0.7), {}, brief).threshold == 0.7
    assert resolve_settings(Flags(), {}, brief).threshold == 0.5
    assert resolve_settings(Flags(), {}, Brief()).threshold == 0.9


@pytest.mark.parametrize(
    "flags",
    [
        Flags(threshold=1.5),
        Flags(rounds=-1),
        Flags(budget=-2.0),
        Flags(budget=float("nan")),
        Flags(budget=float("inf")),
    ],
)
def test_impossible_numbers_are_refused(flags: Flags) -> None:
    with pytest.raises(ConfigurationError):
        resolve_settings(flags, {}, Brief())


def test_a_switch_is_a_switch() -> None:
    assert settings(GHOSTWRITER_STREAM="1").call("extraction").stream is True
    with pytest.raises(ConfigurationError, match="GHOSTWRITER_STREAM"):
        settings(GHOSTWRITER_STREAM="perhaps")


def test_the_model_behind_an_arn_settles_its_limits_and_price() -> None:
    arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc"
    env = {"GHOSTWRITER_DRAFTING_MODEL": arn, "GHOSTWRITER_DRAFTING_CANONICAL_MODEL": "sonnet"}

    settings = resolve_settings(Flags(), env, Brief())

    assert settings.models["drafting"].id == f"bedrock/{arn}"
    assert (
        settings.models["drafting"].canonical == settings.models["critique"].canonical == settings.models["critique"].id
    )
