"""What Bedrock and LiteLLM raise, translated once into errors a person can act on."""

from ghostwriter.bedrock.proxy_refusals import innermost_message, refused_by_proxy
from ghostwriter.errors import ConfigurationError, GhostwriterError, ModelStopped, ModelUnavailable

_LONGEST = 300


def translate(error: BaseException, task: str, model: str) -> GhostwriterError:
    """The typed error for what a call raised after its retries; anything unknown keeps its own words."""
    said = what_aws_said(error)
    return refused_by_proxy(error, said, task, model) or _refused_by_aws(type(error).__name__, said, task, model)


def _refused_by_aws(name: str, said: str, task: str, model: str) -> GhostwriterError:
    if "on-demand throughput" in said:
        return ModelUnavailable(
            f"{task}: {model} needs an inference profile: {said} "
            "Leave GHOSTWRITER_INFERENCE_PROFILE at auto, or put the profile's prefix (us., eu., global. ...) before the id."
        )
    if name in {"LLMAuthenticationError", "AuthenticationError", "PermissionDeniedError"}:
        return ConfigurationError(
            f"AWS refused the credentials for {model}: {said} "
            "Check the key, its region and its model access; see `python -m ghostwriter doctor`."
        )
    if name == "LLMContextWindowExceedError" or "Input is too long" in said:
        return ModelStopped(
            "model_context_window_exceeded",
            f"{task}: the input is too long for {model}: {said} Split the largest source, or use a model with more context.",
        )
    if name in {"LLMRateLimitError", "RateLimitError"}:
        return ModelUnavailable(
            f"{task}: {model} is throttled: {said} Run the same command again later; finished work is kept."
        )
    if name in {"LLMTimeoutError", "Timeout", "LLMServiceUnavailableError", "ServiceUnavailableError"}:
        return ModelUnavailable(
            f"{task}: {model} did not answer: {said} Run the same command again; finished work is kept."
        )
    return ModelUnavailable(f"{task}: {model} failed: {said}")


def what_aws_said(error: BaseException) -> str:
    """AWS's own message out of LiteLLM's wrapping, in one line."""
    text = innermost_message(str(error)) or str(error)
    line = " ".join(text.split()) or type(error).__name__
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
