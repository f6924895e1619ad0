"""``ghostwriter.toml``: what an engineer sets for a folder, under the environment and above the brief.

[llm]                          # every stage
cache_ttl = "1h"
fallbacks = ["sonnet"]

[llm.drafting]                 # one stage
model = "opus"
thinking_budget = 4000

[article]
guardrail = "gr-abc123:1"      # apply_guardrail on the final article
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ghostwriter.bedrock.call_settings import CallSettings, Caps
from ghostwriter.errors import ConfigurationError
from ghostwriter.schema.stages import STAGE_NAMES
from ghostwriter.security.safe_read import Unreadable, decode, read_regular
from ghostwriter.text.suggest import did_you_mean

NAME = "ghostwriter.toml"
_MOST_DOTS = 500
"""In one line: each part of a key takes the parser as much memory as all before it."""
LARGEST = 100_000
"""Bytes; a few dozen lines are usual."""
MODEL, FALLBACKS, INFERENCE_PROFILE = "model", "fallbacks", "inference_profile"
PER_STAGE = (MODEL, FALLBACKS, *CallSettings.model_fields, *Caps.model_fields)
GENERAL = (*PER_STAGE, INFERENCE_PROFILE)
ARTICLE = ("guardrail", "on_intervention", "on_unsupported")


@dataclass(frozen=True)
class ConfigFile:
    """The file's tables, their keys known to be right; the values are checked where they are used."""

    name: str = NAME
    general: Mapping[str, Any] = field(default_factory=dict)
    stages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    article: Mapping[str, Any] = field(default_factory=dict)


def load_config_file(folder: Path) -> ConfigFile:
    """Read ``folder/ghostwriter.toml``; where there is none, nothing is set.

    Raises:
        ConfigurationError: naming the line that is no TOML, or the key that is not known and the nearest one that is.
    """
    path = folder / NAME
    if not path.is_file():
        return ConfigFile()
    try:
        text = decode(read_regular(path.resolve(), LARGEST))
        if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
            raise ConfigurationError(f"{path} cannot be read: a line in it has more than {_MOST_DOTS} dots.")
        tables = tomllib.loads(text)
    except (Unreadable, ValueError) as error:  # ValueError: also a number of more digits than Python converts
        raise ConfigurationError(f"{path} cannot be read: {error}.") from error
    except RecursionError as error:
        raise ConfigurationError(f"{path} cannot be read: it is nested too deeply.") from error
    _known(path, "", tables, ("llm", "article"))
    llm, article = (_table(path, name, tables.get(name, {})) for name in ("llm", "article"))
    stages = {name: _table(path, f"llm.{name}", llm[name]) for name in STAGE_NAMES if name in llm}
    general = {key: value for key, value in llm.items() if key not in stages}
    _known(path, "llm", general, (*GENERAL, *STAGE_NAMES))
    for stage, table in stages.items():
        _known(path, f"llm.{stage}", table, PER_STAGE)
    _known(path, "article", article, ARTICLE)
    return ConfigFile(str(path), general, stages, article)


def _table(path: Path, name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigurationError(f"{path}: {name} is a table: write [{name}] and its keys below it.")
    return value


def _known(path: Path, table: str, keys: Iterable[str], known: tuple[str, ...]) -> None:
    for key in keys:
        if key not in known:
            hint = did_you_mean(key, known)
            raise ConfigurationError(
                f"{path}: [{table}] has no {key!r}; {hint}" if table else f"{path}: no {key!r}; {hint}"
            )
