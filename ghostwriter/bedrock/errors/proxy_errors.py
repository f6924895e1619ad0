"""Refusals of a LiteLLM proxy, as distinct from those of AWS behind it."""

import ast
import contextlib
import json
import re
from typing import Any

from ghostwriter.bedrock.credentials.resolve import BEARER, PROXY_KEY
from ghostwriter.bedrock.litellm_proxy import ADDRESS, is_proxy_alias
from ghostwriter.errors import (
    CredentialsError,
    GhostwriterError,
    GuardrailIntervened,
    ModelNotAvailable,
    ModelUnavailable,
)

_LONGEST = 20_000
"""Characters of an error's text that are looked through."""
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_PROXYS_OWN = re.compile(r"""Litellm_proxyException|\{["'](?:error|detail)["']\s*:\s*\{""")
_GUARDRAIL_NAME = re.compile(r"""["']guardrail_name["']\s*:\s*["'](?P<name>[^"']+)["']""")


def innermost_message(text: str) -> str | None:
    """The message that an error's text holds most deeply (a proxy wraps AWS's in its own), or None where it holds none."""
    said = _message_of(_object_in(text))
    if said is None:
        return None
    return innermost_message(said) or said.partition("LiteLLM: model group")[0].strip()


def _object_in(text: str) -> Any:
    """The JSON or Python object that a text shows, be it within the repr of bytes, where backslashes are doubled."""
    found = _OBJECT.search(text[:_LONGEST])
    if found is None:
        return None
    for written in (found.group(), found.group().replace("\\\\", "\\").replace("\\'", "'")):
        for parse in (json.loads, ast.literal_eval):
            with contextlib.suppress(ValueError, SyntaxError, RecursionError, MemoryError):
                return parse(written)
    return None


def _message_of(body: Any) -> str | None:
    match body:
        case {"message": str(said)} | {"Message": str(said)}:
            return said
        case {"error": inner} | {"detail": inner}:
            return inner if isinstance(inner, str) else _message_of(inner)
        case _:
            return None


def refused_by_proxy(error: BaseException, reason: str, task: str, model: str) -> GhostwriterError | None:
    """The typed error for what only a proxy answers, or None for what AWS answers as well."""
    text = str(error)
    if is_proxy_alias(model) and "Connection error" in text:
        return ModelUnavailable(
            "the LiteLLM proxy does not answer.",
            subject=task,
            advice=f"Start it, or correct {ADDRESS}; then run the same command again.",
        )
    if _PROXYS_OWN.search(text.replace("\\", "")) is None:
        return None
    if "Invalid model name" in text:
        return ModelNotAvailable(
            f"the LiteLLM proxy knows no such alias: {reason}",
            subject=task,
            advice="It answers to the names of its model_list only: use litellm_proxy/<alias>, or bedrock/<alias> for its "
            "pass-through.",
            falls_back=True,
        )
    if "Violated guardrail policy" in text:
        named = _GUARDRAIL_NAME.search(text)
        which = repr(named["name"]) if named else "of the LiteLLM proxy"
        return GuardrailIntervened(
            f"the guardrail {which} stopped {model}; look at its policy, or use another alias.", subject=task
        )
    return _refused_key(text, reason, model)


def _refused_key(text: str, reason: str, model: str) -> GhostwriterError | None:
    if "AuthenticationError" in text:
        variable = PROXY_KEY if is_proxy_alias(model) else BEARER
        return CredentialsError(f"the LiteLLM proxy refused the key for {model}: {reason}", advice=f"Check {variable}.")
    if "PermissionDeniedError" in text:
        return CredentialsError(
            f"the LiteLLM proxy, or AWS behind it, refused {model}: {reason}",
            advice="The proxy holds the AWS keys; ask who runs it.",
        )
    return None
