"""ghostwriter.toml, and what stands above and below it."""

from pathlib import Path
from typing import Any

import pytest

from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.brief.brief import Brief
from ghostwriter.config.environment import variable
from ghostwriter.config.settings import Flags, Settings, resolve_settings
from ghostwriter.config.toml_file import load_config_file
from ghostwriter.errors import ConfigurationError
from ghostwriter.schema.stages import STAGE_NAMES


def settings(folder: Path, toml: str, brief: Brief | None = None, /, *models: str, **env: str) -> Settings:
    (folder / "ghostwriter.toml").write_text(toml, encoding="utf-8")
    return resolve_settings(Flags(models=models), env, brief or Brief(), load_config_file(folder))


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert resolve_settings(Flags(), {}, Brief(), load_config_file(tmp_path)) == resolve_settings(Flags(), {}, Brief())


def test_a_stages_own_table_beats_the_general_one(tmp_path: Path) -> None:
    found = settings(tmp_path, '[llm]\ncache_ttl = "1h"\nattempts = 9\n[llm.drafting]\ncache_ttl = "5m"\n')

    assert found.call("drafting").cache_ttl == "5m"
    assert found.call("critique").cache_ttl == "1h"
    assert found.call("drafting").attempts == 9


def test_flag_beats_environment_beats_file_beats_brief_beats_default(tmp_path: Path) -> None:
    toml, brief = '[llm.drafting]\nmodel = "opus"\n', Brief(models={"drafting": "haiku", "critique": "haiku"})

    assert "sonnet" in settings(tmp_path, "").models["drafting"].id
    assert "haiku" in settings(tmp_path, "", brief).models["drafting"].id
    assert "opus" in settings(tmp_path, toml, brief).models["drafting"].id
    assert "haiku" in settings(tmp_path, toml, brief).models["critique"].id
    assert "haiku" in settings(tmp_path, toml, None, GHOSTWRITER_MODEL="haiku").models["drafting"].id
    assert "sonnet" in settings(tmp_path, toml, None, "sonnet", GHOSTWRITER_MODEL="haiku").models["drafting"].id


@pytest.mark.parametrize(
    ("key", "given", "meant"),
    [
        ("caching", "0", False),
        ("stream", "auto", "auto"),
        ("use_converse", "false", False),
        ("cache_ttl", "1h", "1h"),
        ("thinking_budget", "4000", 4000),
        ("deadline", "60", 60.0),
        ("request_metadata", '{"desk": "news"}', {"desk": "news"}),
        ("guardrail", "abc123:1", "abc123:1"),
    ],
)
def test_every_setting_has_a_variable_for_all_stages_and_one_for_each(
    key: str, given: str, meant: Any, tmp_path: Path
) -> None:
    for_all = settings(tmp_path, "", **{variable(key): given})
    for_one = settings(tmp_path, "", **{variable(key, "drafting"): given})

    assert [getattr(for_all.call(stage), key) for stage in STAGE_NAMES] == [meant] * len(STAGE_NAMES)
    assert getattr(for_one.call("drafting"), key) == meant
    assert for_one.call("critique") == CallSettings()


def test_fallbacks_are_a_list_or_words_with_commas(tmp_path: Path) -> None:
    found = settings(
        tmp_path, '[llm.drafting]\nfallbacks = ["opus", "haiku"]\n', GHOSTWRITER_CRITIQUE_FALLBACKS="opus, haiku"
    )

    assert [model.id.split("-")[1] for model in found.fallbacks["drafting"]] == ["opus", "haiku"]
    assert found.fallbacks["critique"] == found.fallbacks["drafting"]
    assert found.fallbacks["extraction"] == ()


def test_the_inference_profile_of_the_file_holds_for_every_model_and_fallback(tmp_path: Path) -> None:
    toml = '[llm]\ninference_profile = "global"\nfallbacks = ["opus"]\n'

    found = settings(tmp_path, toml, AWS_REGION="eu-west-1")
    environment = settings(tmp_path, toml, AWS_REGION="eu-west-1", GHOSTWRITER_INFERENCE_PROFILE="eu")

    assert all(".anthropic" in model.id and "/global." in model.id for model in found.models.values())
    assert "/global." in found.fallbacks["drafting"][0].id
    assert found.inference_profile == "global"
    assert "/eu." in environment.models["drafting"].id


def test_the_articles_guardrail_has_a_table_of_its_own(tmp_path: Path) -> None:
    found = settings(tmp_path, '[article]\nguardrail = "abc123:1"\non_intervention = "record"\n')

    assert (found.article_guardrail, found.on_article_intervention) == ("abc123:1", "record")
    assert settings(tmp_path, "", GHOSTWRITER_ARTICLE_GUARDRAIL="abc123:2").article_guardrail == "abc123:2"


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[llm]\nmodle = 1\n", r"\[llm\] has no 'modle'; did you mean 'model'"),
        ("[llm.draftin]\nmodel = 'opus'\n", "did you mean 'drafting'"),
        ("[llm.drafting]\ninference_profile = 'eu'\n", r"\[llm.drafting\] has no 'inference_profile'"),
        ("[lm]\n", "did you mean 'llm'"),
        ("llm = 1\n", "llm is a table"),
        ("[llm]\ncache_ttl = '2h'\n", r"\[llm\] cache_ttl: Input should be '5m' or '1h'"),
        ("[llm.critique]\nattempts = 0\n", r"\[llm.critique\] attempts"),
        ("[llm]\nmodel = 3\n", r"\[llm\] model: expected a model's name"),
        ("[llm]\nfallbacks = [1]\n", "expected a list of models"),
        ("[article]\nguardrail = 'x y'\n", "is not a guardrail and its version"),
        ("[article]\non_intervention = 'shout'\n", "is not one of fail, record"),
        ("[llm]\nx = \n", r"cannot be read: .*line 2"),
        ("[llm]\ninference_profile = 'mars'\n", "'mars' is not one of"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(toml: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=words) as caught:
        settings(tmp_path, toml)

    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("GHOSTWRITER_CACHE_TTL", "2h"), ("GHOSTWRITER_DRAFTING_ATTEMPTS", "many"), ("GHOSTWRITER_REQUEST_METADATA", "{")],
)
def test_a_variable_that_is_wrong_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=name):
        settings(tmp_path, "", **{name: value})


def test_settings_that_shape_no_text_redo_nothing() -> None:
    unshaped = CallSettings(
        cache_ttl="1h", caching=False, stream=True, deadline=5, service_tier="flex", latency="optimized"
    )

    assert unshaped.shaping() == CallSettings().shaping() == {}
    assert CallSettings(thinking_budget=2000).shaping() == {"thinking_budget": 2000}


@pytest.mark.parametrize("toml", ["a." * 20_000 + "b = 1", "[" + "a." * 40_000 + "b]"])
def test_a_key_without_end_is_refused_before_it_takes_memory(tmp_path: Path, toml: str) -> None:
    with pytest.raises(ConfigurationError, match="more than 500 dots"):
        settings(tmp_path, toml)
