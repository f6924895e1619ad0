"""``python -m ghostwriter``, and the command ``ghostwriter``."""

import os
import sys

# ``-m`` puts the current folder before all others: a stranger's folder could bring its own typer.py, and we would run it.
_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  (nothing is imported yet)
if __name__ == "__main__" and not sys.flags.safe_path and sys.path and os.path.abspath(sys.path[0]) != _OURS:  # noqa: PTH100
    del sys.path[0]

import signal  # noqa: E402

from ghostwriter.cli.signals import REQUESTS, leave_now  # noqa: E402


def start() -> None:
    """Run the program; whoever wants it gone while it is still loading is not kept waiting."""
    for number in REQUESTS:
        signal.signal(number, lambda _number, _frame: leave_now())
    from ghostwriter.cli.app import main  # noqa: PLC0415  (it takes a moment)

    main()
    # It is done and said; what is left is to take down what was loaded, which takes a moment as well.
    for number in REQUESTS:
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    start()
