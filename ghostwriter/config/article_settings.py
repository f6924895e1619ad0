"""Settings of the finished article from ``[article]`` and ``GHOSTWRITER_ARTICLE_*``: guardrail, unsupported claims."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from ghostwriter.bedrock.call_settings import split_guardrail
from ghostwriter.config.environment import variable
from ghostwriter.config.toml_file import ARTICLE, ConfigFile
from ghostwriter.errors import ConfigurationError

type OnIntervention = Literal["fail", "record"]
type OnUnsupported = Literal["mark", "remove", "fail"]
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "on_intervention": get_args(OnIntervention.__value__),
    "on_unsupported": get_args(OnUnsupported.__value__),
}


def article_settings(env: Mapping[str, str], file: ConfigFile) -> dict[str, Any]:
    """The fields of ``Settings`` that are set; the environment wins over the file.

    Raises:
        ConfigurationError: naming the variable, or the key of the file, that is wrong.
    """
    chosen: dict[str, Any] = {}
    for key in ARTICLE:
        name = variable(key, "article")
        given = env.get(name, "").strip()
        where = name if given else f"{file.name}: [article] {key}"
        value = given or file.article.get(key)
        if value in (None, ""):
            continue
        chosen[_FIELDS.get(key, key)] = _checked(key, str(value), where)
    return chosen


_FIELDS = {"guardrail": "article_guardrail", "on_intervention": "on_article_intervention"}


def _checked(key: str, value: str, where: str) -> str:
    if key in _CHOICES and value not in _CHOICES[key]:
        raise ConfigurationError(f"{where}: {value!r} is not one of {', '.join(_CHOICES[key])}.")
    if key == "guardrail":
        try:
            split_guardrail(value)
        except ValueError as error:
            raise ConfigurationError(f"{where}: {error}.") from error
    return value
