"""AWS's configuration files of a run's own environment, and the credentials that a user has without the help of a ``.env``."""

import configparser
import os
from collections.abc import Mapping
from pathlib import Path

from ghostwriter.bedrock.credentials.resolve import BEARER, KEY_ID, PROFILES, ROLES, SECRET, SESSION, TOKEN_FILES

_FILES = {
    "config_file": ("AWS_CONFIG_FILE", "config"),
    "credentials_file": ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
}
_VARIABLES = (
    BEARER, KEY_ID, SECRET, SESSION, *PROFILES, *ROLES, *TOKEN_FILES, "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
)  # fmt: skip
_WAYS_IN = frozenset(
    {"aws_access_key_id", "credential_process", "login_session", "role_arn", "sso_session", "sso_start_url"}
)
"""Keys of a section that gives credentials."""


def configuration_files(env: Mapping[str, str]) -> dict[str, str]:
    """The paths at which profiles are looked up, by botocore's names for the two files; empty where there is no home folder."""
    home = env.get("HOME") or env.get("USERPROFILE")
    return {
        variable: _expanded(env.get(name, "")) or (str(Path(home) / ".aws" / file) if home else "")
        for variable, (name, file) in _FILES.items()
    }


def _expanded(path: str) -> str:
    return os.path.expandvars(os.path.expanduser(path))  # noqa: PTH111  (as botocore does)


def own_credentials(env: Mapping[str, str], *, default_profile: bool) -> str:
    """The first way in that ``env`` offers, in words; empty if there is none.

    ``default_profile`` asks for the profile ``default`` as well. An instance's role is not looked for: that takes a request.
    """
    for name in _VARIABLES:
        if env.get(name, "").strip():
            return f"{name} in the environment"
    if default_profile:
        for path in configuration_files(env).values():
            if path and _gives_credentials(Path(path)):
                return f"the profile default in {path}"
    return ""


def _gives_credentials(path: Path) -> bool:
    """Check that a configuration file's profile ``default`` gives credentials; True if it cannot be read."""
    parser = configparser.RawConfigParser(strict=False, default_section="")
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except (configparser.Error, OSError, UnicodeDecodeError):
        return True  # botocore says what is wrong with it when it is used
    sections = [name for name in ("default", "profile default") if parser.has_section(name)]
    return any(not _WAYS_IN.isdisjoint(parser.options(name)) for name in sections)
