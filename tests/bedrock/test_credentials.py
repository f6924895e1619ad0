import pytest

from ghostwriter.bedrock.credentials import AccessKeys, BearerToken, find_credentials
from ghostwriter.errors import ConfigurationError

KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}


def test_a_bearer_token_beats_iam_keys() -> None:
    assert find_credentials({"AWS_BEARER_TOKEN_BEDROCK": "token", **KEYS}) == BearerToken("token")


def test_iam_keys_are_used_where_there_is_no_bearer_token() -> None:
    assert find_credentials(KEYS) == AccessKeys("AKIDEXAMPLE", "secret")


def test_a_session_token_goes_with_iam_keys() -> None:
    found = find_credentials(KEYS | {"AWS_SESSION_TOKEN": "session"})

    assert found == AccessKeys("AKIDEXAMPLE", "secret", "session")


def test_blank_values_count_as_absent() -> None:
    assert find_credentials({"AWS_BEARER_TOKEN_BEDROCK": "  ", **KEYS}) == AccessKeys("AKIDEXAMPLE", "secret")


def test_without_any_the_error_names_both_ways_and_offline() -> None:
    with pytest.raises(ValueError, match=r"AWS_BEARER_TOKEN_BEDROCK.*AWS_ACCESS_KEY_ID.*--offline"):
        find_credentials({})


def test_half_a_pair_of_keys_is_named() -> None:
    with pytest.raises(ConfigurationError, match="AWS_SECRET_ACCESS_KEY is not"):
        find_credentials({"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"})


def test_secrets_do_not_show_in_a_repr() -> None:
    shown = repr(AccessKeys("AKIDEXAMPLE", "hidden", "hidden")) + repr(BearerToken("hidden"))

    assert "hidden" not in shown
