"""Bedrock's refusals, as types: status, error type and message as AWS words them."""

from typing import Any


class Refusal(Exception):
    """An error answer: ``kind`` is what the ``x-amzn-ErrorType`` header says."""

    def __init__(self, status: int, kind: str, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.retry_after = retry_after

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        return {"message": self.message}


def invalid(message: str) -> Refusal:
    """A request that does not fit the service model or Bedrock's rules."""
    return Refusal(400, "ValidationException", message)


def denied(kind: str, message: str) -> Refusal:
    """Credentials that are missing, unknown or wrong."""
    return Refusal(403, kind, message)


def unknown_operation() -> Refusal:
    """A path that the service does not have."""
    return Refusal(404, "UnknownOperationException", "The requested operation is not recognized by the service.")


def on_demand(model: str) -> Refusal:
    """AWS's words for a model that can only be called through an inference profile."""
    return invalid(
        f"Invocation of model ID {model} with on-demand throughput isn’t supported. "
        "Retry your request with the ID or ARN of an inference profile that contains this model."
    )
