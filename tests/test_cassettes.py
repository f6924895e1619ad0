"""What may never be on a cassette."""

import re
from pathlib import Path

import pytest

from tests.cassette_format import CASSETTES, PLACEHOLDER_ACCOUNT, everything_on

SECRETS = {
    "an authorization header": re.compile(r"authorization|AWS4-HMAC-SHA256|Bearer\s+\S", re.IGNORECASE),
    "a signature or a session token": re.compile(r"x-amz-(security-token|date)|amz-sdk", re.IGNORECASE),
    "an access key id": re.compile(r"\b(AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a Bedrock API key": re.compile(r"ABSK[A-Za-z0-9+/=]{20,}|bedrock-api-key-"),
    "an account id": re.compile(rf"arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(?!{PLACEHOLDER_ACCOUNT})\d{{12}}"),
    "a path of a machine": re.compile(r"(?<![\w.:/])/(?:home|root|Users|tmp|work|var|opt|private)/\w"),
    "an address of a machine": re.compile(r"127\.0\.0\.1|localhost"),
}


def cassettes() -> list[Path]:
    return sorted(CASSETTES.glob("*.yaml"))


def test_there_are_cassettes() -> None:
    assert {path.stem for path in cassettes()} == {"clean", "repaired", "revised", "streamed", "throttled"}


@pytest.mark.parametrize("path", cassettes(), ids=lambda path: path.stem)
@pytest.mark.parametrize("what", sorted(SECRETS))
def test_a_cassette_holds_no_secret_and_no_trace_of_a_machine(path: Path, what: str) -> None:
    assert not SECRETS[what].search(everything_on(path))


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        ("an authorization header", "Authorization: Bearer abc"),
        ("an access key id", "AKIAIOSFODNN7EXAMPLE"),
        ("an account id", "arn:aws:bedrock:us-east-1:210987654321:inference-profile/x"),
        ("a path of a machine", 'in "/home/ada/brief.md"'),
    ],
)
def test_the_search_would_find_them(what: str, planted: str) -> None:
    assert SECRETS[what].search(planted)
