"""``--json``: every event as a line of JSON, for programs."""

from typing import TextIO

from ghostwriter.display.outlet import Outlet
from ghostwriter.events import Event
from ghostwriter.json_text import json_of


class JsonLines:
    """Writes events to a stream, each flushed as it comes."""

    def __init__(self, out: TextIO | Outlet) -> None:
        self._out = out

    def __call__(self, event: Event) -> None:
        """Write one event."""
        self._out.write(json_of(event) + "\n")
        self._out.flush()
