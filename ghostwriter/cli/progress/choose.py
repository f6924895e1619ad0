"""Choose a display: events for programs, nothing for the quiet, a live view on a terminal, plain lines in a pipe."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO, cast

from ghostwriter.cli.progress.plain import JsonLines, Plain
from ghostwriter.cli.streams import Outlet
from ghostwriter.errors import OutputLost
from ghostwriter.schema.events import Sink


@contextmanager
def choose_display(*, as_json: bool, quiet: bool, env: Mapping[str, str]) -> Iterator[Sink]:
    """A display for as long as a run goes on.

    Progress goes to standard error, so that standard output holds results only; with JSON it is the other way round.

    Raises:
        OutputLost: at the end, if events were to be read from standard output and it was closed before. Progress is only talk.
    """
    if as_json:
        out = Outlet(sys.stdout)
        yield JsonLines(out)
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
