"""Findings of a guardrail as lines for people: the policies that intervened, and their reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

INTERVENED = "GUARDRAIL_INTERVENED"
_LISTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("topicPolicy", "topics", "topic policy", ("name",)),
    ("contentPolicy", "filters", "content policy", ("type", "confidence")),
    ("wordPolicy", "customWords", "word policy", ("match",)),
    ("wordPolicy", "managedWordLists", "word policy", ("type", "match")),
    ("sensitiveInformationPolicy", "piiEntities", "sensitive information policy", ("type",)),
    ("sensitiveInformationPolicy", "regexes", "sensitive information policy", ("name",)),
    ("contextualGroundingPolicy", "filters", "contextual grounding policy", ("type", "score")),
    ("automatedReasoningPolicy", "findings", "automated reasoning policy", ("name",)),
)
"""The places of findings in an assessment, the policy's name in words, and the members that name the finding.

The matches of the sensitive information policy are left out: they are what should not be written down.
"""


def policies_in_trace(trace: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The findings of a Converse answer's ``trace.guardrail``, input first; anything of another shape is skipped."""
    outputs = _object((trace or {}).get("outputAssessments")).values()
    found = [*_object((trace or {}).get("inputAssessment")).values(), *(one for some in outputs for one in _list(some))]
    return policies(_object(one) for one in found)


def policies(assessments: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """One line for each finding, such as ``topic policy: Investment advice (BLOCKED)``; repeated ones once."""
    return tuple(dict.fromkeys(line for assessment in assessments for line in _lines(assessment)))


def _lines(assessment: Mapping[str, Any]) -> Iterator[str]:
    for policy, part, called, members in _LISTS:
        for item in map(_object, _list(_object(assessment.get(policy)).get(part))):
            named = ", ".join(str(item[member]) for member in members if item.get(member) is not None)
            action = item.get("action")
            if action != "NONE":
                yield f"{called}: {named or part}" + (f" ({action})" if action else "")


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []
