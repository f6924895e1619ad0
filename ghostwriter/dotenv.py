"""``.env``: settings of a folder, under those of the environment; read as they stand, nothing in them is expanded.

A folder may come from a stranger, with its ``.env``. So the file can say who asks, but not where that is sent, whom to trust
there, or what to run: that comes from the environment alone.
"""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from ghostwriter.errors import ConfigurationError
from ghostwriter.reading import Unreadable, decode, read_regular

NAME = ".env"
LARGEST = 100_000
"""Bytes; a few dozen lines are usual."""
_ENVIRONMENT_ONLY: Mapping[str, str] = {
    "AWS_CONFIG_FILE": "its profiles can name programs to run",
    "AWS_SHARED_CREDENTIALS_FILE": "its profiles can name programs to run",
    "HOME": "the profiles in it can name programs to run",
    "USERPROFILE": "the profiles in it can name programs to run",
    "AWS_CA_BUNDLE": "it decides who is trusted",
    "SSL_CERT_FILE": "it decides who is trusted",
    "SSL_CERT_DIR": "it decides who is trusted",
    "GHOSTWRITER_SANDBOX": "it could open the sandbox",
}
_ADDRESS = re.compile(r"AWS_\w*(?:ENDPOINT|_URI)\w*|\w+_(?:API_BASE|BASE_URL|PROXY)", re.IGNORECASE)
_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


def with_dotenv(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The environment, with what ``folder/.env`` adds to it.

    Raises:
        ConfigurationError: if the file cannot be read, naming the line that is wrong; or if it sets what only the
            environment may.
    """
    path = folder / NAME
    if not path.is_file():
        return dict(env)
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
    added = {name: value for name, value in found.items() if value is not None and name not in env}
    for name, value in added.items():
        if value.strip() and (why_not := _why_not(name, value.strip())):
            raise ConfigurationError(
                f"{path} sets {name}, and {why_not}: that is not for a file which may have come with a brief. "
                f"Take it out; if it is your own, set it in the environment: export {name}=..."
            )
    return added | dict(env)


def _why_not(name: str, value: str) -> str:
    """Why a ``.env`` may not say this; empty if it may. What stays on this machine goes to nobody."""
    if not _ADDRESS.fullmatch(name):
        return _ENVIRONMENT_ONLY.get(name, "")
    try:
        host = urlsplit(value).hostname
    except ValueError:
        host = None
    return "" if host in _THIS_MACHINE else "it decides where credentials and sources are sent"
