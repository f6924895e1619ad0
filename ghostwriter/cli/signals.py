"""Signals that end a run: Ctrl-C, a polite kill, a terminal that hangs up. Each asks for the same, and gets it at once."""

import contextlib
import os
import select
import signal
import threading
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
GO_ON = "interrupted; run the same command again to go on"
REQUESTS = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGXCPU)
"""Besides a hang-up. The last two would leave a core dump, in which credentials lie open."""
PATIENCE = 2.0
"""Seconds in which a run notes how far it got; then the process ends regardless. The workspace resumes from any moment."""


def listen() -> None:
    """Turn the first request into a KeyboardInterrupt, and leave on the spot at the second.

    SIGINT is taken by name, as a program started in the background inherits that it is ignored. A hang-up that is ignored
    stays ignored: that is what nohup is for.
    """
    asked = threading.Event()

    def heed(_number: int, _frame: FrameType | None) -> NoReturn:
        if asked.is_set():
            leave_now()
        asked.set()
        # An interrupt can get lost, in a destructor or in somebody's bare except, and a stuck terminal can hold up the goodbye.
        deadline = threading.Timer(PATIENCE, leave_now)
        deadline.daemon = True
        with contextlib.suppress(RuntimeError):  # the system has no thread left for it
            deadline.start()
        raise KeyboardInterrupt

    for number in REQUESTS:
        signal.signal(number, heed)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, heed)


def leave_now() -> NoReturn:
    """End the process without waiting for anything, with a last word if standard error takes it."""
    try:
        if select.select([], [2], [], 0)[1]:
            os.write(2, f"error: {GO_ON}\n".encode())
    finally:
        os._exit(INTERRUPTED)
