"""Signatures are recomputed: what botocore signs is let in, what was changed after signing is not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.emulator.credentials import Guard, Request
from ghostwriter.emulator.refusals import Refusal
from tests.emulator.conftest import HAIKU, QUESTION, OpenEmulator, client

PATH = st.sampled_from(["/model/us.a.b-v1%3A0/converse", "/model/x/converse-stream", "/model/arn%3Aaws%2Fp/invoke"])


def signed(guard: Guard, path: str, body: bytes, session_token: str | None = None) -> Request:
    request = AWSRequest(
        "POST", f"http://127.0.0.1:8080{path}", data=body, headers={"content-type": "application/json"}
    )
    credentials = Credentials(guard.keys.access_key_id, guard.keys.secret_access_key, session_token)
    SigV4Auth(credentials, "bedrock", "eu-west-1").add_auth(request)
    headers = {name.lower(): value for name, value in request.headers.items()} | {"host": "127.0.0.1:8080"}
    return Request("POST", path, headers, body)


@given(PATH, st.binary(max_size=200))
def test_whatever_botocore_signs_is_let_in(path: str, body: bytes) -> None:
    guard = Guard({})

    guard.check(signed(guard, path, body))


@given(PATH, st.binary(min_size=1, max_size=200), st.data())
def test_a_single_changed_byte_is_noticed(path: str, body: bytes, data: st.DataObject) -> None:
    guard = Guard({})
    request = signed(guard, path, body)
    at = data.draw(st.integers(0, len(body) - 1))
    changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]

    with pytest.raises(Refusal, match="does not match the signature"):
        guard.check(Request("POST", path, request.headers, changed))


def test_another_path_than_the_signed_one_is_noticed() -> None:
    guard = Guard({})
    request = signed(guard, "/model/a/converse", b"{}")

    with pytest.raises(Refusal, match="does not match the signature"):
        guard.check(Request("POST", "/model/b/converse", request.headers, b"{}"))


def test_a_signature_lives_five_minutes() -> None:
    guard = Guard({})
    request = signed(guard, "/model/a/converse", b"{}")

    guard.check(request, datetime.now(UTC) + timedelta(minutes=4))
    with pytest.raises(Refusal, match="Signature expired"):
        guard.check(request, datetime.now(UTC) + timedelta(minutes=6))


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({}, "MissingAuthenticationTokenException"),
        ({"authorization": "Basic abc"}, "IncompleteSignatureException"),
        ({"authorization": "Bearer wrong"}, "AccessDeniedException"),
    ],
)
def test_other_credentials_are_refused_as_aws_refuses_them(headers: dict[str, str], kind: str) -> None:
    with pytest.raises(Refusal) as caught:
        Guard({}).check(Request("POST", "/model/a/converse", headers, b"{}"))

    assert caught.value.kind == kind
    assert caught.value.status == 403


def test_its_own_bearer_token_and_the_environments_are_let_in() -> None:
    guard = Guard({"AWS_BEARER_TOKEN_BEDROCK": "from-outside"})

    for token in (guard.bearer_token, "from-outside"):
        guard.check(Request("POST", "/", {"authorization": f"Bearer {token}"}, b""))


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"aws_access_key_id": "AKIDUNKNOWN"}, "UnrecognizedClientException"),
        ({"aws_secret_access_key": "wrong"}, "InvalidSignatureException"),
        ({"aws_session_token": "unasked"}, "UnrecognizedClientException"),
    ],
)
def test_boto3_hears_what_is_wrong_with_its_keys(open_emulator: OpenEmulator, keys: dict[str, Any], code: str) -> None:
    emulator = open_emulator()
    right = {"aws_access_key_id": emulator.access_key_id, "aws_secret_access_key": emulator.secret_access_key}

    with pytest.raises(ClientError) as caught:
        client(emulator, **(right | keys)).converse(modelId=HAIKU, messages=QUESTION)

    assert caught.value.response["Error"]["Code"] == code


def test_temporary_keys_of_the_environment_need_their_session_token(open_emulator: OpenEmulator) -> None:
    env = {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "session"}
    emulator = open_emulator(env=env)
    keys = {"aws_access_key_id": "ASIAEXAMPLE", "aws_secret_access_key": "secret"}

    client(emulator, **keys, aws_session_token="session").converse(modelId=HAIKU, messages=QUESTION)
    with pytest.raises(ClientError, match="UnrecognizedClientException"):
        client(emulator, **keys).converse(modelId=HAIKU, messages=QUESTION)
