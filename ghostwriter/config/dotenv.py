"""``.env``: settings of a folder, under those of the environment; read as they stand, nothing in them is expanded.

A folder may come from a stranger, with its ``.env``. So the file never says where requests are sent, whom to trust there, which
role to assume, which file to send, or what to run; and its credentials are used only where the user has none.
"""

import io
import re
from collections.abc import Mapping
from pathlib import Path

from ghostwriter.bedrock.credentials.configuration_files import own_credentials
from ghostwriter.bedrock.credentials.resolve import BEARER, KEY_ID, PROFILES, SECRET, SESSION
from ghostwriter.bedrock.endpoints.providers import ADDRESSES
from ghostwriter.bedrock.endpoints.regions import PARTITIONS, REGIONS
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.environment import DotEnv, Environment
from ghostwriter.security.safe_read import Unreadable, decode, read_regular

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
CREDENTIALS = (BEARER, KEY_ID, SECRET, SESSION, *PROFILES)
_TAKEN = re.compile(
    "|".join(
        (*CREDENTIALS, *REGIONS, "AWS_EC2_METADATA_DISABLED", "NO_COLOR", r"GHOSTWRITER_[A-Z_]+", r"[A-Z0-9_]+_API_KEY")
    )
)
"""What a ``.env`` may set. Whatever else stands in it is not for Ghostwriter, nor for the libraries, and is left where it is."""
_PROVIDERS = "|".join(("LITELLM_PROXY", *(provider.upper() for provider in ADDRESSES)))
_REFUSED = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (
            r"AWS_ENDPOINT_URL(?:_\w+)?|AWS_(?:BEDROCK_RUNTIME|BEDROCK_AGENT_RUNTIME|STS|EC2_METADATA_SERVICE)_ENDPOINT",
            _WHERE,
        ),
        (rf"(?:{_PROVIDERS})_(?:API_BASE|BASE_URL)|(?:HTTPS?|ALL)_PROXY", _WHERE),
        (r"AWS_(?:ROLE_NAME|ROLE_ARN|ROLE_SESSION_NAME|SESSION_NAME|EXTERNAL_ID)", _ROLE),
        (r"AWS_(?:WEB_IDENTITY|CONTAINER)_\w+", _FILE),
        (r"AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|HOME|USERPROFILE", _RUNS),
        (r"AWS_CA_BUNDLE|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE", _TRUST),
        (r"GHOSTWRITER_SANDBOX", "it could open the sandbox"),
    )
)
"""What would be heeded in the environment, and why a ``.env`` must not say it: an error tells whoever put it there."""


def with_dotenv(env: Mapping[str, str], folder: Path) -> Environment:
    """The environment, with what ``folder/.env`` adds to it.

    Raises:
        ConfigurationError: if the file cannot be read, naming the line that is wrong; or if it sets what only the
            environment may.
    """
    path = folder / NAME
    if not path.is_file():
        return Environment(env)
    read = {name: value for name, value in _read(path).items() if name not in env}
    for name, value in read.items():
        if value.strip() and (why_not := _why_not(name, value.strip())):
            raise ConfigurationError(
                f"{path} sets {name}, and {why_not}: that is not for a file which may have come with a brief. "
                f"Take it out; if it is your own, set it in the environment: export {name}=..."
            )
    names_a_region = any(env.get(name, "").strip() for name in REGIONS)
    said = {
        name: value
        for name, value in read.items()
        if _TAKEN.fullmatch(name) and not (names_a_region and name in REGIONS)
    }
    offered = {name: value for name, value in said.items() if name in CREDENTIALS and value.strip()}
    own = own_credentials(env, default_profile=not offered.keys() <= set(PROFILES)) if offered else ""
    ignored = offered if own else {}
    added = {name: value for name, value in said.items() if name not in ignored}
    return Environment({**added, **env}, DotEnv(path, added, ignored, own))


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
    """Reason why a ``.env`` may not set a variable; empty if it may."""
    if name in REGIONS and value not in PARTITIONS["aws"][1]:
        return f"{value!r} is not a region that such a file may name"
    return next((reason for pattern, reason in _REFUSED if pattern.fullmatch(name)), "")
