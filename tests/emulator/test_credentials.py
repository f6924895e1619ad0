"""Signatures are recomputed: what botocore signs is let in, what was changed after signing is not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.emulator.credentials import Guard
from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.exchange import Request
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

    with pytest.raises(ServiceRefusal, match="does not match the signature"):
        guard.check(Request("POST", path, request.headers, changed))


def test_another_path_than_the_signed_one_is_noticed() -> None:
    guard = Guard({})
    request = signed(guard, "/model/a/converse", b"{}")

    with pytest.raises(ServiceRefusal, match="does not match the signature"):
        guard.check(Request("POST", "/model/b/converse", request.headers, b"{}"))


def test_a_signature_lives_five_minutes() -> None:
    guard = Guard({})
    request = signed(guard, "/model/a/converse", b"{}")

    guard.check(request, datetime.now(UTC) + timedelta(minutes=4))
    with pytest.raises(ServiceRefusal, match="Signature expired"):
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
    with pytest.raises(ServiceRefusal) as caught:
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


@given(st.data())
def test_a_single_changed_character_of_the_request_or_its_signature_is_noticed(data: st.DataObject) -> None:
    guard = Guard({})
    request = signed(guard, "/model/us.a.b-v1%3A0/converse", b'{"a": 1}', None)
    where = data.draw(st.sampled_from(["path", "host", "x-amz-date", "content-type", "authorization"]))
    text = request.raw_path if where == "path" else request.headers[where]
    at = data.draw(st.sampled_from([place for place, letter in enumerate(text) if letter.isalnum()]))
    other = "b" if text[at] == "a" else "1" if text[at] == "0" else "0" if text[at].isdigit() else "a"
    changed = text[:at] + other + text[at + 1 :]
    path = changed if where == "path" else request.raw_path
    headers = request.headers if where == "path" else {**request.headers, where: changed}

    with pytest.raises(ServiceRefusal) as caught:
        guard.check(Request("POST", path, headers, request.body))

    assert caught.value.status == 403


def test_a_query_is_signed_as_well() -> None:
    guard = Guard({})
    request = signed(guard, "/model/a/converse?b=2&a=1%20x&c", b"{}")

    guard.check(request)
    with pytest.raises(ServiceRefusal, match="does not match the signature"):
        guard.check(Request("POST", "/model/a/converse?b=3&a=1%20x&c", request.headers, b"{}"))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("/bedrock/", "/s3/", "Credential should be scoped to correct service: 'bedrock'"),
        ("/aws4_request", "/aws5_request", "Credential should be scoped with a valid terminator"),
        ("host;", "", "'host' must be a 'SignedHeader'"),
        (", Signature=", ", Sgnature=", "Authorization header requires 'Signature' parameter."),
        ("Credential=", "Credential=/", "exactly 5 slash-delimited elements"),
    ],
)
def test_a_signature_for_something_else_is_named(before: str, after: str, words: str) -> None:
    guard = Guard({})
    request = signed(guard, "/model/a/converse", b"{}")
    headers = {**request.headers, "authorization": request.headers["authorization"].replace(before, after)}

    with pytest.raises(ServiceRefusal) as caught:
        guard.check(Request("POST", "/model/a/converse", headers, b"{}"))

    assert words in caught.value.message


def test_a_signature_from_the_future_is_not_yet_current() -> None:
    guard = Guard({})
    request = signed(guard, "/model/a/converse", b"{}")

    with pytest.raises(ServiceRefusal, match="Signature not yet current"):
        guard.check(request, datetime.now(UTC) - timedelta(minutes=6))


def test_boto3_may_come_with_a_bearer_token(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator()
    # botocore sends bearer tokens over https alone, so the header is put in by hand.
    bedrock = boto3.client(
        "bedrock-runtime",
        region_name="us-east-1",
        endpoint_url=emulator.url,
        config=Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1}),
    )

    def sign(params: dict[str, Any], **_: Any) -> None:
        params["headers"]["Authorization"] = f"Bearer {emulator.bearer_token}"

    bedrock.meta.events.register("before-call.bedrock-runtime", sign)

    assert bedrock.converse(modelId=HAIKU, messages=QUESTION)["stopReason"] == "end_turn"
