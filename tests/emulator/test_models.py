import pytest

from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.models import find_model, require_profile
from tests.emulator.conftest import HAIKU

BARE = HAIKU.removeprefix("us.")
ACCOUNT = "arn:aws:bedrock:us-east-1:123456789012"


@pytest.mark.parametrize(
    "name",
    [
        HAIKU,
        f"global.{BARE}",
        f"{ACCOUNT}:inference-profile/{HAIKU}",
        "us.amazon.nova-micro-v1:0",
        "anthropic.claude-v2",
    ],
)
def test_what_aws_has_is_found_with_its_limits(name: str) -> None:
    called = find_model(name)

    assert called.context
    assert called.longest_answer
    require_profile(called)


@pytest.mark.parametrize(
    "name",
    [
        "us.does-not-exist-v1:0",
        "gpt-4.1",
        f"xx.{BARE}",
        "jp.anthropic.claude-opus-4-5-20251101-v1:0",
        f"{ACCOUNT}:inference-profile/us.nothing.x",
    ],
)
def test_what_aws_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(ServiceRefusal, match=r"^The provided model identifier is invalid\.$"):
        find_model(name)


@pytest.mark.parametrize("kind", ["application-inference-profile", "provisioned-model", "custom-model-deployment"])
def test_an_arn_that_hides_its_model_is_taken_without_limits(kind: str) -> None:
    called = find_model(f"{ACCOUNT}:{kind}/abc123")

    assert called.context is None
    require_profile(called)


@pytest.mark.parametrize(
    "name", [BARE, f"arn:aws:bedrock:us-east-1::foundation-model/{BARE}", "anthropic.claude-sonnet-4-6"]
)
def test_a_bare_claude_needs_a_profile(name: str) -> None:
    with pytest.raises(ServiceRefusal, match="on-demand throughput isn’t supported"):
        require_profile(find_model(name))


@pytest.mark.parametrize("name", ["anthropic.claude-3-5-sonnet-20240620-v1:0", "amazon.titan-text-express-v1"])
def test_older_and_other_models_are_still_on_demand(name: str) -> None:
    require_profile(find_model(name))


def test_the_smallest_cached_prefix_comes_from_the_map() -> None:
    assert find_model(HAIKU).smallest_cached_prefix == 4_096
    assert find_model("us.anthropic.claude-sonnet-4-5-20250929-v1:0").smallest_cached_prefix == 1_024
