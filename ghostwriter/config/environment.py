"""Call settings of a stage: from the environment, else ``ghostwriter.toml``, else the default.

Within a layer a stage's own name wins over the general one. In the environment a setting is called ``GHOSTWRITER_`` and its
name, or ``GHOSTWRITER_<STAGE>_`` and its name; tables are written as JSON, lists with commas.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from ghostwriter.bedrock.call_settings import CallSettings, Caps
from ghostwriter.config.toml_file import ARTICLE, GENERAL, PER_STAGE, ConfigFile
from ghostwriter.errors import ConfigurationError
from ghostwriter.schema.stages import STAGE_NAMES
from ghostwriter.security.environment import comes_from_dotenv

_TABLES = ("additional_model_request_fields", "request_metadata")
_SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_SWITCHED = ("caching", "stream", "use_converse")


def variable(key: str, stage: str | None = None) -> str:
    """The environment variable of a setting."""
    return "_".join(part.upper() for part in ("ghostwriter", stage, key) if part)


VARIABLES = frozenset(
    [variable(key, stage) for key in PER_STAGE for stage in (None, *STAGE_NAMES)]
    + [variable(key) for key in GENERAL]
    + [variable(key, "article") for key in ARTICLE]
)
"""Every setting that the environment can hold."""


def call_settings(stage: str, env: Mapping[str, str], file: ConfigFile) -> CallSettings:
    """Call settings of one stage.

    Raises:
        ConfigurationError: naming the variable, or the file and key, whose value is wrong.
    """
    return _settings(CallSettings, stage, env, file)


def caps(stage: str, env: Mapping[str, str], file: ConfigFile) -> Caps:
    """Caps of one stage in a run.

    Raises:
        ConfigurationError: naming the variable, or the file and key, whose value is wrong.
    """
    return _settings(Caps, stage, env, file)


def _settings[S: BaseModel](kind: type[S], stage: str, env: Mapping[str, str], file: ConfigFile) -> S:
    chosen: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for key in kind.model_fields:
        found = lookup(key, stage, env, file)
        if found is not None:
            chosen[key], origins[key] = found
    try:
        return kind(**chosen)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        message = problem["msg"].removeprefix("Value error, ")
        where = origins.get(str(problem["loc"][0])) if problem["loc"] else f"settings of {stage}"
        raise ConfigurationError(f"{where}: {message}.") from error


def lookup(key: str, stage: str, env: Mapping[str, str], file: ConfigFile) -> tuple[Any, str] | None:
    """The value of the closest layer that sets a key, and where it stands; None where none does.

    What the user's environment says in general beats what a ``.env`` says of a stage.
    """
    names = (variable(key, stage), variable(key))
    for name in sorted(names, key=lambda name: comes_from_dotenv(name, env)):
        if given := env.get(name, "").strip():
            return _parsed(key, given, name), name
    for table, name in ((file.stages.get(stage, {}), f"llm.{stage}"), (file.general, "llm")):
        if key in table:
            return table[key], f"{file.name}: [{name}] {key}"
    return None


def _parsed(key: str, given: str, name: str) -> Any:
    """An environment variable's text as the setting's own kind, where text is not enough for pydantic."""
    if key in _SWITCHED:
        if given.lower() not in {*_SWITCHES, "auto"}:
            raise ConfigurationError(f"{name}={given!r} is a switch: use 1 or 0.")
        return _SWITCHES.get(given.lower(), given)
    if key not in _TABLES:
        return given
    try:
        return json.loads(given)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f'{name} is a table in JSON, such as {{"key": "value"}}: {error}.') from error
