"""What is told of an answer when it has arrived."""

from dataclasses import dataclass

from ghostwriter.schema.events import Usage


@dataclass(frozen=True)
class ModelResponse:
    """One answer that was paid for.

    ``findings`` are what a guardrail said of it, one line a policy; ``call`` is its number in the account, if it has one.
    """

    usage: Usage
    stop_reason: str
    model: str
    findings: tuple[str, ...] = ()
    call: str = ""
