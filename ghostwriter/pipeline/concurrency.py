"""Run jobs in threads, so that an interrupt is never kept waiting by a call in flight."""

import errno
import queue
import threading
from collections.abc import Callable, Sequence

AT_ONCE = 16
"""Conversations run at the same time; each is a waiting HTTP call most of the time."""


def run_concurrently(jobs: Sequence[Callable[[], None]], at_once: int = AT_ONCE) -> None:
    """Run all jobs, ``at_once`` at a time, and return when they are done.

    When one fails, no new one is begun, those under way are waited for (they are paid for, and their results are kept),
    and the first error is raised. The threads are daemons: an interrupt in the calling thread goes through at once.
    """
    waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    errors: list[BaseException] = []
    threads: list[threading.Thread] = []
    for _ in range(min(at_once, len(jobs))):
        thread = threading.Thread(target=_work, args=(waiting, errors), daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the system has no more threads: fewer do the same work
            break
        threads.append(thread)
    if jobs and not threads:
        raise OSError(errno.EAGAIN, "no thread can be started")
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def _work(waiting: "queue.SimpleQueue[Callable[[], None]]", errors: list[BaseException]) -> None:
    """Take jobs until there are none, or one has failed."""
    while not errors:
        try:
            job = waiting.get_nowait()
        except queue.Empty:
            return
        try:
            job()
        except BaseException as error:  # noqa: BLE001  (carried to the calling thread, which raises it)
            errors.append(error)
