"""``.env``: settings of a folder, under those of the environment; read as they stand, nothing in them is expanded.

A folder may come from a stranger, with its ``.env``. So the file never says where requests are sent, whom to trust there, which
role to assume, which file to send, or what to run; and its credentials are used only where the user has none.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ghostwriter.bedrock.auth.credentials import BEARER, KEY_ID, PROFILES, SECRET, SESSION
from ghostwriter.bedrock.auth.own_credentials import own_credentials
from ghostwriter.bedrock.regions import KNOWN_REGIONS
from ghostwriter.errors import ConfigurationError
from ghostwriter.reading import Unreadable, decode, read_regular

NAME = ".env"
LARGEST = 100_000
"""Bytes; a few dozen lines are usual."""
_RUNS, _TRUST, _WHERE, _ROLE, _FILE = (
    "its profiles can name programs to run",
    "it decides who is trusted",
    "it decides where credentials and sources are sent",
    "your credentials would take on a role that somebody else has named",
    "it names a file, or holds a token, that is sent to get credentials",
)
_ENVIRONMENT_ONLY: Mapping[str, str] = {
    "AWS_CONFIG_FILE": _RUNS,
    "AWS_SHARED_CREDENTIALS_FILE": _RUNS,
    "HOME": _RUNS,
    "USERPROFILE": _RUNS,
    "AWS_CA_BUNDLE": _TRUST,
    "SSL_CERT_FILE": _TRUST,
    "SSL_CERT_DIR": _TRUST,
    "REQUESTS_CA_BUNDLE": _TRUST,
    "CURL_CA_BUNDLE": _TRUST,
    "GHOSTWRITER_SANDBOX": "it could open the sandbox",
}
_ENVIRONMENT_ONLY_LIKE = (
    (re.compile(r"AWS_(?:\w*ROLE\w*|SESSION_NAME|EXTERNAL_ID)", re.IGNORECASE), _ROLE),
    (re.compile(r"AWS_(?:WEB_IDENTITY_\w+|CONTAINER_\w+)", re.IGNORECASE), _FILE),
    (re.compile(r"AWS_\w*(?:ENDPOINT|_URI)\w*|\w+_(?:API_BASE|BASE_URL|PROXY)", re.IGNORECASE), _WHERE),
)
_REGIONS = re.compile(r"AWS_(?:REGION|REGION_NAME|DEFAULT_REGION)")
CREDENTIALS = (BEARER, KEY_ID, SECRET, SESSION, *PROFILES)


@dataclass(frozen=True)
class DotEnv:
    """What a ``.env`` says: what was taken, and the credentials that were ignored, since the user has ``own`` ones (in words)."""

    path: Path
    added: Mapping[str, str] = field(repr=False)
    ignored: Mapping[str, str] = field(repr=False)
    own: str = ""


class Environment(dict[str, str]):
    """The environment with what a folder's ``.env`` added to it; ``lent_by`` names the profile whose program gave the keys."""

    def __init__(self, env: Mapping[str, str], dotenv: DotEnv | None = None, lent_by: str = "") -> None:
        super().__init__({**(dotenv.added if dotenv else {}), **env})
        self.dotenv = dotenv
        self.lent_by = lent_by

    def __repr__(self) -> str:
        """Names only: values may be secrets."""
        return f"{type(self).__name__}({sorted(self)})"


def dotenv_of(env: Mapping[str, str]) -> DotEnv | None:
    """The ``.env`` that has added to an environment, None where there is none."""
    return env.dotenv if isinstance(env, Environment) else None


def comes_from_dotenv(name: str, env: Mapping[str, str]) -> bool:
    """Whether a variable was set by a ``.env``."""
    dotenv = dotenv_of(env)
    return dotenv is not None and name in dotenv.added


def with_dotenv(env: Mapping[str, str], folder: Path) -> Environment:
    """The environment, with what ``folder/.env`` adds to it.

    Raises:
        ConfigurationError: if the file cannot be read, naming the line that is wrong; or if it sets what only the
            environment may.
    """
    path = folder / NAME
    if not path.is_file():
        return Environment(env)
    added = {name: value for name, value in _read(path).items() if name not in env}
    for name, value in added.items():
        if value.strip() and (why_not := _why_not(name, value.strip())):
            raise ConfigurationError(
                f"{path} sets {name}, and {why_not}: that is not for a file which may have come with a brief. "
                f"Take it out; if it is your own, set it in the environment: export {name}=..."
            )
    offered = {name: value for name, value in added.items() if name in CREDENTIALS and value.strip()}
    own = own_credentials(env, default_profile=not offered.keys() <= set(PROFILES)) if offered else ""
    ignored = offered if own else {}
    taken = {name: value for name, value in added.items() if name not in ignored}
    return Environment(env, DotEnv(path, taken, ignored, own))


def _read(path: Path) -> dict[str, str]:
    from dotenv.main import DotEnv  # noqa: PLC0415  (only a folder with a .env needs it)
    from dotenv.parser import parse_stream  # noqa: PLC0415

    try:
        text = decode(read_regular(path.resolve(), LARGEST))
    except Unreadable as error:
        raise ConfigurationError(f"{path} cannot be read: {error}.") from error
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            raise ConfigurationError(f"{path}:{binding.original.line}: expected NAME=value.")
    found = DotEnv(None, stream=io.StringIO(text), interpolate=False).dict()
    return {name: value for name, value in found.items() if value is not None}


def _why_not(name: str, value: str) -> str:
    """Why a ``.env`` may not say this; empty if it may."""
    if reason := _ENVIRONMENT_ONLY.get(name.upper()):
        return reason
    if _REGIONS.fullmatch(name) and value not in KNOWN_REGIONS:
        return f"{value!r} is not a region of AWS"
    return next((reason for pattern, reason in _ENVIRONMENT_ONLY_LIKE if pattern.fullmatch(name)), "")
