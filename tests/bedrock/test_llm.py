"""create_llm(), proven by what arrives on the wire."""

from typing import Any

import pytest

from ghostwriter import create_llm
from ghostwriter.bedrock.models.catalog import HAIKU, SONNET
from ghostwriter.emulator.server import Emulator, Received
from ghostwriter.pipeline.pipeline import GhostwriterPipeline

HELLO = "Say hello."


def ask(emulator: Emulator, model: str = "haiku", env: dict[str, str] | None = None, **settings: Any) -> Received:
    """Build an LLM, ask it one thing, and return the request as the server received it."""
    from ghostwriter.bedrock.sdk import Message, TextContent

    found = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url} | (
        env or {"AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token}
    )
    llm = create_llm(model, env=found, **settings)
    llm.completion([Message(role="user", content=[TextContent(text=HELLO)])])
    return emulator.received[-1]


def keys(emulator: Emulator) -> dict[str, str]:
    return {"AWS_ACCESS_KEY_ID": emulator.access_key_id, "AWS_SECRET_ACCESS_KEY": emulator.secret_access_key}


def test_a_bearer_token_is_sent_as_it_is_and_beats_iam_keys(wire: Emulator) -> None:
    received = ask(wire, env=keys(wire) | {"AWS_BEARER_TOKEN_BEDROCK": wire.bearer_token})

    assert received.headers["authorization"] == f"Bearer {wire.bearer_token}"


def test_iam_keys_sign_the_request(wire: Emulator) -> None:
    received = ask(wire, env=keys(wire))

    assert received.headers["authorization"].startswith(f"AWS4-HMAC-SHA256 Credential={wire.access_key_id}/")


def test_a_session_token_travels_with_iam_keys() -> None:
    env = {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "session"}
    with Emulator(env=env) as emulator:
        received = ask(emulator, env=env)

    assert received.headers["x-amz-security-token"] == "session"


def test_two_models_in_one_process_keep_their_own_credentials(wire: Emulator) -> None:
    first = ask(wire)
    second = ask(wire, env=keys(wire))

    assert first.headers["authorization"].startswith("Bearer ")
    assert second.headers["authorization"].startswith("AWS4-HMAC-SHA256 ")


def test_without_credentials_the_error_is_a_value_error_that_names_both_ways_and_offline() -> None:
    with pytest.raises(ValueError, match=r"AWS_BEARER_TOKEN_BEDROCK.*AWS_ACCESS_KEY_ID.*--offline"):
        create_llm("haiku", env={})
    with pytest.raises(ValueError, match="--offline"):
        GhostwriterPipeline(env={}).create_llm()


@pytest.mark.parametrize(("region", "profile"), [("us-west-2", "us"), ("eu-north-1", "eu"), ("ap-northeast-1", "jp")])
def test_the_inference_profile_follows_the_region(wire: Emulator, region: str, profile: str) -> None:
    received = ask(wire, "sonnet", env={"AWS_BEARER_TOKEN_BEDROCK": wire.bearer_token, "AWS_REGION": region})

    assert received.raw_path == f"/model/{profile}.{SONNET.replace(':', '%3A')}/converse"


def test_the_prefix_is_added_once(wire: Emulator) -> None:
    expected = f"/model/us.{HAIKU.replace(':', '%3A')}/converse"

    assert ask(wire, HAIKU).raw_path == expected
    assert ask(wire, f"bedrock/{HAIKU}").raw_path == expected
    assert ask(wire, f"bedrock/us.{HAIKU}").raw_path == expected


def test_a_profile_arn_is_called_as_it_is(wire: Emulator) -> None:
    arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123"

    received = ask(wire, arn)

    assert received.raw_path == f"/model/{arn.replace(':', '%3A').replace('/', '%2F')}/converse"


def test_thinking_is_off_unless_asked_for(wire: Emulator) -> None:
    quiet = ask(wire, "sonnet")
    thinking = ask(wire, "sonnet", thinking_budget=2_000, max_output_tokens=4_000)

    assert "thinking" not in str(quiet.body)
    assert thinking.body["additionalModelRequestFields"]["thinking"] == {"type": "enabled", "budget_tokens": 2_000}


def test_thinking_that_leaves_no_room_for_an_answer_is_refused(wire: Emulator) -> None:
    with pytest.raises(ValueError, match="smaller than max_output_tokens"):
        ask(wire, thinking_budget=4_000, max_output_tokens=4_000)


@pytest.mark.parametrize("temperature", [0.0, 0.7])
def test_the_temperature_really_arrives(wire: Emulator, temperature: float) -> None:
    received = ask(wire, "sonnet", temperature=temperature, max_output_tokens=300)

    assert received.body["inferenceConfig"] == {"temperature": temperature, "maxTokens": 300}


def test_a_model_that_takes_no_temperature_is_not_sent_one_in_silence(wire: Emulator) -> None:
    with pytest.raises(ValueError, match="takes no temperature"):
        ask(wire, "anthropic.claude-opus-4-7", temperature=0.5)


def test_no_attribution_headers_reach_aws(wire: Emulator) -> None:
    received = ask(wire)

    assert not {"http-referer", "referer", "x-title"} & {name.lower() for name in received.headers}


@pytest.mark.parametrize(
    ("misspelt", "hint"), [("temprature", "temperature"), ("max_output_token", "max_output_tokens"), ("provider", "")]
)
def test_misspelt_settings_are_refused_with_the_nearest(misspelt: str, hint: str) -> None:
    settings: dict[str, Any] = {misspelt: 1}

    with pytest.raises(ValueError, match=f"no setting '{misspelt}'.*{hint}"):
        create_llm("haiku", env={"AWS_BEARER_TOKEN_BEDROCK": "token"}, **settings)


def test_the_pipelines_method_builds_a_stages_own_model(wire: Emulator) -> None:
    env = {
        "AWS_BEARER_TOKEN_BEDROCK": wire.bearer_token,
        "AWS_BEDROCK_RUNTIME_ENDPOINT": wire.url,
        "GHOSTWRITER_CRITIQUE_MODEL": "opus",
    }
    pipeline = GhostwriterPipeline(env=env)

    assert "haiku" in pipeline.create_llm(stage="extraction").model
    assert "sonnet" in pipeline.create_llm(stage="drafting").model
    assert "opus" in pipeline.create_llm(stage="critique").model


def test_another_provider_gets_its_own_key_and_address() -> None:
    env = {"OPENAI_API_KEY": "sk-test", "OPENAI_API_BASE": "http://127.0.0.1:9/v1"}

    llm = create_llm("openai/gpt-4.1", env=env)

    assert llm.api_key.get_secret_value() == "sk-test"
    assert llm.base_url == "http://127.0.0.1:9/v1"
