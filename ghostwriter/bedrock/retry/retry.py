"""Retries: how often, how long, and how the waits are chosen.

The waits are exponential with full jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): many
calls that were refused together do not come back together.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from ghostwriter.bedrock.errors.table import FailedCall
from ghostwriter.bedrock.retry.concurrency_limit import ConcurrencyLimit

_MOST_DOUBLINGS = 40
_FIRST_WAIT = 0.5


@dataclass(frozen=True)
class RetryPolicy:
    """Limits of retries for one call: throttling is tried until the deadline, other faults ``attempts`` times.

    ``longest_wait`` and ``deadline`` are in seconds; the deadline counts from the first try, waits included.
    """

    attempts: int = 6
    longest_wait: float = 30.0
    deadline: float = 900.0

    def wait(self, failures: int, retry_after: float | None = None) -> float:
        """Seconds before the next try, after ``failures`` of them; AWS's own Retry-After is the least."""
        ceiling = min(self.longest_wait, _FIRST_WAIT * 2 ** min(failures - 1, _MOST_DOUBLINGS))
        return (retry_after or 0.0) + random.uniform(0, ceiling)  # noqa: S311  (no secret hangs on it)


def retry[T](
    attempt: Callable[[], T],
    policy: RetryPolicy,
    limit: ConcurrencyLimit,
    classify: Callable[[Exception], FailedCall],
    on_retry: Callable[[FailedCall, int, float], None],
) -> T:
    """The result of the first try that succeeds.

    ``on_retry`` is called before each wait: with the failure, how many there were, and the seconds.

    Raises:
        Exception: the classified error, when no other try is left or none can help.
    """
    started, failures, others = time.monotonic(), 0, 0
    while True:
        with limit.slot() as era:
            try:
                result = attempt()
            except Exception as error:  # noqa: BLE001  (classified, and raised again if nothing can be done)
                failed, cause = classify(error), error
            else:
                limit.succeeded()
                return result
        failures, others = failures + 1, others + (not failed.throttled)
        left, retry_after = policy.deadline - (time.monotonic() - started), failed.response.retry_after
        # Where Retry-After is longer than the time that is left, another try would come too late to count.
        too_late = left <= 0 or (retry_after or 0.0) > left
        if failed.throttled:
            limit.throttled(era, None if too_late else retry_after)
        if too_late or not failed.retried or others >= policy.attempts:
            raise failed.error from cause
        wait = min(left, policy.wait(failures, retry_after))
        on_retry(failed, failures, wait)
        time.sleep(wait)
