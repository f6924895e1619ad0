"""Plain lines, for pipes and logs."""

from typing import TextIO

from ghostwriter.display.outlet import Outlet
from ghostwriter.display.wording import Summary, line
from ghostwriter.events import Event, RunStarted
from ghostwriter.unseen import printable


class Plain:
    """Writes a line an event, with the seconds since the start before it, unless somebody set the clock back."""

    def __init__(self, out: TextIO | Outlet) -> None:
        self._out = out
        self._started = 0.0
        self._summary = Summary()

    def __call__(self, event: Event) -> None:
        """Write what is worth a line."""
        if isinstance(event, RunStarted):
            self._started = event.at
        for said in self._summary.lines(event):
            self._write(said)
        words = line(event)
        if words is not None:
            self._write(f"{max(0.0, event.at - self._started):6.1f}s  {words}")

    def _write(self, words: str) -> None:
        self._out.write(f"{printable(words)}\n")
        self._out.flush()
