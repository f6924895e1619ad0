"""``python -m ghostwriter``, and the command ``ghostwriter``."""

import signal

from ghostwriter.signals import leave_now


def start() -> None:
    """Run the program; whoever wants it gone while it is still loading is not kept waiting."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: leave_now())
    from ghostwriter.cli import main  # noqa: PLC0415  (it takes a moment)

    main()
    # It is done and said; what is left is to take down what was loaded, which takes a moment as well.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    start()
