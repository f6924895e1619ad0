"""``python -m ghostwriter``, and the command ``ghostwriter``."""

import signal

from ghostwriter.signals import leave_now


def start() -> None:
    """Run the program; whoever wants it gone while it is still loading is not kept waiting."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: leave_now())
    from ghostwriter.cli import main  # noqa: PLC0415  (it takes a moment)

    main()


if __name__ == "__main__":
    start()
