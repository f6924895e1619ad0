from datetime import date
from pathlib import Path

from ghostwriter.brief.brief import Brief
from ghostwriter.cli.doctor.models import describe_models
from ghostwriter.cli.doctor.settings import diagnose
from ghostwriter.config.settings import Flags, resolve_settings


def findings(**env: str) -> dict[str, tuple[str, str, str]]:
    settings = resolve_settings(Flags(), env, Brief())
    return {found.name: (found.status, found.found, found.remedy) for found in diagnose(env, settings)}


def test_missing_credentials_are_a_failure_with_a_remedy() -> None:
    status, _, remedy = findings()["credentials"]

    assert status == "fail"
    assert "AWS_BEARER_TOKEN_BEDROCK" in remedy


def test_a_bearer_token_says_what_it_shadows_and_not_its_value() -> None:
    env = {"AWS_BEARER_TOKEN_BEDROCK": "hidden", "AWS_ACCESS_KEY_ID": "hidden", "AWS_SECRET_ACCESS_KEY": "hidden"}

    status, found, _ = findings(**env)["credentials"]

    assert status == "warn"
    assert "it shadows AWS_ACCESS_KEY_ID" in found
    assert "hidden" not in str(findings(**env))


def test_each_stages_model_is_listed_with_its_limits() -> None:
    status, found, _ = findings()["model for drafting"]

    assert status == "ok"
    assert "claude-sonnet-4-5" in found
    assert "200,000 tokens in" in found


def test_an_unknown_model_is_a_warning() -> None:
    assert findings(GHOSTWRITER_DRAFTING_MODEL="vendor.unheard-of")["model for drafting"][0] == "warn"


def test_an_endpoint_override_is_pointed_out() -> None:
    assert findings(AWS_BEDROCK_RUNTIME_ENDPOINT="http://127.0.0.1:9")["endpoint"][0] == "warn"


PASS_THROUGH = {
    "GHOSTWRITER_MODEL": "bedrock/writer",
    "AWS_BEDROCK_RUNTIME_ENDPOINT": "https://proxy.example.com/bedrock",
    "AWS_BEARER_TOKEN_BEDROCK": "sk-virtual",
}


def test_guardrails_that_a_proxys_pass_through_leaves_out_are_a_warning() -> None:
    status, found, remedy = findings(**PASS_THROUGH)["proxy"]

    assert status == "warn"
    assert "guardrailConfig" in found
    assert "GHOSTWRITER_GUARDRAIL" in remedy


def test_a_proxy_is_listed_with_its_address_and_without_its_key() -> None:
    env = {
        "GHOSTWRITER_MODEL": "litellm_proxy/writer",
        "LITELLM_PROXY_API_BASE": "http://127.0.0.1:4000/v1",
        "LITELLM_PROXY_API_KEY": "sk-virtual",
    }

    found = findings(**env)

    assert found["proxy"] == ("ok", "http://127.0.0.1:4000 from LITELLM_PROXY_API_BASE", "")
    assert "credentials" not in found
    assert "sk-virtual" not in str(found)


def test_a_proxy_without_an_address_is_a_failure() -> None:
    status, _, remedy = findings(GHOSTWRITER_MODEL="litellm_proxy/writer", LITELLM_PROXY_API_KEY="sk-virtual")["proxy"]

    assert status == "fail"
    assert "LITELLM_PROXY_API_BASE" in remedy


def test_a_variable_that_is_no_setting_is_pointed_out_with_the_nearest() -> None:
    assert findings(GHOSTWRITER_MODLE="opus")["environment"] == (
        "warn",
        "GHOSTWRITER_MODLE is not a setting",
        "did you mean GHOSTWRITER_MODEL?",
    )
    assert "environment" not in findings(GHOSTWRITER_DRAFTING_CACHE_TTL="1h", GHOSTWRITER_ARTICLE_GUARDRAIL="abc:1")


def test_answers_from_anywhere_in_the_world_are_pointed_out_unless_they_were_chosen() -> None:
    status, found, _ = findings(AWS_REGION="sa-east-1")["place"]

    assert status == "warn"
    assert "no profile for the geography of sa-east-1" in found
    assert "place" not in findings(AWS_REGION="sa-east-1", GHOSTWRITER_INFERENCE_PROFILE="global")
    assert "place" not in findings(AWS_REGION="eu-west-1")


def test_a_profile_that_the_region_does_not_offer_is_pointed_out() -> None:
    assert "cannot be called from us-east-1" in findings(GHOSTWRITER_INFERENCE_PROFILE="eu")["place"][1]


def test_a_named_profiles_other_region_is_pointed_out(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[profile desk]\nregion = eu-west-1\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = s3cr3t\n"
    )

    env = {"AWS_PROFILE": "desk", "AWS_CONFIG_FILE": str(config)}

    assert findings(**env)["region of the profile"][2] == "set AWS_REGION=eu-west-1 to call that region"
    assert "region of the profile" not in findings(**env, AWS_REGION="eu-west-1")


def test_a_model_near_its_end_is_a_warning() -> None:
    settings = resolve_settings(Flags(), {}, Brief())

    status = {
        day: next(
            describe_models(
                settings.model_copy(update={"models": {"drafting": settings.models["drafting"]}}),
                "us-east-1",
                date.fromisoformat(day),
            )
        )
        for day in ("2026-11-01", "2027-03-01", "2027-05-01")
    }

    assert [finding.status for finding in status.values()] == ["ok", "warn", "warn"]
    assert "deprecated since 2027-04-08" in status["2027-05-01"].found


def test_an_offline_run_needs_no_credentials() -> None:
    settings = resolve_settings(Flags(offline=True), {}, Brief())

    assert not [finding for finding in diagnose({}, settings) if finding.status == "fail"]
