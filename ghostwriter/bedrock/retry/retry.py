"""Trying again: how often, how long, and how the waits are chosen.

The waits are exponential with full jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): many
calls that were refused together do not come back together.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ghostwriter.bedrock.retry.concurrency_limit import ConcurrencyLimit

_MOST_DOUBLINGS = 40
_FIRST_WAIT = 0.5


@dataclass(frozen=True)
class RetryPolicy:
    """How long one answer may take. Throttled calls are tried until the deadline; other faults ``attempts`` times.

    ``longest_wait`` and ``deadline`` are in seconds; the deadline counts from the first try, waits included.
    """

    attempts: int = 6
    longest_wait: float = 30.0
    deadline: float = 900.0

    def wait(self, failures: int, retry_after: float | None = None) -> float:
        """Seconds before the next try, after ``failures`` of them; AWS's own Retry-After is the least."""
        ceiling = min(self.longest_wait, _FIRST_WAIT * 2 ** min(failures - 1, _MOST_DOUBLINGS))
        return (retry_after or 0.0) + random.uniform(0, ceiling)  # noqa: S311  (no secret hangs on it)


class Failure(Protocol):
    """What :func:`retry` has to know of a failed try."""

    @property
    def throttled(self) -> bool:
        """Whether there were too many calls: tried until the deadline, and fewer at once from now on."""

    @property
    def retried(self) -> bool:
        """Whether another try can help."""

    @property
    def retry_after(self) -> float | None:
        """Seconds that the answer asked to stay away, if it did."""

    def error(self) -> Exception:
        """What to raise when there is no other try."""


def retry[T, F: Failure](
    attempt: Callable[[], T],
    patience: RetryPolicy,
    gate: ConcurrencyLimit,
    diagnose: Callable[[Exception], F],
    retrying: Callable[[F, int, float], None],
) -> T:
    """The result of the first try that succeeds.

    ``retrying`` hears of each failure that is followed by another try: the failure, how many there were, and the wait.

    Raises:
        Exception: the diagnosed error, when no other try is left or none can help.
    """
    started, failures, others = time.monotonic(), 0, 0
    while True:
        with gate.slot() as era:
            try:
                result = attempt()
            except Exception as error:  # noqa: BLE001  (diagnosed, and raised again if nothing can be done)
                failure, cause = diagnose(error), error
            else:
                gate.succeeded()
                return result
        failures, others = failures + 1, others + (not failure.throttled)
        left = patience.deadline - (time.monotonic() - started)
        # Told to stay away for longer than there is time, another try is not waited for: it would come too late to count.
        in_vain = left <= 0 or (failure.retry_after or 0.0) > left
        if failure.throttled:
            gate.throttled(era, None if in_vain else failure.retry_after)
        if in_vain or not failure.retried or others >= patience.attempts:
            raise failure.error() from cause
        wait = min(left, patience.wait(failures, failure.retry_after))
        retrying(failure, failures, wait)
        time.sleep(wait)
