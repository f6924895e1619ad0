import pytest

from ghostwriter.bedrock.credentials.resolve import (
    AccessKeys,
    Ambient,
    AssumedRole,
    BearerToken,
    Credentials,
    Profile,
    WebIdentity,
    candidates,
    find_credentials,
    signing_credentials,
)
from ghostwriter.errors import ConfigurationError

KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
ALL = KEYS | {"AWS_SESSION_TOKEN": "session", "AWS_PROFILE": "desk"}


def test_a_bearer_token_beats_iam_keys() -> None:
    assert find_credentials({"AWS_BEARER_TOKEN_BEDROCK": "token", **KEYS}) == BearerToken("token")


def test_iam_keys_are_used_where_there_is_no_bearer_token() -> None:
    assert find_credentials(KEYS) == AccessKeys("AKIDEXAMPLE", "secret")


def test_a_session_token_goes_with_iam_keys() -> None:
    found = find_credentials(KEYS | {"AWS_SESSION_TOKEN": "session"})

    assert found == AccessKeys("AKIDEXAMPLE", "secret", "session")


def test_blank_values_count_as_absent() -> None:
    assert find_credentials({"AWS_BEARER_TOKEN_BEDROCK": "  ", **KEYS}) == AccessKeys("AKIDEXAMPLE", "secret")


def test_without_any_the_ambient_chain_is_left() -> None:
    assert find_credentials({}) == Ambient()


@pytest.mark.parametrize(
    ("env", "first"),
    [
        ({**ALL, "AWS_BEARER_TOKEN_BEDROCK": "token"}, BearerToken("token")),
        (ALL, AccessKeys("AKIDEXAMPLE", "secret", "session")),
        ({**ALL, "AWS_SESSION_TOKEN": ""}, AccessKeys("AKIDEXAMPLE", "secret")),
        ({**ALL, "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, Profile("desk")),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "t", "AWS_ROLE_ARN": "arn"}, WebIdentity("t", "arn")),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "t", "AWS_ROLE_NAME": "arn"}, WebIdentity("t", "arn")),
        ({"AWS_PROFILE": "desk", "AWS_ROLE_NAME": "arn"}, AssumedRole("arn", Profile("desk"))),
        ({"AWS_ROLE_ARN": "arn", "AWS_ROLE_SESSION_NAME": "me"}, AssumedRole("arn", Ambient(), "me")),
        ({**KEYS, "AWS_ROLE_NAME": "arn", "AWS_EXTERNAL_ID": "x"},
         AssumedRole("arn", AccessKeys("AKIDEXAMPLE", "secret"), external_id="x")),
    ],
)  # fmt: skip
def test_the_documented_order(env: dict[str, str], first: Credentials) -> None:
    assert find_credentials(env) == first


def test_what_a_bearer_token_cannot_call_is_signed_with_what_comes_next() -> None:
    assert signing_credentials({**KEYS, "AWS_BEARER_TOKEN_BEDROCK": "token"}) == AccessKeys("AKIDEXAMPLE", "secret")


def test_each_way_in_that_was_passed_over_is_named() -> None:
    where = [found.where for found in candidates({**ALL, "AWS_BEARER_TOKEN_BEDROCK": "token"})]

    assert where == [
        "AWS_BEARER_TOKEN_BEDROCK",
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY with AWS_SESSION_TOKEN",
        "profile 'desk' (AWS_PROFILE)",
        "the ambient chain",
    ]


def test_a_token_file_without_a_role_is_named() -> None:
    with pytest.raises(ConfigurationError, match="set AWS_ROLE_ARN"):
        find_credentials({"AWS_WEB_IDENTITY_TOKEN_FILE": "token"})


def test_half_a_pair_of_keys_is_named() -> None:
    with pytest.raises(ConfigurationError, match="AWS_SECRET_ACCESS_KEY is not"):
        find_credentials({"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"})


def test_secrets_do_not_show_in_a_repr() -> None:
    shown = repr(AccessKeys("AKIDEXAMPLE", "hidden", "hidden")) + repr(BearerToken("hidden"))

    assert "hidden" not in shown
