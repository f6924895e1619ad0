"""Credentials that have to be fetched, from inside the sandbox: what a pod, a container or a sign-in has to offer."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.security.sandbox.landlock import landlock_version
from tests.bedrock.conftest import ACCOUNT
from tests.bedrock.container import container
from tests.bedrock.credentials.test_signer import signed_by
from tests.bedrock.credentials.test_single_sign_on import home
from tests.forkserver import start
from tests.scripting import write_brief

pytestmark = pytest.mark.skipif(not landlock_version().abi, reason=f"no sandbox here: {landlock_version().why_not}")
ROLE = f"arn:aws:iam::{ACCOUNT}:role/writer"
LENT = {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "session"}


def run(folder: Path, emulator: Emulator, env: Mapping[str, str]) -> None:
    """Finish a run that has to be in the sandbox; everything it reads lies below ``folder``."""
    desk = folder / "desk"
    write_brief(desk)
    whole = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url, "HOME": str(folder), "AWS_EC2_METADATA_DISABLED": "true"}
    done = start(["run", "brief.md", "--workspace", "workspace", "--sandbox", "require"], desk, whole | dict(env))

    assert done.wait() == 0, done.err
    assert json.loads((desk / "workspace" / "run.json").read_text())["sandbox"]["in_force"]


def test_a_web_identity_is_exchanged_at_the_sts(tmp_path: Path, bedrock: Emulator, sts: str) -> None:
    # As Kubernetes mounts it: a link to what is replaced when the token is renewed.
    (tmp_path / "secrets" / "..data").mkdir(parents=True)
    (tmp_path / "secrets" / "..data" / "token").write_text("a.web.token")
    (tmp_path / "secrets" / "token").symlink_to("..data/token")

    env = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(tmp_path / "secrets" / "token"), "AWS_ROLE_ARN": ROLE}
    run(tmp_path, bedrock, env | {"AWS_ENDPOINT_URL_STS": sts})

    assert signed_by(bedrock.received[-1]).startswith("ASIA")


def test_a_role_is_assumed_by_a_profile(tmp_path: Path, bedrock: Emulator, sts: str) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(
        f"[profile base]\naws_access_key_id = {bedrock.access_key_id}\naws_secret_access_key = {bedrock.secret_access_key}\n"
        f"[profile desk]\nsource_profile = base\nrole_arn = {ROLE}\n"
    )

    run(tmp_path, bedrock, {"AWS_PROFILE": "desk", "AWS_ENDPOINT_URL_STS": sts})

    assert signed_by(bedrock.received[-1]).startswith("ASIA")


def test_a_containers_credentials_are_asked_for_where_its_environment_says(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("a container's token")
    told = {"AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "secret", "Token": "session"}
    told["Expiration"] = "2099-01-01T00:00:00Z"
    with Emulator(env=LENT) as emulator, container(told) as address:
        env = {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": address,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(tmp_path / "token"),
        }
        run(tmp_path, emulator, env)

    assert signed_by(emulator.received[-1]) == "ASIAEXAMPLE"


def test_a_single_sign_on_is_read_from_its_cache(tmp_path: Path) -> None:
    lent = {"accessKeyId": "ASIAEXAMPLE", "secretAccessKey": "secret", "sessionToken": "session", "expiration": 4e12}
    with Emulator(env=LENT) as emulator, container({"roleCredentials": lent}) as portal:
        # The portal's port comes from a file of the user's; https, as the real one has, is open anyway.
        env = home(tmp_path, portal.removesuffix("/role"))
        run(tmp_path, emulator, env | {"AWS_ENDPOINT_URL_SSO": portal.removesuffix("/role")})

    assert signed_by(emulator.received[-1]) == "ASIAEXAMPLE"
