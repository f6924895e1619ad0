"""From what a failed question to a knowledge base or an agent left behind to the error that a person gets."""

import socket
from dataclasses import dataclass
from typing import Any

from ghostwriter.bedrock.errors.classify import FailedTry, chain
from ghostwriter.bedrock.errors.table import Fault
from ghostwriter.bedrock.http.error_response import Answer, seconds
from ghostwriter.bedrock.knowledge_bases.error_table import SOURCE_FAULTS
from ghostwriter.errors import GhostwriterError

_LONGEST = 300
_LOWEST_ERROR = 400


class MalformedError(Exception):
    """An answer that does not hold what it has to."""


class CutOffError(Exception):
    """A stream that ended before there was an answer in it."""


@dataclass(frozen=True)
class SourceFailure(FailedTry):
    """A failed try; ``origin`` names who was asked, ``action`` the IAM action that it takes."""

    origin: str
    action: str
    region: str
    cause: Exception
    answer: Answer
    fault: Fault | None

    def error(self) -> Exception:
        """The typed error, in one line; what is no answer of AWS's stays what it is."""
        if self.fault is None:
            return self.cause
        advice = self.fault.advice.format(action=self.action, region=self.region)
        return self.fault.raises(self.fault.told(self.answer.message), subject=self.origin, advice=advice)


def diagnose_source(error: Exception, origin: str, action: str, region: str) -> SourceFailure:
    """What a failed try was."""
    answer = _answer_of(error)
    fault = next(row for row in SOURCE_FAULTS if row.fits(answer)) if answer else None
    return SourceFailure(origin, action, region, error, answer or Answer(0, "", ""), fault)


def _answer_of(error: Exception) -> Answer | None:
    """What AWS or the network said, or None where it was neither."""
    from botocore.exceptions import ClientError  # noqa: PLC0415  (loaded by the client that failed)

    if any(isinstance(cause, GhostwriterError) for cause in chain(error)):
        return None
    return _refusal(error) if isinstance(error, ClientError) else _mishap(error)


def _mishap(error: Exception) -> Answer | None:
    """What went wrong on the way."""
    from botocore import exceptions  # noqa: PLC0415
    from botocore.eventstream import ParserError  # noqa: PLC0415
    from botocore.parsers import ResponseParserError  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    timeouts = (exceptions.ConnectTimeoutError, exceptions.ReadTimeoutError, TimeoutError)
    losses = (exceptions.HTTPClientError, exceptions.ConnectionError, HTTPError, OSError, CutOffError)
    if isinstance(error, ResponseParserError | ParserError | MalformedError):
        return Answer(200, "MalformedAnswer", "its answer cannot be read")
    if any(isinstance(cause, socket.gaierror) for cause in chain(error)):
        return Answer(0, "NameNotResolved", "there is no such address")
    if any(isinstance(cause, timeouts) for cause in chain(error)):
        return Answer(0, "Timeout", "no answer in time")
    return Answer(0, "ConnectionLost", "the connection was lost") if isinstance(error, losses) else None


def _refusal(error: Any) -> Answer:
    """AWS's own words, of an answer or of an event that ends a stream."""
    response = error.response
    said = response.get("Error", {})
    kind = str(said.get("Code") or "")
    about = response.get("ResponseMetadata", {})
    message = " ".join(str(said.get("Message") or "no reason given").split())
    status = int(about.get("HTTPStatusCode") or 0)
    headers = about.get("HTTPHeaders", {})
    # In a stream it came with 200, and is called by the event's name.
    return Answer(
        status if status >= _LOWEST_ERROR else 0,
        kind[:1].upper() + kind[1:],
        message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…",
        seconds(headers.get("retry-after", "")),
    )
