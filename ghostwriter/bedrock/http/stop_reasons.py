"""Stop reasons of Bedrock that leave work unfinished, and the error for each."""

from collections.abc import Mapping

from ghostwriter.errors import GuardrailIntervened, ModelStopped

GUARDRAIL = "guardrail_intervened"
_AGAIN = "Run again, or use another model for this stage."
EARLY_STOPS: Mapping[str, tuple[str, str]] = {
    "max_tokens": (
        "its answer was cut at the output limit",
        "Ask for a shorter article, or use a model with a larger limit.",
    ),
    "refusal": (
        "it refused the task",
        "Look at the brief and the sources for what it may object to, or use another model.",
    ),
    "content_filtered": ("a content filter intervened", "Look at the sources for what it may object to."),
    "model_context_window_exceeded": (
        "the context window is full",
        "Split the largest source, or use a model with more context.",
    ),
    "malformed_tool_use": ("its tool call was malformed", _AGAIN),
    "malformed_model_output": ("its output was malformed", _AGAIN),
}
"""The meaning of each reason, and the advice."""
_ANOTHER_MODEL_MAY = frozenset(
    {"refusal", "model_context_window_exceeded", "malformed_tool_use", "malformed_model_output"}
)
"""Reasons for which a fallback may do better; guardrails and filters are not to be evaded."""

_FROM_LITELLM: Mapping[str, str] = {"length": "max_tokens", "content_filter": "content_filtered"}


def stop_reason(on_the_wire: str | None, finish_reason: str | None) -> str:
    """Bedrock's own reason where it was seen, else LiteLLM's finish reason in Bedrock's words."""
    if on_the_wire is not None:
        return on_the_wire
    return _FROM_LITELLM.get(finish_reason or "", finish_reason or "unknown")


def refuse_half_an_answer(reason: str, model: str) -> None:
    """Let a finished answer pass; a guardrail's intervention is not judged here.

    Raises:
        ModelStopped: if the model stopped for a reason that leaves its answer incomplete.
    """
    if reason in EARLY_STOPS:
        meaning, advice = EARLY_STOPS[reason]
        message, falls_back = f"{model} stopped early ({reason}): {meaning}.", reason in _ANOTHER_MODEL_MAY
        raise ModelStopped(reason, message, advice=advice, falls_back=falls_back)


def intervened(model: str, guardrail: str, policies: tuple[str, ...]) -> GuardrailIntervened:
    """The error of a guardrail that stopped a model; it names the policy."""
    named = "; ".join(policies) if policies else "the answer's trace does not say which policy"
    return GuardrailIntervened(
        f"guardrail {guardrail} intervened: {named}.",
        policies,
        subject=model,
        advice='Change the text it objects to or the guardrail\'s policy, or set on_intervention = "record".',
    )
