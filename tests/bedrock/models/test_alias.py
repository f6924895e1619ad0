import pytest

from ghostwriter.bedrock.models.alias import call_by

SONNET = "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
ARN = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc"


@pytest.mark.parametrize("name", [SONNET, f"bedrock/converse/{SONNET.removeprefix('bedrock/')}", "openai/gpt-4.1"])
def test_a_name_that_says_which_model_it_is_needs_no_help(name: str) -> None:
    called = call_by(name)

    assert (called.model, called.fields, called.parameters) == (name, {}, {})


@pytest.mark.parametrize("alias", ["writer", "team/writer", "claude-4.5-fast"])
def test_an_alias_gets_its_tools_although_litellm_does_not_know_it(alias: str) -> None:
    called = call_by(f"bedrock/converse/{alias}")

    assert called.model == f"bedrock/converse/{alias}"
    assert called.parameters == {"allowed_openai_params": ["tools", "tool_choice"]}


@pytest.mark.parametrize(
    ("name", "on_the_wire"),
    [("bedrock/converse/team/writer", "team/writer"), (f"bedrock/{ARN}", ARN), (f"bedrock/converse/{ARN}", ARN)],
)
def test_where_the_model_behind_a_name_is_known_only_the_wire_carries_the_name(name: str, on_the_wire: str) -> None:
    called = call_by(name, SONNET)

    assert called.model == SONNET
    assert called.parameters == {"model_id": on_the_wire}


def test_a_proxys_chat_api_is_asked_for_the_alias_whatever_is_behind_it() -> None:
    called = call_by("litellm_proxy/writer", SONNET)

    assert called.model == "litellm_proxy/writer"
    assert called.fields == {"model_canonical_name": SONNET}
