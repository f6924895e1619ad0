"""Run jobs in threads, so that an interrupt is never kept waiting by a call in flight."""

import errno
import queue
import threading
from collections.abc import Callable, Sequence

AT_ONCE = 16
"""Conversations held at the same time; each is a waiting HTTP call most of the while."""


def run_concurrently(jobs: Sequence[Callable[[], None]], at_once: int = AT_ONCE) -> None:
    """Run all jobs, ``at_once`` at a time, and return when they are done.

    When one fails, no new one is begun, those under way are waited for (they are paid for, and their results are kept),
    and the first error is raised. The threads are daemons: an interrupt in the calling thread goes through at once.
    """
    waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    errors: list[BaseException] = []
    threads = [
        threading.Thread(target=_work, args=(waiting, errors), daemon=True) for _ in range(min(at_once, len(jobs)))
    ]
    begun = [thread for thread in threads if _is_begun(thread)]
    if threads and not begun:
        raise OSError(errno.EAGAIN, "no thread is to be had")
    for thread in begun:
        thread.join()
    if errors:
        raise errors[0]


def _is_begun(thread: threading.Thread) -> bool:
    """Start a thread; False if the system has none left, and fewer then do the same work."""
    try:
        thread.start()
    except RuntimeError:
        return False
    return True


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
