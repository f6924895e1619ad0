"""What can go wrong when a knowledge base or an agent is asked: the rows of its own, between those of ``faults.FAULTS``."""

from ghostwriter.bedrock.errors.table import FAULTS, Fault, Retry
from ghostwriter.bedrock.http.error_response import has_status, is_called, one_of
from ghostwriter.errors import SourceError

_SHARED = {fault.name: fault for fault in FAULTS}

SOURCE_FAULTS: tuple[Fault, ...] = (
    _SHARED["clock"],
    _SHARED["expired credentials"],
    _SHARED["wrong credentials"],
    Fault(
        "no access",
        "403 AccessDeniedException",
        one_of(has_status(403), is_called("AccessDeniedException")),
        SourceError,
        "Allow {action} on it for these credentials in {region}.",
    ),
    _SHARED["no such region"],
    Fault(
        "not there",
        "404 ResourceNotFoundException",
        one_of(has_status(404), is_called("ResourceNotFoundException")),
        SourceError,
        "Check its id in the brief, and whether it is in {region}: AWS_REGION says where it is asked.",
    ),
    _SHARED["daily quota"],
    Fault(
        "not ready",
        "424 ModelNotReadyException, 409 ConflictException",
        one_of(is_called("ModelNotReadyException", "ConflictException"), has_status(409)),
        SourceError,
        "Run the same command again when it is ready.",
        Retry.ATTEMPTS,
    ),
    _SHARED["throttling"],
    _SHARED["timeout"],
    Fault(
        "dependency failed",
        "424 DependencyFailedException, 502 BadGatewayException",
        one_of(is_called("DependencyFailedException", "BadGatewayException"), has_status(424, 502)),
        SourceError,
        "A model, store or function behind it failed: look at it in the Bedrock console, then run the same command again.",
        Retry.ATTEMPTS,
    ),
    _SHARED["service fault"],
    _SHARED["reset connection"],
    Fault(
        "malformed answer",
        "a 200 that cannot be read",
        is_called("MalformedAnswer"),
        SourceError,
        "Run the same command again.",
        Retry.ATTEMPTS,
    ),
    Fault(
        "refused request",
        "any other refusal, such as 400 ValidationException",
        lambda _answer: True,
        SourceError,
        "Change what the brief asks of it, or how it is set up on Bedrock.",
    ),
)
