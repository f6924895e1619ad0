"""A brief, and files beside it, choose among Bedrock's models and those of providers that the user has named."""

from pathlib import Path

import pytest

from ghostwriter.brief.brief import Brief
from ghostwriter.config.dotenv import with_dotenv
from ghostwriter.config.settings import Flags, Settings, resolve_settings
from ghostwriter.config.toml_file import load_config_file
from ghostwriter.errors import ConfigurationError


def resolve(folder: Path, *, env: dict[str, str] | None = None, flags: Flags | None = None, **strange: str) -> Settings:
    """The settings of a folder with a ``brief``'s model, a ``dotenv`` and a ``toml``."""
    (folder / ".env").write_text(strange.get("dotenv", ""), encoding="utf-8")
    (folder / "ghostwriter.toml").write_text(strange.get("toml", ""), encoding="utf-8")
    brief = Brief(models={"drafting": strange["brief"]} if "brief" in strange else {})
    return resolve_settings(flags or Flags(), with_dotenv(env or {}, folder), brief, load_config_file(folder))


STRANGERS = {
    "the brief": {"brief": "openai/gpt-4o"},
    "a bare name": {"brief": "gpt-4o"},
    ".env": {"dotenv": "GHOSTWRITER_DRAFTING_MODEL=openai/gpt-4o"},
    "fallbacks in .env": {"dotenv": "GHOSTWRITER_FALLBACKS=openai/gpt-4o"},
    "ghostwriter.toml": {"toml": "[llm.drafting]\nmodel = 'openai/gpt-4o'\n"},
    "fallbacks in ghostwriter.toml": {"toml": "[llm]\nfallbacks = ['haiku', 'openai/gpt-4o']\n"},
}


@pytest.mark.parametrize("who", list(STRANGERS))
def test_a_provider_that_the_user_has_not_named_is_refused_with_the_option_that_allows_it(
    who: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match=r"would send the sources to 'openai'.*--allow-provider openai"):
        resolve(tmp_path, **STRANGERS[who])  # type: ignore[arg-type]


@pytest.mark.parametrize("who", list(STRANGERS))
@pytest.mark.parametrize(
    "said",
    [
        {"flags": Flags(allowed_providers=("openai",))},
        {"env": {"GHOSTWRITER_CRITIQUE_MODEL": "openai/gpt-4.1"}},
        {"flags": Flags(models=("critique=openai/gpt-4.1",))},
    ],
    ids=["--allow-provider", "the environment", "--model"],
)
def test_one_that_the_user_has_named_may_be_chosen(said: dict[str, object], who: str, tmp_path: Path) -> None:
    settings = resolve(tmp_path, **STRANGERS[who], **said)  # type: ignore[arg-type]

    assert any("gpt-4o" in model.id for model in settings.all_models())


def test_what_a_flag_replaces_is_asked_of_nobody(tmp_path: Path) -> None:
    settings = resolve(tmp_path, brief="openai/gpt-4o", flags=Flags(models=("drafting=opus",)))

    assert "opus" in settings.models["drafting"].id


def test_bedrocks_models_are_anybodys_choice(tmp_path: Path) -> None:
    assert "opus" in resolve(tmp_path, brief="opus").models["drafting"].id
    assert "nova" in resolve(tmp_path, dotenv="GHOSTWRITER_MODEL=amazon.nova-pro-v1:0").models["drafting"].id


FIELDS = "additional_model_request_fields"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"toml": f"[llm]\n{FIELDS} = {{new_field = 1}}\n"}, "'new_field' is not a field that such a file may set"),
        ({"dotenv": f"GHOSTWRITER_{FIELDS.upper()}='{{\"new_field\": 1}}'"}, "'new_field' is not a field"),
        (
            {"env": {f"GHOSTWRITER_{FIELDS.upper()}": '{"mcp_servers": [{"url": "https://x.test"}]}'}},
            "holds an address",
        ),
        ({"env": {f"GHOSTWRITER_{FIELDS.upper()}": '{"a": {"b": ["s3://bucket"]}}'}}, "'a.b' holds an address"),
    ],
)
def test_fields_of_requests_lead_nowhere(given: dict[str, object], message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=message):
        resolve(tmp_path, **given)  # type: ignore[arg-type]


def test_known_fields_may_stand_in_a_file_and_any_in_the_environment(tmp_path: Path) -> None:
    assert resolve(tmp_path, toml=f"[llm]\n{FIELDS} = {{top_k = 5}}\n").call("drafting").additional_model_request_fields
    assert resolve(tmp_path, env={f"GHOSTWRITER_{FIELDS.upper()}": '{"new_field": 1}'}).call("drafting")


@pytest.mark.parametrize(
    "fields",
    [
        'thinking = {x = "//evil.test/x"}',
        'output_config = {format = {"$ref" = "http:evil.test"}}',
        'thinking = {a = [{b = "evil.test:80"}]}',
        "inferenceConfig = {maxTokens = 100000}",
        "textGenerationConfig = {maxTokenCount = 100000}",
    ],
)
def test_known_fields_of_a_file_hold_plain_values_and_no_limits(fields: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Take it out|set that instead"):
        resolve(tmp_path, toml=f"[llm]\n{FIELDS} = {{{fields}}}\n")


def test_what_the_user_says_in_general_beats_what_a_dotenv_says_of_a_stage(tmp_path: Path) -> None:
    env = {"GHOSTWRITER_GUARDRAIL": "mine:1", "GHOSTWRITER_MODEL": "haiku"}

    settings = resolve(
        tmp_path, env=env, dotenv="GHOSTWRITER_DRAFTING_GUARDRAIL=strange:1\nGHOSTWRITER_DRAFTING_MODEL=opus\n"
    )

    assert settings.call("drafting").guardrail == "mine:1"
    assert "haiku" in settings.models["drafting"].id


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1"])
def test_a_brief_does_not_lead_into_another_partition_of_aws(region: str, tmp_path: Path) -> None:
    partition = "aws-cn" if region.startswith("cn") else "aws-us-gov"
    arn = f"arn:{partition}:bedrock:{region}:123456789012:application-inference-profile/abc"

    with pytest.raises(ConfigurationError, match=f"set AWS_REGION to {region}"):
        resolve(tmp_path, brief=arn)
    assert resolve(tmp_path, brief=arn, env={"AWS_REGION": region})


def test_the_model_behind_an_alias_on_bedrock_is_on_bedrock(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is not on Bedrock"):
        resolve(tmp_path, toml="[llm]\ncanonical_model = 'openai/gpt-4o'\n")
