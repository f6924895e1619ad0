import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.resolve import AccessKeys, BearerToken
from ghostwriter.bedrock.endpoints.providers import require_key
from ghostwriter.bedrock.litellm_proxy import GUARDRAILS, SIGNED, Caveat, caveats, find_proxy
from ghostwriter.errors import ConfigurationError

ENV = {"LITELLM_PROXY_API_BASE": "https://proxy.example.com", "LITELLM_PROXY_API_KEY": "sk-virtual"}


def test_address_and_key_have_litellms_own_names() -> None:
    proxy = find_proxy(ENV)

    assert proxy.address == "https://proxy.example.com"
    assert proxy.key == "sk-virtual"
    assert "sk-virtual" not in repr(proxy)


@pytest.mark.parametrize("address", ["http://127.0.0.1:4000/", "http://127.0.0.1:4000/v1", "http://127.0.0.1:4000/v1/"])
def test_an_address_may_be_written_as_other_clients_want_it(address: str) -> None:
    assert find_proxy(ENV | {"LITELLM_PROXY_API_BASE": address}).address == "http://127.0.0.1:4000"


@pytest.mark.parametrize("missing", sorted(ENV))
def test_what_is_missing_is_named(missing: str) -> None:
    with pytest.raises(ConfigurationError, match=f"models need {missing}:"):
        find_proxy(ENV | {missing: " "})


def test_a_virtual_key_must_not_go_to_another_machine_in_the_clear() -> None:
    with pytest.raises(ConfigurationError, match=r"LITELLM_PROXY_API_BASE.*use https"):
        find_proxy(ENV | {"LITELLM_PROXY_API_BASE": "http://proxy.example.com"})


def test_a_model_behind_a_proxy_requires_its_address_and_key() -> None:
    require_key("litellm_proxy/writer", ENV)

    with pytest.raises(ConfigurationError, match="models need LITELLM_PROXY_API_BASE and LITELLM_PROXY_API_KEY"):
        require_key("litellm_proxy/writer", {})


def limits(
    model: str, credentials: AccessKeys | BearerToken, endpoint: str = "https://proxy.example.com/bedrock"
) -> list[Caveat]:
    access = Access(endpoint=endpoint, given=credentials)
    return caveats([access.resolve(model)] if model else [], access)


def test_guardrails_are_spoken_of_only_where_the_pass_through_is_used() -> None:
    token = BearerToken("sk-virtual")

    assert limits("bedrock/converse/writer", token) == [GUARDRAILS]
    assert limits("litellm_proxy/writer", token) == []
    assert limits("", token) == []
    assert limits("bedrock/converse/writer", token, "https://vpce-1.example.com") == []


def test_a_signature_instead_of_the_virtual_key_is_pointed_out() -> None:
    keys = AccessKeys("AKIAEXAMPLE", "secret")

    assert limits("bedrock/converse/writer", keys) == [GUARDRAILS, SIGNED]
    assert "AWS_BEARER_TOKEN_BEDROCK" in str(SIGNED)
