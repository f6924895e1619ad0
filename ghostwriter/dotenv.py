"""``.env``: settings of a folder, under those of the environment; read as they stand, nothing in them is expanded."""

import io
from collections.abc import Mapping
from pathlib import Path

from ghostwriter.errors import ConfigurationError


def with_dotenv(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The environment, with what ``folder/.env`` adds to it.

    Raises:
        ConfigurationError: if the file cannot be read, naming the line that is wrong.
    """
    path = folder / ".env"
    if not path.is_file():
        return dict(env)
    from dotenv.main import DotEnv  # noqa: PLC0415  (only a folder with a .env needs it)
    from dotenv.parser import parse_stream  # noqa: PLC0415

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}.") from error
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            raise ConfigurationError(f"{path}:{binding.original.line}: expected NAME=value.")
    found = DotEnv(None, stream=io.StringIO(text), interpolate=False).dict()
    return {name: value for name, value in found.items() if value is not None} | dict(env)
