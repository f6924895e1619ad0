"""Why a model stopped, and what that means: Bedrock's stop reasons that leave work half done."""

from collections.abc import Mapping

from ghostwriter.errors import GuardrailIntervened, ModelStopped

GUARDRAIL = "guardrail_intervened"
ADVICE: Mapping[str, str] = {
    "max_tokens": "its answer was cut at the output limit; ask for a shorter article, or use a model with a larger limit.",
    "refusal": "it refused the task; look at the brief and the sources for what it may object to, or use another model.",
    GUARDRAIL: "a Bedrock guardrail intervened; look at its policy, or run without it.",
    "content_filtered": "a content filter intervened; look at the sources for what it may object to.",
    "model_context_window_exceeded": "the context window is full; split the largest source, or use a model with more context.",
    "malformed_tool_use": "its tool call was malformed; run again, or use another model for this stage.",
    "malformed_model_output": "its output was malformed; run again, or use another model for this stage.",
}
_ANOTHER_MODEL_MAY = frozenset(
    {"refusal", "model_context_window_exceeded", "malformed_tool_use", "malformed_model_output"}
)
"""Where a fallback may do better; a guardrail or a filter is not there to be gone round."""

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
    if reason in ADVICE and reason != GUARDRAIL:
        error = ModelStopped(reason, f"{model} stopped early ({reason}): {ADVICE[reason]}")
        error.advice = ADVICE[reason]
        error.falls_back = reason in _ANOTHER_MODEL_MAY
        raise error


def intervened(model: str, guardrail: str, policies: tuple[str, ...]) -> GuardrailIntervened:
    """The error of a guardrail that stopped a model; it names the policy."""
    named = "; ".join(policies) if policies else "the answer's trace does not say which policy"
    error = GuardrailIntervened(
        f"{model}: guardrail {guardrail} intervened: {named}. Change the text it objects to or the guardrail's policy, "
        'or set on_intervention = "record".',
        policies,
    )
    error.advice = ADVICE[GUARDRAIL]
    return error
