"""Limit how many calls are under way at once: additive increase, multiplicative decrease, as in TCP (Jacobson 1988).

All conversations of the process that call the same model at the same place share one limit, since they share its quota. A
throttled call halves the limit, once for all calls that were under way together; a successful one raises it a little.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FIRST_LIMIT = 16.0
HIGHEST_LIMIT = 64.0


class ConcurrencyLimit:
    """A limit that adapts to throttling; times are in seconds of ``clock``."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._limit = FIRST_LIMIT
        self._under_way = 0
        self._halvings = 0
        self._closed_until = 0.0

    @property
    def limit(self) -> float:
        """Calls that may be under way at present, at least one."""
        return self._limit

    @contextmanager
    def slot(self) -> Iterator[int]:
        """Wait for a slot; yields the number of halvings so far, for :meth:`throttled`."""
        with self._changed:
            while (wait := self._wait()) != 0:
                self._changed.wait(wait)
            self._under_way += 1
            era = self._halvings
        try:
            yield era
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def succeeded(self) -> None:
        """Raise the limit, by one after about as many successes as the limit."""
        with self._changed:
            self._limit = min(HIGHEST_LIMIT, self._limit + 1 / self._limit)
            self._changed.notify_all()

    def throttled(self, era: int, retry_after: float | None = None) -> None:
        """Halve the limit, and let nothing through for ``retry_after`` seconds."""
        with self._changed:
            if era == self._halvings:
                self._limit = max(1.0, self._limit / 2)
                self._halvings += 1
            if retry_after:
                self._closed_until = max(self._closed_until, self._clock() + retry_after)

    def _wait(self) -> float | None:
        """Seconds until it is worth looking again: 0 to go through now, None until something changes."""
        closed = self._closed_until - self._clock()
        if closed > 0:
            return closed
        return 0 if self._under_way < int(self._limit) else None


_limits: dict[tuple[str, str], ConcurrencyLimit] = {}
_limits_lock = threading.Lock()


def limit_for(place: str, model: str) -> ConcurrencyLimit:
    """The process's one limit for a model at a place (an endpoint or a region)."""
    with _limits_lock:
        return _limits.setdefault((place, model), ConcurrencyLimit())
