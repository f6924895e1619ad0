"""The answer to a call that failed, and the conditions that the table of faults is written in."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer: HTTP status (0 if none came), AWS's name for the error, its message, and Retry-After in seconds.

    ``known`` says whether LiteLLM's map has the model that was asked.
    """

    status: int
    kind: str
    message: str
    retry_after: float | None = None
    known: bool = True


def seconds(retry_after: str) -> float | None:
    """A Retry-After header in seconds; its other form, a date, is not used by AWS."""
    try:
        given = float(retry_after)
    except ValueError:
        return None
    return given if 0 <= given < float("inf") else None


_REACHED_A_MODEL = frozenset({408, 424, 500, 504})
_NEVER_SENT = frozenset({"NameNotResolved", "NotConnected"})


def may_be_billed(answer: Answer) -> bool:
    """Check for a failed try that may have cost something all the same.

    A refusal costs nothing. What broke off, timed out or failed while a model was at work may have been paid for in part or in
    whole, and nobody says; to guard a budget it counts.
    """
    refused = answer.status >= 400 and answer.status not in _REACHED_A_MODEL  # noqa: PLR2004  (HTTP's own)
    return not refused and answer.kind not in _NEVER_SENT


type Condition = Callable[[Answer], bool]


def says(pattern: str) -> Condition:
    """Its message holds the pattern, in whatever case."""
    expression = re.compile(pattern, re.IGNORECASE)
    return lambda answer: expression.search(answer.message) is not None


def is_called(*kinds: str) -> Condition:
    """AWS gives it one of these names."""
    return lambda answer: answer.kind in kinds


def has_status(*statuses: int) -> Condition:
    """It came with one of these HTTP statuses."""
    return lambda answer: answer.status in statuses


def one_of(*conditions: Condition) -> Condition:
    """At least one condition holds."""
    return lambda answer: any(fits(answer) for fits in conditions)


def all_of(*conditions: Condition) -> Condition:
    """Every condition holds."""
    return lambda answer: all(fits(answer) for fits in conditions)
