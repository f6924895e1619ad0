"""The table of faults on Bedrock: the response, the error that is raised, the advice, and whether to retry.

The README's table is made from this one. The first row that fits a response holds; the last fits everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ghostwriter.bedrock.http.error_response import ErrorResponse, When
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
    """One row, which fits a response if one of ``when`` does. ``answer`` is how the response looks.

    ``advice`` may name {model}, {profiles}, {region} and {reads}. ``falls_back`` says whether another model could do better.
    """

    name: str
    answer: str
    when: tuple[When, ...]
    raises: type[GhostwriterError]
    advice: str
    retry: Retry = Retry.NEVER
    falls_back: bool = True

    def message(self, reason: str) -> str:
        """The name of the fault and the reason given for it, as a sentence."""
        return f"{self.name}: {reason if reason.endswith(('.', '!', '?', '…')) else f'{reason}.'}"


@dataclass(frozen=True)
class FailedCall:
    """A call that failed: the response, the row that fits it (None where there is none), and the error to raise."""

    response: ErrorResponse
    fault: Fault | None
    error: Exception

    @property
    def throttled(self) -> bool:
        """True if there were too many calls."""
        return self.fault is not None and self.fault.retry is Retry.DEADLINE

    @property
    def retried(self) -> bool:
        """True if another try can help."""
        return self.fault is not None and self.fault.retry is not Retry.NEVER


_NO_SUCH_ID = "model identifier is invalid|could not resolve the foundation model"
_AGAIN = "Run the same command again; finished work is kept."
FAULTS: tuple[Fault, ...] = (
    Fault(
        "on-demand refusal",
        "400 ValidationException: ... with on-demand throughput isn't supported",
        (When(says="on-demand throughput"),),
        ModelNotAvailable,
        "Call it through an inference profile: {profiles}. GHOSTWRITER_INFERENCE_PROFILE=auto chooses one by region.",
    ),
    Fault(
        "clock",
        "403 InvalidSignatureException: Signature not yet current / now earlier than",
        (When({400, 401, 403}, says="signature (?:expired|not yet current)|is now earlier than|still later than"),),
        CredentialsError,
        "This machine's clock is wrong: set it, then run the same command again.",
        falls_back=False,
    ),
    Fault(
        "expired credentials",
        "403 ExpiredTokenException, or an API key that has expired",
        (When(kinds="ExpiredTokenException ExpiredToken RequestExpired"), When({401, 403}, says="expired")),
        CredentialsError,
        "Get new ones (a new API key, `aws sso login`, a new session token) and run the same command again.",
        falls_back=False,
    ),
    Fault(
        "wrong credentials",
        "401, or 403 UnrecognizedClient-, InvalidSignature-, MissingAuthenticationTokenException, invalid API key",
        (
            When({401}),
            When(
                kinds="UnrecognizedClientException InvalidSignatureException InvalidClientTokenId "
                "IncompleteSignatureException MissingAuthenticationTokenException SignatureDoesNotMatch "
                "CredentialsRefused"
            ),
            When({403}, says="api key|security token|authentication failed"),
        ),
        CredentialsError,
        "Check the key and the region it is for ({region}); `ghostwriter doctor` shows which one is used.",
        falls_back=False,
    ),
    Fault(
        "no access to the model",
        "403 AccessDeniedException, or 404: Model use case details have not been submitted",
        (When({403}), When(says="use case details|model access is denied|don't have access to the model")),
        ModelNotAvailable,
        "Ask for access to it in the Bedrock console (Model access) of {region}, and allow bedrock:InvokeModel on it "
        "and bedrock:InvokeModelWithResponseStream.",
    ),
    Fault(
        "wrong region or profile",
        "400 ValidationException: The provided model identifier is invalid (for a model that exists)",
        (When(says=_NO_SUCH_ID, known=True), When(kinds="ModelNotInRegion", known=True)),
        ModelNotAvailable,
        "It is not offered in {region} under this id: change AWS_REGION or GHOSTWRITER_INFERENCE_PROFILE ({profiles}).",
    ),
    Fault(
        "no such region",
        "no address for bedrock-runtime.<region>.amazonaws.com",
        (When(kinds="NameNotResolved"),),
        ConfigurationError,
        "Check the region ({region}), the endpoint override, and this machine's network.",
        falls_back=False,
    ),
    Fault(
        "retired model",
        "404 ResourceNotFoundException: This model version has reached the end of its life",
        (When(says="end of (?:its )?life|legacy and you have not been actively using"),),
        ModelNotAvailable,
        "Use a newer model; `ghostwriter models` lists them.",
    ),
    Fault(
        "unknown model",
        "400 ValidationException: The provided model identifier is invalid, or 404 ResourceNotFoundException",
        (When({404}), When(says=f"{_NO_SUCH_ID}|model not found")),
        ModelNotAvailable,
        "Check its spelling; `ghostwriter models` lists what there is.",
    ),
    Fault(
        "input too long",
        "400 ValidationException: Input is too long for requested model",
        (
            When(
                says="input is too long|prompt is too long|exceed context limit|too many input tokens"
                "|context (?:window|length)|input tokens? exceed|maximum context length"
            ),
        ),
        StageFailed,
        "Split {reads}, or use a model with more context for this stage.",
    ),
    Fault(
        "daily quota",
        "429 ThrottlingException: Too many tokens per day, or ServiceQuotaExceededException",
        (
            When(
                says="per day|daily|quota (?:has been )?exceeded|exceeds? the service quota|insufficient_quota|budget"
            ),
            When(kinds="ServiceQuotaExceededException"),
        ),
        QuotaReached,
        "Run the same command again tomorrow, or ask AWS for a larger quota; finished work is kept.",
    ),
    Fault(
        "throttling",
        "429 ThrottlingException: Too many requests / tokens; 429 ModelNotReadyException",
        (When({429}), When(kinds="ThrottlingException TooManyRequestsException ModelNotReadyException")),
        ModelUnavailable,
        "It stays throttled beyond the deadline. Run the same command again later; finished work is kept.",
        Retry.DEADLINE,
    ),
    Fault(
        "timeout",
        "408 ModelTimeoutException, or no byte for as long as `timeout` allows",
        (When({408, 504}), When(kinds="ModelTimeoutException Timeout")),
        ModelUnavailable,
        f"It did not answer in time. {_AGAIN}",
        Retry.ATTEMPTS,
    ),
    Fault(
        "service fault",
        "500 InternalServer-, 503 ServiceUnavailable-, 424 ModelError- or ModelStreamErrorException",
        (
            When({424, *range(500, 1000)}),
            When(
                kinds="InternalServerException ServiceUnavailableException ModelErrorException "
                "ModelStreamErrorException"
            ),
        ),
        ModelUnavailable,
        f"The fault is on AWS's side. {_AGAIN}",
        Retry.ATTEMPTS,
    ),
    Fault(
        "reset connection",
        "the connection is refused, reset, or closed before the answer is complete",
        (When(kinds="NotConnected ConnectionLost StreamTruncated"),),
        ModelUnavailable,
        f"Check the network and any proxy. {_AGAIN}",
        Retry.ATTEMPTS,
    ),
    Fault(
        "malformed answer",
        "a 200 that cannot be read, or stop reason malformed_tool_use / malformed_model_output",
        (When(kinds="MalformedAnswer"),),
        ModelUnavailable,
        "Run the same command again, or use another model for this stage.",
        Retry.ATTEMPTS,
    ),
    Fault(
        "refused request",
        "any other refusal, such as 400 ValidationException",
        (When(),),
        StageFailed,
        "The request was not accepted as it is; look at this stage's settings in ghostwriter.toml and the environment.",
        falls_back=False,
    ),
)


def fault_of(response: ErrorResponse, faults: Iterable[Fault] = FAULTS) -> Fault:
    """The first row that fits a response."""
    return next(fault for fault in faults if any(when.fits(response) for when in fault.when))
