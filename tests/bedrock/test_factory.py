"""The forms in which LiteLLM is given a model whose name does not say which model it is."""

import pytest

from ghostwriter.bedrock.factory import _litellm_form
from ghostwriter.bedrock.models.resolved_model import ResolvedModel, provider_of

SONNET = "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
ARN = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc"


def resolved(name: str, canonical: str | None = None) -> ResolvedModel:
    return ResolvedModel(name, name, canonical or name, provider_of(name))


@pytest.mark.parametrize("name", [SONNET, f"bedrock/converse/{SONNET.removeprefix('bedrock/')}", "openai/gpt-4.1"])
def test_a_name_that_says_which_model_it_is_needs_no_help(name: str) -> None:
    assert _litellm_form(resolved(name)) == (name, {}, {})


@pytest.mark.parametrize("alias", ["writer", "team/writer", "claude-4.5-fast"])
def test_an_alias_gets_its_tools_although_litellm_does_not_know_it(alias: str) -> None:
    name = f"bedrock/converse/{alias}"

    assert _litellm_form(resolved(name)) == (name, {}, {"allowed_openai_params": ["tools", "tool_choice"]})


@pytest.mark.parametrize(
    ("name", "on_the_wire"),
    [("bedrock/converse/team/writer", "team/writer"), (f"bedrock/{ARN}", ARN), (f"bedrock/converse/{ARN}", ARN)],
)
def test_where_the_model_behind_a_name_is_known_only_the_wire_carries_the_name(name: str, on_the_wire: str) -> None:
    assert _litellm_form(resolved(name, SONNET)) == (SONNET, {}, {"model_id": on_the_wire})


def test_a_proxys_chat_api_is_asked_for_the_alias_whatever_is_behind_it() -> None:
    name = "litellm_proxy/writer"

    assert _litellm_form(resolved(name, SONNET)) == (name, {"model_canonical_name": SONNET}, {})
