import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.resolve import AccessKeys, BearerToken
from ghostwriter.bedrock.endpoints.providers import require_addresses
from ghostwriter.bedrock.litellm_proxy import GUARDRAILS, SIGNED, caveats, find_proxy
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


def test_a_proxy_is_required_only_by_models_behind_one() -> None:
    require_addresses(["bedrock/us.amazon.nova-pro-v1:0"], {})

    with pytest.raises(ConfigurationError):
        require_addresses(["bedrock/us.amazon.nova-pro-v1:0", "litellm_proxy/writer"], {})


def through(credentials: AccessKeys | BearerToken, endpoint: str = "https://proxy.example.com/bedrock") -> Access:
    return Access(endpoint=endpoint, credentials=credentials)


def test_guardrails_are_spoken_of_only_where_the_pass_through_is_used() -> None:
    token = BearerToken("sk-virtual")

    assert caveats(["bedrock/converse/writer"], through(token)) == [GUARDRAILS]
    assert caveats(["litellm_proxy/writer"], through(token)) == []
    assert caveats([], through(token)) == []
    assert caveats(["bedrock/converse/writer"], through(token, "https://vpce-1.example.com")) == []


def test_a_signature_instead_of_the_virtual_key_is_pointed_out() -> None:
    keys = AccessKeys("AKIAEXAMPLE", "secret")

    assert caveats(["bedrock/converse/writer"], through(keys)) == [GUARDRAILS, SIGNED]
    assert "AWS_BEARER_TOKEN_BEDROCK" in str(SIGNED)
