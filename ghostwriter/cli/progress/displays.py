"""Choose a display: events for programs, nothing for the quiet, a live view on a terminal, plain lines in a pipe."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO, cast

from ghostwriter.cli.progress.messages import Messages
from ghostwriter.cli.streams import Outlet
from ghostwriter.errors import OutputLost
from ghostwriter.schema.events import Event, RunStarted, Sink
from ghostwriter.text.invisible import printable
from ghostwriter.text.json_text import json_of


@contextmanager
def choose_display(*, as_json: bool, quiet: bool, env: Mapping[str, str]) -> Iterator[Sink]:
    """A display for as long as a run goes on.

    Progress goes to standard error, so that standard output holds results only; with JSON it is the other way round.

    Raises:
        OutputLost: at the end, if events were to be read from standard output and it was closed before. Progress is only talk.
    """
    if as_json:
        out = Outlet(sys.stdout)
        yield json_lines(out)
        if out.lost:
            raise OutputLost("standard output was closed before all events were written; events.jsonl holds them all.")
    elif quiet:
        yield lambda _event: None
    elif sys.stderr.isatty() and env.get("TERM", "dumb") != "dumb":
        from rich.console import Console

        from ghostwriter.cli.progress.live import Live

        with Live(Console(file=cast("TextIO", Outlet(sys.stderr)), highlight=False)) as live:
            yield live
    else:
        yield Plain(Outlet(sys.stderr))


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


def json_lines(out: TextIO | Outlet) -> Sink:
    """A display that writes each event as a line of JSON (``--json``), flushed as it comes."""

    def write(event: Event) -> None:
        out.write(json_of(event) + "\n")
        out.flush()

    return write
