"""What a LiteLLM proxy refuses, told from what AWS behind it refuses."""

import re

from ghostwriter.bedrock.credentials import BEARER
from ghostwriter.bedrock.proxy import ADDRESS, KEY, asks_a_proxy
from ghostwriter.errors import ConfigurationError, GhostwriterError, ModelStopped, ModelUnavailable

# A proxy wraps AWS's message in its own, escaped once more on each way; the innermost is what happened.
_MESSAGE = re.compile(r"""["'](?:message|Message)["']\s*:\s*(["'])(?P<said>.*?)\1\s*[,}]""", re.DOTALL)
_PROXYS_OWN = re.compile(r"""Litellm_proxyException|\{["'](?:error|detail)["']\s*:\s*\{""")
_GUARDRAIL_NAME = re.compile(r"""["']guardrail_name["']\s*:\s*["'](?P<name>[^"']+)["']""")


def innermost_message(text: str) -> str | None:
    """The message that an error's text holds most deeply, or None where it holds none."""
    flat = re.sub(r"\\+n", " ", text).replace("\\", "")
    # Each match may hold others, so every start is tried.
    starts = [match.start() for match in re.finditer(r"""["'][mM]essage["']\s*:""", flat)]
    found = [match["said"] for match in (_MESSAGE.match(flat, start) for start in starts) if match]
    return found[-1].partition("LiteLLM: model group")[0].strip() if found else None


def comes_from_a_proxy(text: str) -> bool:
    """Whether a LiteLLM proxy, and not AWS itself, wrote an error."""
    return _PROXYS_OWN.search(text.replace("\\", "")) is not None


def refused_by_proxy(error: BaseException, said: str, task: str, model: str) -> GhostwriterError | None:
    """The typed error for what only a proxy answers (``said`` is its message), or None for what AWS answers as well."""
    text = str(error)
    if asks_a_proxy(model) and "Connection error" in text:
        return ModelUnavailable(
            f"{task}: the LiteLLM proxy does not answer. Start it, or correct {ADDRESS}; then run the same command again."
        )
    if not comes_from_a_proxy(text):
        return None
    if "Invalid model name" in text:
        return ConfigurationError(
            f"the LiteLLM proxy has no alias for {model}. It answers to the names of its own model_list: use "
            "litellm_proxy/<alias>, or bedrock/<alias> for its pass-through."
        )
    if "Violated guardrail policy" in text:
        named = _GUARDRAIL_NAME.search(text)
        which = repr(named["name"]) if named else "of the LiteLLM proxy"
        return ModelStopped(
            "guardrail_intervened",
            f"{task}: the guardrail {which} stopped {model}; look at its policy, or use another alias.",
        )
    return _refused_key(text, said, model)


def _refused_key(text: str, said: str, model: str) -> GhostwriterError | None:
    if "AuthenticationError" in text:
        variable = KEY if asks_a_proxy(model) else BEARER
        return ConfigurationError(f"the LiteLLM proxy refused the key for {model}: {said} Check {variable}.")
    if "PermissionDeniedError" in text:
        return ConfigurationError(
            f"the LiteLLM proxy, or AWS behind it, refused {model}: {said} The proxy holds the AWS keys; ask who runs it."
        )
    return None
