"""Bedrock's refusals, as types: status, error type and message as AWS words them."""

from collections.abc import Mapping
from typing import Any


class ServiceRefusal(Exception):
    """An error answer: ``kind`` is what the ``x-amzn-ErrorType`` header says, ``retry_after`` is in seconds.

    ``body`` is the JSON of the answer where AWS writes another than ``{"message": ..}``.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        message: str,
        *,
        retry_after: float | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.retry_after = retry_after
        self.body = body or {"message": message}


def invalid(message: str) -> ServiceRefusal:
    """A request that does not fit the service model or Bedrock's rules."""
    return ServiceRefusal(400, "ValidationException", message)


def refused_by_model(complaint: str) -> ServiceRefusal:
    """A request that the service let pass and the model's own API refused."""
    return invalid(f"The model returned the following errors: {complaint}")


def access_denied(kind: str, message: str) -> ServiceRefusal:
    """Credentials that are missing, unknown or wrong."""
    return ServiceRefusal(403, kind, message)


def unknown_operation() -> ServiceRefusal:
    """A path that the service does not have; the body is that of AWS's service framework."""
    kind = "UnknownOperationException"
    body = {"Output": {"__type": f"com.amazon.coral.service#{kind}"}, "Version": "1.0"}
    return ServiceRefusal(404, kind, "The requested operation is not recognized by the service.", body=body)
