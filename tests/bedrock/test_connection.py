import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.errors import ConfigurationError


def find(**env: str) -> Access:
    return Access.find(env)


def test_regions_are_looked_up_in_the_documented_order() -> None:
    first, second, third = "eu-west-1", "us-west-2", "ap-south-1"
    assert find(AWS_REGION_NAME=first, AWS_REGION=second, AWS_DEFAULT_REGION=third).region == first
    assert find(AWS_REGION=second, AWS_DEFAULT_REGION=third).region == second
    assert find(AWS_DEFAULT_REGION=third).region == third
    assert find().region == "us-east-1"


def test_an_endpoint_on_this_machine_may_be_plain_http() -> None:
    access = find(AWS_BEDROCK_RUNTIME_ENDPOINT="http://127.0.0.1:9/")

    assert access.endpoint == "http://127.0.0.1:9"
    assert access.on_loopback


def test_an_endpoint_elsewhere_must_not_see_credentials_in_the_clear() -> None:
    with pytest.raises(ConfigurationError, match="use https"):
        find(AWS_BEDROCK_RUNTIME_ENDPOINT="http://example.com")


def test_something_that_is_no_address_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not an http"):
        find(AWS_ENDPOINT_URL_BEDROCK_RUNTIME="example.com")


def test_an_unknown_inference_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="auto, global, us"):
        find(GHOSTWRITER_INFERENCE_PROFILE="mars")


def test_a_litellm_proxys_pass_through_is_known_by_its_path() -> None:
    assert find(AWS_BEDROCK_RUNTIME_ENDPOINT="https://proxy.example.com/bedrock/").through_proxy
    assert not find(AWS_BEDROCK_RUNTIME_ENDPOINT="https://bedrock-runtime.us-east-1.amazonaws.com").through_proxy
    assert not find().through_proxy
