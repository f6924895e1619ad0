"""Every error a person can meet, as one tree of classes.

An error says where (``subject``), what happened (``message``) and what to do (``advice``); printed, it is these in one text.
``cli.main`` holds the only handler that turns them into exit codes.
"""

from typing import ClassVar, Final


class GhostwriterError(Exception):
    """An error that a person can act on.

    ``subject`` and ``advice`` are empty where the message has them; ``falls_back``: whether another model could do better.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, subject: str = "", advice: str = "", falls_back: bool = False) -> None:
        super().__init__(message)
        self.message: Final = message
        self.subject: Final = subject
        self.advice: Final = advice
        self.falls_back: Final = falls_back

    @property
    def without_subject(self) -> str:
        """Message and advice, for whoever has named the subject already."""
        return f"{self.message} {self.advice}" if self.advice else self.message

    def __str__(self) -> str:
        return f"{self.subject}: {self.without_subject}" if self.subject else self.without_subject


class UsageError(GhostwriterError):
    """The command line or its input cannot be used as it is."""

    exit_code: ClassVar[int] = 2


class BriefError(UsageError):
    """The brief cannot be read; the message names file, line and the nearest known key."""


class SourceError(UsageError):
    """One or more sources cannot be read; the message holds one line for each."""


class NotAllowed(UsageError):
    """The brief names files outside of its folder that nobody has allowed it to read; the message says how to."""


class WorkspaceError(UsageError):
    """The workspace is in use, damaged, or not writable."""


class ConfigurationError(GhostwriterError, ValueError):
    """A setting is wrong, or two of them contradict each other."""

    exit_code: ClassVar[int] = 3


class CredentialsError(ConfigurationError):
    """Credentials are missing, wrong or expired, or may not do what they were asked to."""


class ModelNotAvailable(ConfigurationError):
    """The model cannot be called like this: it is unknown, not in this region, needs a profile, or access to it."""


class StageFailed(GhostwriterError):
    """A stage ended without a valid artifact; the message names artifact, reason and transcript."""


class ModelStopped(StageFailed):
    """The model stopped before it was done; ``reason`` is Bedrock's stop reason, such as ``max_tokens`` or ``refusal``."""

    def __init__(
        self, reason: str, message: str, *, subject: str = "", advice: str = "", falls_back: bool = False
    ) -> None:
        super().__init__(message, subject=subject, advice=advice, falls_back=falls_back)
        self.reason: Final = reason


class GuardrailIntervened(ModelStopped):
    """A guardrail stopped the model, or objects to the article; ``policies`` has a line for each policy that did."""

    def __init__(self, message: str, policies: tuple[str, ...] = (), *, subject: str = "", advice: str = "") -> None:
        super().__init__("guardrail_intervened", message, subject=subject, advice=advice)
        self.policies: Final = policies


class ModelUnavailable(StageFailed):
    """The model could not be reached, or refused the request, after every retry."""


class QuotaReached(ModelUnavailable):
    """A quota is used up; trying again makes sense when it is renewed."""


class OutputLost(GhostwriterError):
    """Standard output was closed before all of what was asked for had been written to it."""


class CapReached(StageFailed):
    """A stage has used up what it may in one run; the message names the cap, what was used, and the setting."""


class SecretFound(GhostwriterError):
    """Something that would be kept or shown holds a secret; the message names it by its variable."""


class BudgetReached(GhostwriterError):
    """The next call would pass the budget; what is finished is kept."""

    exit_code: ClassVar[int] = 5
