"""The response to a call that failed, and the conditions by which the table of faults recognises it."""

import re
from collections.abc import Container
from dataclasses import dataclass

_LONGEST_MESSAGE = 300
_REACHED_A_MODEL = frozenset({408, 424, 500, 504})
_NEVER_SENT = frozenset({"NameNotResolved", "NotConnected"})


@dataclass(frozen=True)
class ErrorResponse:
    """One response: HTTP status (0 if none came), AWS's name for the error, its message, and Retry-After in seconds.

    ``known`` says whether LiteLLM's map has the model that was called.
    """

    status: int
    kind: str
    message: str
    retry_after: float | None = None
    known: bool = True

    @property
    def reason(self) -> str:
        """The message, and how long AWS asks to wait."""
        return f"{self.message} (Retry-After: {self.retry_after:g} s)" if self.retry_after else self.message

    @property
    def may_be_billed(self) -> bool:
        """True unless the call was refused or never sent: a call that broke off may be billed in part or in whole."""
        refused = self.status >= 400 and self.status not in _REACHED_A_MODEL  # noqa: PLR2004  (HTTP's own)
        return not refused and self.kind not in _NEVER_SENT


@dataclass(frozen=True)
class When:
    """A condition on an error response: each part that is given has to fit.

    ``kinds`` are names with spaces between them, ``says`` is a pattern that is searched in the message.
    """

    status: Container[int] | None = None
    kinds: str = ""
    says: str = ""
    known: bool = False

    def fits(self, response: ErrorResponse) -> bool:
        """Check a response against every part."""
        return (
            (self.status is None or response.status in self.status)
            and (not self.kinds or response.kind in self.kinds.split())
            and re.search(self.says, response.message, re.IGNORECASE) is not None
            and (response.known or not self.known)
        )


def retry_after_seconds(header: str) -> float | None:
    """A Retry-After header in seconds; its other form, a date, is not used by AWS."""
    try:
        given = float(header)
    except ValueError:
        return None
    return given if 0 <= given < float("inf") else None


def on_one_line(message: str) -> str:
    """A message on one line of bounded length."""
    line = " ".join(message.split()) or "no reason given"
    return line if len(line) <= _LONGEST_MESSAGE else f"{line[:_LONGEST_MESSAGE]}…"
