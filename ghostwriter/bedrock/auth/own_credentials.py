"""The credentials that a user has without the help of a ``.env``: in the environment, or in the profile ``default``."""

import configparser
from collections.abc import Iterator, Mapping
from pathlib import Path

from ghostwriter.bedrock.auth.credentials import BEARER, KEY_ID, PROFILES, ROLES, SECRET, TOKEN_FILES

_VARIABLES = (
    BEARER, KEY_ID, SECRET, *PROFILES, *ROLES, *TOKEN_FILES, "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
)  # fmt: skip
_FILES = (("AWS_SHARED_CREDENTIALS_FILE", "credentials"), ("AWS_CONFIG_FILE", "config"))
_WAYS_IN = frozenset(
    {"aws_access_key_id", "credential_process", "login_session", "role_arn", "sso_session", "sso_start_url"}
)
"""What makes a section of AWS's configuration files give credentials."""


def own_credentials(env: Mapping[str, str], *, default_profile: bool) -> str:
    """The first way in that ``env`` offers, in words; empty if there is none.

    ``default_profile`` asks for the profile ``default`` as well. An instance's role is not looked for: that takes a request.
    """
    for name in _VARIABLES:
        if env.get(name, "").strip():
            return f"{name} in the environment"
    if default_profile:
        for path in _configuration_files(env):
            if _gives_credentials(path):
                return f"the profile default in {path}"
    return ""


def _configuration_files(env: Mapping[str, str]) -> Iterator[Path]:
    home = env.get("HOME") or env.get("USERPROFILE")
    for variable, file in _FILES:
        if named := env.get(variable):
            yield Path(named)
        elif home:
            yield Path(home) / ".aws" / file


def _gives_credentials(path: Path) -> bool:
    parser = configparser.RawConfigParser(strict=False, default_section="")
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return False  # botocore says what is wrong with it when it is used
    return parser.has_section("default") and not _WAYS_IN.isdisjoint(parser.options("default"))
