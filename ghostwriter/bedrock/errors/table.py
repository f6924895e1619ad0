"""The table of faults on Bedrock: the answer, the error that is raised, the advice, and whether to retry.

The README's table is made from this one. The first row that fits an answer holds; the last fits everything.
"""

from dataclasses import dataclass
from enum import Enum

from ghostwriter.bedrock.http.error_response import Answer, Condition, all_of, has_status, is_called, one_of, says
from ghostwriter.errors import (
    ConfigurationError,
    CredentialsError,
    GhostwriterError,
    ModelNotAvailable,
    ModelUnavailable,
    QuotaReached,
    StageFailed,
)


class Retry(Enum):
    """The rule for trying a failed call again."""

    NEVER = "no"
    ATTEMPTS = "yes, a few times"
    DEADLINE = "yes, until the deadline"


@dataclass(frozen=True)
class Fault:
    """One row. ``answer`` is how it looks, ``advice`` may name {model}, {profiles}, {region} and {reads}.

    ``falls_back`` says whether another model could do better.
    """

    name: str
    answer: str
    fits: Condition
    raises: type[GhostwriterError]
    advice: str
    retry: Retry = Retry.NEVER
    falls_back: bool = False

    def told(self, said: str) -> str:
        """The name of the fault, and what was said of it, as a sentence."""
        return f"{self.name}: {said if said.endswith(('.', '!', '?', '…')) else f'{said}.'}"


_AGAIN = "Run the same command again; finished work is kept."

FAULTS: tuple[Fault, ...] = (
    Fault(
        "on-demand refusal",
        "400 ValidationException: ... with on-demand throughput isn't supported",
        says(r"on-demand throughput"),
        ModelNotAvailable,
        "Call it through an inference profile: {profiles}. GHOSTWRITER_INFERENCE_PROFILE=auto chooses one by region.",
        falls_back=True,
    ),
    Fault(
        "clock",
        "403 InvalidSignatureException: Signature not yet current / now earlier than",
        all_of(
            has_status(400, 401, 403),
            says(r"signature (?:expired|not yet current)|is now earlier than|still later than"),
        ),
        CredentialsError,
        "This machine's clock is wrong: set it, then run the same command again.",
    ),
    Fault(
        "expired credentials",
        "403 ExpiredTokenException, or an API key that has expired",
        one_of(
            is_called("ExpiredTokenException", "ExpiredToken", "RequestExpired"),
            all_of(has_status(401, 403), says(r"expired")),
        ),
        CredentialsError,
        "Get new ones (a new API key, `aws sso login`, a new session token) and run the same command again.",
    ),
    Fault(
        "wrong credentials",
        "401, or 403 UnrecognizedClient-, InvalidSignature-, MissingAuthenticationTokenException, invalid API key",
        one_of(
            has_status(401),
            is_called(
                "UnrecognizedClientException",
                "InvalidSignatureException",
                "InvalidClientTokenId",
                "IncompleteSignatureException",
                "MissingAuthenticationTokenException",
                "SignatureDoesNotMatch",
                "CredentialsRefused",
            ),
            all_of(has_status(403), says(r"api key|security token|authentication failed")),
        ),
        CredentialsError,
        "Check the key and the region it is for ({region}); `python -m ghostwriter doctor` shows which one is used.",
    ),
    Fault(
        "no access to the model",
        "403 AccessDeniedException, or 404: Model use case details have not been submitted",
        one_of(has_status(403), says(r"use case details|model access is denied|don't have access to the model")),
        ModelNotAvailable,
        "Ask for access to it in the Bedrock console (Model access) of {region}, and allow bedrock:InvokeModel on it "
        "and bedrock:InvokeModelWithResponseStream.",
        falls_back=True,
    ),
    Fault(
        "wrong region or profile",
        "400 ValidationException: The provided model identifier is invalid (for a model that exists)",
        all_of(
            one_of(
                says(r"model identifier is invalid|could not resolve the foundation model"),
                is_called("ModelNotInRegion"),
            ),
            lambda answer: answer.known,
        ),
        ModelNotAvailable,
        "It is not offered in {region} under this id: change AWS_REGION or GHOSTWRITER_INFERENCE_PROFILE ({profiles}).",
        falls_back=True,
    ),
    Fault(
        "no such region",
        "no address for bedrock-runtime.<region>.amazonaws.com",
        is_called("NameNotResolved"),
        ConfigurationError,
        "Check the region ({region}), the endpoint override, and this machine's network.",
    ),
    Fault(
        "retired model",
        "404 ResourceNotFoundException: This model version has reached the end of its life",
        says(r"end of (?:its )?life|legacy and you have not been actively using"),
        ModelNotAvailable,
        "Use a newer model; `python -m ghostwriter models` lists them.",
        falls_back=True,
    ),
    Fault(
        "unknown model",
        "400 ValidationException: The provided model identifier is invalid, or 404 ResourceNotFoundException",
        one_of(
            has_status(404), says(r"model identifier is invalid|could not resolve the foundation model|model not found")
        ),
        ModelNotAvailable,
        "Check its spelling; `python -m ghostwriter models` lists what there is.",
        falls_back=True,
    ),
    Fault(
        "input too long",
        "400 ValidationException: Input is too long for requested model",
        says(
            r"input is too long|prompt is too long|exceed context limit|too many input tokens|context (?:window|length)"
            r"|input tokens? exceed|maximum context length"
        ),
        StageFailed,
        "Split {reads}, or use a model with more context for this stage.",
        falls_back=True,
    ),
    Fault(
        "daily quota",
        "429 ThrottlingException: Too many tokens per day, or ServiceQuotaExceededException",
        one_of(
            says(r"per day|daily|quota (?:has been )?exceeded|exceeds? the service quota|insufficient_quota|budget"),
            is_called("ServiceQuotaExceededException"),
        ),
        QuotaReached,
        "Run the same command again tomorrow, or ask AWS for a larger quota; finished work is kept.",
        falls_back=True,
    ),
    Fault(
        "throttling",
        "429 ThrottlingException: Too many requests / tokens; 429 ModelNotReadyException",
        one_of(has_status(429), is_called("ThrottlingException", "TooManyRequestsException", "ModelNotReadyException")),
        ModelUnavailable,
        "It stays throttled beyond the deadline. Run the same command again later; finished work is kept.",
        Retry.DEADLINE,
        falls_back=True,
    ),
    Fault(
        "timeout",
        "408 ModelTimeoutException, or no byte for as long as `timeout` allows",
        one_of(has_status(408, 504), is_called("ModelTimeoutException", "Timeout")),
        ModelUnavailable,
        f"It did not answer in time. {_AGAIN}",
        Retry.ATTEMPTS,
        falls_back=True,
    ),
    Fault(
        "service fault",
        "500 InternalServer-, 503 ServiceUnavailable-, 424 ModelError- or ModelStreamErrorException",
        one_of(
            lambda answer: answer.status >= 500,  # noqa: PLR2004  (HTTP's own)
            has_status(424),
            is_called(
                "InternalServerException",
                "ServiceUnavailableException",
                "ModelErrorException",
                "ModelStreamErrorException",
            ),
        ),
        ModelUnavailable,
        f"The fault is on AWS's side. {_AGAIN}",
        Retry.ATTEMPTS,
        falls_back=True,
    ),
    Fault(
        "reset connection",
        "the connection is refused, reset, or closed before the answer is complete",
        is_called("NotConnected", "ConnectionLost", "StreamTruncated"),
        ModelUnavailable,
        f"Check the network and any proxy. {_AGAIN}",
        Retry.ATTEMPTS,
        falls_back=True,
    ),
    Fault(
        "malformed answer",
        "a 200 that cannot be read, or stop reason malformed_tool_use / malformed_model_output",
        is_called("MalformedAnswer"),
        ModelUnavailable,
        "Run the same command again, or use another model for this stage.",
        Retry.ATTEMPTS,
        falls_back=True,
    ),
    Fault(
        "refused request",
        "any other refusal, such as 400 ValidationException",
        lambda _answer: True,
        StageFailed,
        "The request was not accepted as it is; look at this stage's settings in ghostwriter.toml and the environment.",
    ),
)


def fault_of(answer: Answer) -> Fault:
    """The row that fits an answer."""
    return next(fault for fault in FAULTS if fault.fits(answer))
