"""Every error a person can meet, as one tree.

    GhostwriterError            exit code 1
    ├── UsageError              2   what was asked for, or given as input, cannot be used
    │   ├── BriefError              the brief does not parse or does not validate
    │   ├── SourceError             sources that cannot be read (one line each)
    │   └── WorkspaceError          the workspace is locked, damaged or of another version
    ├── ConfigurationError      3   settings or credentials (also a ValueError)
    ├── StageFailed             1   a stage ended without a valid artifact
    │   ├── ModelStopped            the model stopped early: max_tokens, refusal, guardrail, context window
    │   └── ModelUnavailable        Bedrock refused or did not answer, after the retries
    └── BudgetReached           5

A message says what happened, to which thing, and what to do. ``cli.main`` holds the only handler that turns these into
exit codes.
"""

from typing import ClassVar


class GhostwriterError(Exception):
    """Something a person can act on; ``exit_code`` is what the process ends with."""

    exit_code: ClassVar[int] = 1


class UsageError(GhostwriterError):
    """The command line or its input cannot be used as it is."""

    exit_code: ClassVar[int] = 2


class BriefError(UsageError):
    """The brief cannot be read; the message names file, line and the nearest known key."""


class SourceError(UsageError):
    """One or more sources cannot be read; the message holds one line for each."""


class WorkspaceError(UsageError):
    """The workspace is in use, damaged, or not writable."""


class ConfigurationError(GhostwriterError, ValueError):
    """A setting is wrong or credentials are missing."""

    exit_code: ClassVar[int] = 3


class StageFailed(GhostwriterError):
    """A stage ended without a valid artifact; the message names artifact, reason and transcript."""


class ModelStopped(StageFailed):
    """The model stopped before it was done.

    ``reason`` is Bedrock's own stop reason: ``max_tokens``, ``refusal``, ``guardrail_intervened``,
    ``content_filtered``, ``model_context_window_exceeded``, ``malformed_tool_use`` or ``malformed_model_output``.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ModelUnavailable(StageFailed):
    """The model could not be reached, or refused the request, after every retry."""


class BudgetReached(GhostwriterError):
    """The next call would pass the budget; what is finished is kept."""

    exit_code: ClassVar[int] = 5
