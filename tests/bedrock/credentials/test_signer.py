"""Every way in, by the signature that arrives; the emulator recomputes each."""

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from ghostwriter import create_llm
from ghostwriter.emulator.server import Emulator, Received
from ghostwriter.errors import CredentialsError

ROLE = "arn:aws:iam::123456789012:role/writer"
FAR_AHEAD = "2099-01-01T00:00:00Z"


def ask(emulator: Emulator, env: dict[str, str], **settings: Any) -> Received:
    """Ask one thing with the credentials of ``env``; the request as it arrived."""
    from ghostwriter.bedrock.sdk import Message, TextContent

    env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url, "AWS_EC2_METADATA_DISABLED": "true"} | env
    llm = create_llm("haiku", env=env, **({"attempts": 2, "longest_wait": 0} | settings))
    llm.completion([Message(role="user", content=[TextContent(text="Say hello.")])], on_token=lambda _chunk: None)
    return emulator.received[-1]


def signed_by(received: Received) -> str:
    """The access key id of a signature."""
    authorization = received.headers["authorization"]
    assert authorization.startswith("AWS4-HMAC-SHA256 Credential=")
    return authorization.split("Credential=", 1)[1].split("/", 1)[0]


def keys(emulator: Emulator) -> dict[str, str]:
    return {"AWS_ACCESS_KEY_ID": emulator.access_key_id, "AWS_SECRET_ACCESS_KEY": emulator.secret_access_key}


def files(folder: Path, config: str = "", credentials: str = "") -> dict[str, str]:
    """AWS configuration files, and the environment that names them."""
    (folder / "config").write_text(config, encoding="utf-8")
    (folder / "credentials").write_text(credentials, encoding="utf-8")
    return {"AWS_CONFIG_FILE": str(folder / "config"), "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials")}


def assumed(session_name: str = "ghostwriter") -> Any:
    """The only role that the STS was asked for."""
    from moto.sts.models import sts_backends

    (role,) = sts_backends["123456789012"]["aws"].assumed_roles
    assert role.session_name == session_name
    return role


def test_a_bearer_token_is_sent_as_it_is_and_beats_all_else(bedrock: Emulator, tmp_path: Path) -> None:
    env = keys(bedrock) | files(tmp_path) | {"AWS_PROFILE": "gone", "AWS_ROLE_NAME": ROLE}

    received = ask(bedrock, env | {"AWS_BEARER_TOKEN_BEDROCK": bedrock.bearer_token})

    assert received.headers["authorization"] == f"Bearer {bedrock.bearer_token}"


def test_static_keys_sign_and_beat_a_profile(bedrock: Emulator) -> None:
    assert signed_by(ask(bedrock, keys(bedrock) | {"AWS_PROFILE": "gone"})) == bedrock.access_key_id


def test_explicit_keys_do_not_lose_to_a_bearer_token_of_the_process(
    bedrock: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "of-somebody-else")

    assert signed_by(ask(bedrock, keys(bedrock))) == bedrock.access_key_id


def test_a_session_token_travels_with_temporary_keys() -> None:
    env = {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "session"}
    with Emulator(env=env) as emulator:
        received = ask(emulator, env)

    assert signed_by(received) == "ASIAEXAMPLE"
    assert received.headers["x-amz-security-token"] == "session"


def test_a_named_profile_signs_with_its_own_keys(bedrock: Emulator, tmp_path: Path) -> None:
    held = f"[desk]\naws_access_key_id = {bedrock.access_key_id}\naws_secret_access_key = {bedrock.secret_access_key}\n"

    received = ask(bedrock, files(tmp_path, credentials=held) | {"AWS_PROFILE": "desk"})

    assert signed_by(received) == bedrock.access_key_id


def test_the_process_cannot_lend_a_profile_that_the_pipeline_does_not_name(
    bedrock: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (files(tmp_path) | {"AWS_PROFILE": "gone", "AWS_REGION": "eu-west-3"}).items():
        monkeypatch.setenv(name, value)

    received = ask(bedrock, keys(bedrock))

    assert "/us-east-1/bedrock/" in received.headers["authorization"]


def test_a_profile_whose_keys_come_from_a_process(bedrock: Emulator, tmp_path: Path) -> None:
    program = tmp_path / "keys.py"
    answer = {"Version": 1, "AccessKeyId": bedrock.access_key_id, "SecretAccessKey": bedrock.secret_access_key}
    program.write_text(f"print({json.dumps(json.dumps(answer))})", encoding="utf-8")
    config = f"[profile vault]\ncredential_process = {sys.executable} {program}\n"

    assert signed_by(ask(bedrock, files(tmp_path, config) | {"AWS_PROFILE": "vault"})) == bedrock.access_key_id


def test_a_role_is_assumed_with_the_keys_that_are_there(bedrock: Emulator, sts: str) -> None:
    env = keys(bedrock) | {"AWS_ROLE_NAME": ROLE, "AWS_SESSION_NAME": "desk", "AWS_EXTERNAL_ID": "extern"}

    received = ask(bedrock, env | {"AWS_STS_ENDPOINT": sts})

    role = assumed("desk")
    assert signed_by(received) == role.access_key_id
    assert role.external_id == "extern"
    assert received.headers["x-amz-security-token"] == role.session_token


def test_a_profile_can_assume_a_role_of_its_own(bedrock: Emulator, sts: str, tmp_path: Path) -> None:
    held = f"[base]\naws_access_key_id = {bedrock.access_key_id}\naws_secret_access_key = {bedrock.secret_access_key}\n"
    config = f"[profile desk]\nrole_arn = {ROLE}\nsource_profile = base\nrole_session_name = mine\nregion = eu-west-1\n"

    received = ask(bedrock, files(tmp_path, config, held) | {"AWS_PROFILE": "desk", "AWS_ENDPOINT_URL_STS": sts})

    assert signed_by(received) == assumed("mine").access_key_id


def test_a_token_file_gets_a_role_by_web_identity(bedrock: Emulator, sts: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("header.payload.signature\n", encoding="utf-8")
    env = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(tmp_path / "token"), "AWS_ROLE_ARN": ROLE, "AWS_ENDPOINT_URL_STS": sts}

    received = ask(bedrock, env)

    assert signed_by(received) == assumed().access_key_id


def test_a_role_can_be_assumed_from_web_identity(bedrock: Emulator, sts: str, tmp_path: Path) -> None:
    from moto.sts.models import sts_backends

    (tmp_path / "token").write_text("token", encoding="utf-8")
    env = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(tmp_path / "token"), "AWS_ROLE_ARN": ROLE, "AWS_STS_ENDPOINT": sts}

    received = ask(bedrock, env | {"AWS_ROLE_NAME": f"{ROLE}-second"})

    roles = {role.role_arn: role for role in sts_backends["123456789012"]["aws"].assumed_roles}
    assert signed_by(received) == roles[f"{ROLE}-second"].access_key_id


def test_the_ambient_chain_knows_the_default_profile(bedrock: Emulator, tmp_path: Path) -> None:
    held = (
        f"[default]\naws_access_key_id = {bedrock.access_key_id}\naws_secret_access_key = {bedrock.secret_access_key}\n"
    )
    (tmp_path / ".aws").mkdir()
    files(tmp_path / ".aws", credentials=held)

    assert signed_by(ask(bedrock, {"HOME": str(tmp_path)})) == bedrock.access_key_id


def test_the_ambient_chain_asks_a_container_for_its_role(bedrock: Emulator) -> None:
    from tests.bedrock.container import container

    given = {
        "AccessKeyId": bedrock.access_key_id,
        "SecretAccessKey": bedrock.secret_access_key,
        "Token": None,
        "Expiration": FAR_AHEAD,
    }
    with container(given) as address:
        received = ask(bedrock, {"AWS_CONTAINER_CREDENTIALS_FULL_URI": address})

    assert signed_by(received) == bedrock.access_key_id


def test_a_single_sign_on_that_has_ended_says_how_to_begin_it_again(bedrock: Emulator, tmp_path: Path) -> None:
    config = (
        "[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = writer\n"
        "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n"
    )

    with pytest.raises(CredentialsError, match=r"profile 'sso'.*aws sso login"):
        ask(bedrock, files(tmp_path, config) | {"AWS_PROFILE": "sso"})
    assert bedrock.received == []


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"AWS_PROFILE": "gone"}, "AWS_PROFILE names it"),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "/gone", "AWS_ROLE_ARN": ROLE}, "Check the token file"),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "/gone"}, "set AWS_ROLE_ARN"),
        ({}, "AWS_BEARER_TOKEN_BEDROCK.*--offline"),
    ],
)
def test_what_gives_no_credentials_is_one_error_before_anything_is_sent(
    bedrock: Emulator, env: dict[str, str], words: str, tmp_path: Path
) -> None:
    with pytest.raises(CredentialsError, match=words) as caught:
        ask(bedrock, files(tmp_path) | env)

    assert caught.value.exit_code == 3
    assert len(str(caught.value).splitlines()) == 1
    assert bedrock.received == []


def test_keys_that_expire_are_renewed_by_assuming_the_role_again(bedrock: Emulator, sts: str) -> None:
    from moto.sts.models import sts_backends

    expired = {"error": {"status": 403, "type": "ExpiredTokenException", "message": "The security token is expired"}}
    bedrock._service._script._waiting = _script([expired])

    received = ask(bedrock, keys(bedrock) | {"AWS_ROLE_NAME": ROLE, "AWS_STS_ENDPOINT": sts})

    first, second = (role.access_key_id for role in sts_backends["123456789012"]["aws"].assumed_roles)
    assert [signed_by(request) for request in bedrock.received] == [first, second]
    assert signed_by(received) == second


def test_a_profile_that_another_program_renews_is_read_again(bedrock: Emulator, tmp_path: Path) -> None:
    stale = "[desk]\naws_access_key_id = ASIASTALE\naws_secret_access_key = old\naws_session_token = old\n"
    env = files(tmp_path, credentials=stale) | {"AWS_PROFILE": "desk"}
    fresh = stale.replace("ASIASTALE", bedrock.access_key_id).replace("= old", f"= {bedrock.secret_access_key}", 1)

    def renew(request: Any, **_options: Any) -> None:
        (tmp_path / "credentials").write_text(fresh.replace("aws_session_token = old\n", ""), encoding="utf-8")
        from ghostwriter.emulator.errors import access_denied

        if "ASIASTALE" in request.headers["authorization"]:
            raise access_denied("ExpiredTokenException", "The security token included in the request is expired")

    bedrock._guard.check = renew  # type: ignore[assignment]

    assert signed_by(ask(bedrock, env)) == bedrock.access_key_id


def test_keys_that_cannot_be_renewed_stop_the_run_with_the_remedy(bedrock: Emulator) -> None:
    expired = {"error": {"status": 403, "type": "ExpiredTokenException", "message": "The security token is expired"}}
    bedrock._service._script._waiting = _script([expired])

    with pytest.raises(CredentialsError, match="Get new ones"):
        ask(bedrock, keys(bedrock))
    assert len(bedrock.received) == 1


def test_two_pipelines_in_one_process_keep_their_own_credentials_and_leave_the_environment_alone(
    bedrock: Emulator, sts: str
) -> None:
    before = dict(os.environ)

    received = [
        ask(bedrock, {"AWS_BEARER_TOKEN_BEDROCK": bedrock.bearer_token}),
        ask(bedrock, keys(bedrock)),
        ask(bedrock, keys(bedrock) | {"AWS_ROLE_NAME": ROLE, "AWS_STS_ENDPOINT": sts}),
    ]

    assert received[0].headers["authorization"].startswith("Bearer ")
    assert [signed_by(request) for request in received[1:]] == [bedrock.access_key_id, assumed().access_key_id]
    assert {name: value for name, value in os.environ.items() if name.startswith("AWS_")} == {
        name: value for name, value in before.items() if name.startswith("AWS_")
    }


@pytest.mark.parametrize("settings", [{"use_converse": False}, {"stream": True}])
def test_each_api_is_signed_as_it_goes_out(bedrock: Emulator, settings: dict[str, Any]) -> None:
    assert signed_by(ask(bedrock, keys(bedrock), **settings)) == bedrock.access_key_id


def test_the_region_of_an_arn_is_the_one_that_is_signed_for(bedrock: Emulator) -> None:
    from ghostwriter.bedrock.sdk import Message, TextContent

    arn = "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123"
    env = keys(bedrock) | {"AWS_BEDROCK_RUNTIME_ENDPOINT": bedrock.url, "AWS_REGION": "us-west-2"}
    create_llm(arn, env=env).completion([Message(role="user", content=[TextContent(text="Hello")])])

    assert "/eu-central-1/bedrock/" in bedrock.received[-1].headers["authorization"]


def _script(entries: list[dict[str, Any]]) -> Any:
    from ghostwriter.emulator.script import parse_entries

    return parse_entries(entries)


def test_a_short_term_key_says_where_and_until_when_it_holds() -> None:
    from ghostwriter.bedrock.credentials.api_key import read_short_term

    url = (
        "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Credential=ASIAEXAMPLE%2F20261121%2Feu-west-1%2Fbedrock%2Faws4_request"
        "&X-Amz-Date=20261121T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=00&Version=1"
    )
    key = read_short_term("bedrock-api-key-" + base64.b64encode(url.encode()).decode().rstrip("="))

    assert key is not None
    assert (key.region, f"{key.expires:%H:%M}") == ("eu-west-1", "11:00")
    assert read_short_term("ABSKlongterm") is None
    assert read_short_term("bedrock-api-key-%%%") is None
