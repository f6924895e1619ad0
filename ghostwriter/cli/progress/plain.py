"""Lines to a stream: plain ones for pipes and logs, JSON for programs."""

from typing import TextIO

from ghostwriter.cli.progress.messages import Messages
from ghostwriter.cli.streams import Outlet
from ghostwriter.schema.events import Event, RunStarted
from ghostwriter.text.invisible import printable
from ghostwriter.text.json_text import json_of


class Plain:
    """Writes a line for each event, with the seconds since the start before it, unless somebody set the clock back."""

    def __init__(self, out: TextIO | Outlet) -> None:
        self._out = out
        self._started = 0.0
        self._messages = Messages()

    def __call__(self, event: Event) -> None:
        """Write the lines of an event."""
        if isinstance(event, RunStarted):
            self._started = event.at
        for said in self._messages.summary(event):
            self._write(said)
        words = self._messages.line(event)
        if words is not None:
            self._write(f"{max(0.0, event.at - self._started):6.1f}s  {words}")

    def _write(self, words: str) -> None:
        self._out.write(f"{printable(words)}\n")
        self._out.flush()


class JsonLines:
    """Writes each event as a line of JSON (``--json``), flushed as it comes."""

    def __init__(self, out: TextIO | Outlet) -> None:
        self._out = out

    def __call__(self, event: Event) -> None:
        """Write one event."""
        self._out.write(json_of(event) + "\n")
        self._out.flush()
