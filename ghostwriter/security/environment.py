"""Environment variables that know which of them a ``.env`` has set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class DotEnv:
    """The variables taken from a ``.env``, and the credentials ignored, since the user has ``own`` ones (in words)."""

    path: Path
    added: Mapping[str, str] = field(repr=False)
    ignored: Mapping[str, str] = field(repr=False)
    own: str = ""


class Environment(dict[str, str]):
    """The environment with what a folder's ``.env`` added to it; ``lent_by`` names the profile whose program gave the keys."""

    def __init__(self, env: Mapping[str, str], dotenv: DotEnv | None = None, lent_by: str = "") -> None:
        super().__init__(env)
        self.dotenv = dotenv
        self.lent_by = lent_by

    def __repr__(self) -> str:
        """Names only: values may be secrets."""
        return f"{type(self).__name__}({sorted(self)})"


def dotenv_of(env: Mapping[str, str]) -> DotEnv | None:
    """The ``.env`` that has added to an environment, None where there is none."""
    return env.dotenv if isinstance(env, Environment) else None


def comes_from_dotenv(name: str, env: Mapping[str, str]) -> bool:
    """True if a variable was set by a ``.env``."""
    dotenv = dotenv_of(env)
    return dotenv is not None and name in dotenv.added


def where_set(name: str, env: Mapping[str, str]) -> str:
    """The place where a variable was set, in words: the path of the ``.env``, or the environment."""
    dotenv = dotenv_of(env)
    return str(dotenv.path) if dotenv is not None and name in dotenv.added else "the environment"
