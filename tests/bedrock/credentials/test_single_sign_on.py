"""A profile of IAM Identity Center: the program as a process, with a home of its own where the sign-in left its token."""

import hashlib
import json
import time
from pathlib import Path

from ghostwriter.emulator.server import Emulator
from tests.bedrock.container import container
from tests.bedrock.credentials.test_signer import signed_by
from tests.forkserver import start

SESSION = "corp"


def home(folder: Path, portal: str) -> dict[str, str]:
    """A home folder after ``aws sso login``, and the environment that leads there."""
    cache = folder / ".aws" / "sso" / "cache"
    cache.mkdir(parents=True)
    (folder / ".aws" / "config").write_text(
        "[profile desk]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = writer\nservices = here\n"
        f"[sso-session {SESSION}]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n"
        f"[services here]\nsso =\n  endpoint_url = {portal}\n",
        encoding="utf-8",
    )
    token = {"accessToken": "signed-in", "expiresAt": "2099-01-01T00:00:00Z"}
    name = hashlib.sha1(SESSION.encode(), usedforsecurity=False).hexdigest()
    (cache / f"{name}.json").write_text(json.dumps(token), encoding="utf-8")
    return {"HOME": str(folder), "AWS_PROFILE": "desk", "AWS_EC2_METADATA_DISABLED": "true"}


def test_a_profile_of_a_single_sign_on_signs_with_the_roles_keys(tmp_path: Path) -> None:
    lent = {
        "accessKeyId": "ASIAEXAMPLE",
        "secretAccessKey": "secret",
        "sessionToken": "session",
        "expiration": int((time.time() + 3_600) * 1_000),
    }
    known = {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "session"}
    with Emulator(env=known) as wire, container({"roleCredentials": lent}) as portal:
        env = home(tmp_path, portal.removesuffix("/role")) | {"AWS_BEDROCK_RUNTIME_ENDPOINT": wire.url}
        asked = start(["doctor", "--ping", "--model", "haiku"], tmp_path, env)
        code = asked.wait()

    assert code == 0, asked.out + asked.err
    assert "profile 'desk'" in asked.out
    assert signed_by(wire.received[-1]) == "ASIAEXAMPLE"
    assert wire.received[-1].headers["x-amz-security-token"] == "session"
