"""No secret leaves the wire: not into a file, an event, an error, a log or debug output, plain or encoded."""

import base64
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from tests.scripting import write_brief

pytestmark = pytest.mark.long

SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYgh0stwr1ter"
SESSION = "IQoJb3JpZ2luX2VjEMf//////////wEaCXVzLWVhc3QtMSJIMEYC"
BEARER = "ABSKQmVkcm9ja0FQSUtleS1naG9zdHdyaXRlcjpub3RhbGtleQ=="
EXTERNAL = "external-id-9f86d081884c"
LOUD = {"LITELLM_LOG": "DEBUG", "DEBUG": "1", "LOG_LEVEL": "DEBUG", "DEBUG_LLM": "true", "OPENHANDS_DEBUG": "1"}
KEYS = {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLEGHOST", "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_SESSION_TOKEN": SESSION}
WAYS = {
    "bearer": {"AWS_BEARER_TOKEN_BEDROCK": BEARER},
    "keys": KEYS,
    "role": KEYS | {"AWS_ROLE_NAME": "arn:aws:iam::123456789012:role/x", "AWS_EXTERNAL_ID": EXTERNAL},
}


def encodings(secret: str) -> Iterator[bytes]:
    """A secret as it is and as it might be written down; base64 at each of its three alignments."""
    plain = secret.encode()
    yield from (plain, plain.hex().encode(), plain[::-1], urllib.parse.quote(secret, safe="").encode())
    yield secret.replace("/", "\\/").encode()
    for shift in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            # What neighbours could have changed is cut off at both ends.
            yield encode(b"\0" * shift + plain)[4:-4]


def leaks(text: bytes) -> list[str]:
    secrets = {"bearer token": BEARER, "secret key": SECRET_KEY, "session token": SESSION, "external id": EXTERNAL}
    return [name for name, secret in secrets.items() if any(form in text for form in encodings(secret))]


def ghostwriter(*arguments: str, cwd: Path, env: dict[str, str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "ghostwriter", *arguments],
        cwd=cwd,
        env=os.environ | env,
        capture_output=True,
        check=False,
    )


def everything_in(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize("accepted", [True, False], ids=["accepted", "refused"])
def test_a_run_keeps_its_credentials_to_itself(way: str, accepted: bool, tmp_path: Path) -> None:  # noqa: FBT001
    write_brief(tmp_path)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    failing = [{"error": {"status": 500, "type": "InternalServerException", "message": "Oops."}}]
    with Emulator(script=failing, env=WAYS[way] if accepted else None, record=tmp_path / "record.jsonl") as emulator:
        env = {
            "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url,
            "AWS_STS_ENDPOINT": "http://127.0.0.1:9",
            "TMPDIR": str(temporary),
            **LOUD,
            **WAYS[way],
        }
        done = ghostwriter("run", "brief.md", "--debug", "--json", cwd=tmp_path, env=env)

    assert done.returncode == (0 if accepted and way != "role" else 3), done.stderr
    assert leaks(done.stdout + done.stderr) == []
    assert leaks(everything_in(tmp_path)) == []


def test_the_doctor_names_what_it_found_and_shows_none_of_it(tmp_path: Path) -> None:
    for way in WAYS.values():
        for form in ((), ("--json",)):
            done = ghostwriter("doctor", *form, cwd=tmp_path, env=way)
            assert leaks(done.stdout + done.stderr) == []


@pytest.mark.parametrize("accepted", [True, False], ids=["accepted", "refused"])
def test_a_ping_keeps_its_credentials_to_itself(accepted: bool, tmp_path: Path) -> None:  # noqa: FBT001
    for way in (WAYS["bearer"], WAYS["keys"]):
        with Emulator(env=way if accepted else None) as emulator:
            env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url, **LOUD, **way}
            done = ghostwriter("doctor", "--ping", "--json", cwd=tmp_path, env=env)

        assert done.returncode == (0 if accepted else 3)
        assert leaks(done.stdout + done.stderr + everything_in(tmp_path)) == []


@pytest.mark.parametrize("secret", [BEARER, SECRET_KEY, SESSION, EXTERNAL])
def test_the_search_would_find_a_secret_however_it_is_written(secret: str) -> None:
    around = [f"x{secret}y".encode(), secret.encode().hex().encode(), urllib.parse.quote(secret, safe="").encode()]
    around += [base64.b64encode(b"k" * shift + secret.encode() + b"tail") for shift in range(5)]

    assert all(leaks(text) for text in around)
