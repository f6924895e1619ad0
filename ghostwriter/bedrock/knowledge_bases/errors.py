"""Errors of knowledge bases and agents: their rows, between those of ``errors.table``, and the classification of a failure."""

import socket
from typing import Any

from ghostwriter.bedrock.errors.classify import causes_of
from ghostwriter.bedrock.errors.table import FAULTS, FailedCall, Fault, Retry, fault_of
from ghostwriter.bedrock.http.error_response import ErrorResponse, When, on_one_line, retry_after_seconds
from ghostwriter.errors import GhostwriterError, SourceError

_SHARED = {fault.name: fault for fault in FAULTS}
_LOWEST_ERROR = 400

SOURCE_FAULTS: tuple[Fault, ...] = (
    _SHARED["clock"],
    _SHARED["expired credentials"],
    _SHARED["wrong credentials"],
    Fault(
        "no access",
        "403 AccessDeniedException",
        (When({403}), When(kinds="AccessDeniedException")),
        SourceError,
        "Allow {action} on it for these credentials in {region}.",
    ),
    _SHARED["no such region"],
    Fault(
        "not there",
        "404 ResourceNotFoundException",
        (When({404}), When(kinds="ResourceNotFoundException")),
        SourceError,
        "Check its id in the brief, and whether it is in {region}: AWS_REGION says where it is asked.",
    ),
    _SHARED["daily quota"],
    Fault(
        "not ready",
        "424 ModelNotReadyException, 409 ConflictException",
        (When(kinds="ModelNotReadyException ConflictException"), When({409})),
        SourceError,
        "Run the same command again when it is ready.",
        Retry.ATTEMPTS,
    ),
    _SHARED["throttling"],
    _SHARED["timeout"],
    Fault(
        "dependency failed",
        "424 DependencyFailedException, 502 BadGatewayException",
        (When(kinds="DependencyFailedException BadGatewayException"), When({424, 502})),
        SourceError,
        "A model, store or function behind it failed: look at it in the Bedrock console, then run the same command again.",
        Retry.ATTEMPTS,
    ),
    _SHARED["service fault"],
    _SHARED["reset connection"],
    Fault(
        "malformed answer",
        "a 200 that cannot be read",
        (When(kinds="MalformedAnswer"),),
        SourceError,
        "Run the same command again.",
        Retry.ATTEMPTS,
    ),
    Fault(
        "refused request",
        "any other refusal, such as 400 ValidationException",
        (When(),),
        SourceError,
        "Change what the brief asks of it, or how it is set up on Bedrock.",
    ),
)


class MalformedError(Exception):
    """A response that does not hold what it has to."""


class CutOffError(Exception):
    """A stream that ended before there was an answer in it."""


def classify_source(error: Exception, origin: str, action: str, region: str) -> FailedCall:
    """Classify a failed question; an error that neither AWS nor the network caused is raised as it is.

    ``origin`` names what was asked, ``action`` is the IAM action that it takes.
    """
    response = _response_to(error)
    if response is None:
        return FailedCall(ErrorResponse(0, "", ""), None, error)
    fault = fault_of(response, SOURCE_FAULTS)
    advice = fault.advice.format(action=action, region=region)
    return FailedCall(response, fault, fault.raises(fault.message(response.message), subject=origin, advice=advice))


def _response_to(error: Exception) -> ErrorResponse | None:
    """The response of AWS or the fault of the network, or None where it was neither."""
    from botocore import exceptions  # noqa: PLC0415  (loaded by the client that failed)
    from botocore.eventstream import ParserError  # noqa: PLC0415
    from botocore.parsers import ResponseParserError  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    causes = list(causes_of(error))
    timeouts = (exceptions.ConnectTimeoutError, exceptions.ReadTimeoutError, TimeoutError)
    losses = (exceptions.HTTPClientError, exceptions.ConnectionError, HTTPError, OSError, CutOffError)
    if any(isinstance(cause, GhostwriterError) for cause in causes):
        return None
    if isinstance(error, exceptions.ClientError):
        return _refusal(error)
    if isinstance(error, ResponseParserError | ParserError | MalformedError):
        return ErrorResponse(200, "MalformedAnswer", "its answer cannot be read")
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return ErrorResponse(0, "NameNotResolved", "there is no such address")
    if any(isinstance(cause, timeouts) for cause in causes):
        return ErrorResponse(0, "Timeout", "no answer in time")
    return ErrorResponse(0, "ConnectionLost", "the connection was lost") if isinstance(error, losses) else None


def _refusal(error: Any) -> ErrorResponse:
    """AWS's own words, of a response or of an event that ends a stream."""
    said, metadata = error.response.get("Error", {}), error.response.get("ResponseMetadata", {})
    kind, status = str(said.get("Code") or ""), int(metadata.get("HTTPStatusCode") or 0)
    # In a stream it came with 200, and is called by the event's name.
    return ErrorResponse(
        status if status >= _LOWEST_ERROR else 0,
        kind[:1].upper() + kind[1:],
        on_one_line(str(said.get("Message") or "")),
        retry_after_seconds(metadata.get("HTTPHeaders", {}).get("retry-after", "")),
    )
