from ghostwriter.bedrock.doctor import diagnose
from ghostwriter.brief import Brief
from ghostwriter.config import Flags, resolve_settings


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
