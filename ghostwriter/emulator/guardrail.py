"""Guardrails: the emulator has none of its own, so nothing is ever blocked unless a script says so."""

from collections.abc import Mapping
from typing import Any

_UNITS = (
    "automatedReasoningPolicies",
    "automatedReasoningPolicyUnits",
    "contentPolicyImageUnits",
    "contentPolicyUnits",
    "contextualGroundingPolicyUnits",
    "sensitiveInformationPolicyFreeUnits",
    "sensitiveInformationPolicyUnits",
    "topicPolicyUnits",
    "wordPolicyUnits",
)
_PASSED = "No action."


def apply(request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to ApplyGuardrail for content that passes."""
    characters = sum(len(block["text"]["text"]) for block in request["content"] if "text" in block)
    return {
        "action": "NONE",
        "actionReason": _PASSED,
        "assessments": [_assessment(request, characters)],
        "guardrailCoverage": _coverage(characters),
        "outputs": [],
        "usage": dict.fromkeys(_UNITS, 0),
    }


def trace(config: Mapping[str, Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """The trace of a conversation that passes; the last turn is what is looked at."""
    last = request["messages"][-1]["content"]
    characters = sum(len(block.get("text") or _guarded(block)) for block in last)
    name = config.get("guardrailIdentifier") or ""
    return {"actionReason": _PASSED, "inputAssessment": {name: _assessment(config, characters)}}


def _guarded(block: Mapping[str, Any]) -> str:
    """The text of a block that is marked as what the guardrail is to judge."""
    return str(((block.get("guardContent") or {}).get("text") or {}).get("text") or "")


def _assessment(guardrail: Mapping[str, Any], characters: int) -> dict[str, Any]:
    name = (guardrail.get("guardrailIdentifier") or "").rpartition("/")[2]
    return {
        "appliedGuardrailDetails": {
            "guardrailArn": f"arn:aws:bedrock:us-east-1:123456789012:guardrail/{name}",
            "guardrailId": name,
            "guardrailOrigin": ["REQUEST"],
            "guardrailOwnership": "SELF",
            "guardrailVersion": guardrail.get("guardrailVersion") or "",
        },
        "invocationMetrics": {
            "guardrailCoverage": _coverage(characters),
            "guardrailProcessingLatency": 1,
            "usage": dict.fromkeys(_UNITS, 0),
        },
    }


def _coverage(characters: int) -> dict[str, Any]:
    return {"textCharacters": {"guarded": characters, "total": characters}}
