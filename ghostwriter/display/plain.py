"""Plain lines, for pipes and logs."""

from typing import TextIO

from ghostwriter.display.outlet import Outlet
from ghostwriter.display.wording import line, summary
from ghostwriter.events import ClaimsVerified, Event, FactsVerified, RunFinished, RunStarted
from ghostwriter.unseen import printable


class Plain:
    """Writes a line an event, with the seconds since the start before it, unless somebody set the clock back."""

    def __init__(self, out: TextIO | Outlet) -> None:
        self._out = out
        self._started = 0.0
        self._offline = False
        self._dropped: list[str] = []
        self._failing: list[str] = []

    def __call__(self, event: Event) -> None:
        """Write what is worth a line."""
        if isinstance(event, RunStarted):
            self._started, self._offline = event.at, event.offline
        elif isinstance(event, FactsVerified):
            self._dropped = event.dropped
        elif isinstance(event, ClaimsVerified):
            self._failing = event.failing
        elif isinstance(event, RunFinished):
            for said in summary(event, offline=self._offline, dropped=self._dropped, failing=self._failing):
                self._write(said)
            return
        words = line(event)
        if words is not None:
            self._write(f"{max(0.0, event.at - self._started):6.1f}s  {words}")

    def _write(self, words: str) -> None:
        self._out.write(f"{printable(words)}\n")
        self._out.flush()
