"""Which display suits: events for programs, nothing for the quiet, a live view on a terminal, plain lines in a pipe."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ghostwriter.display.jsonlines import JsonLines
from ghostwriter.display.plain import Plain
from ghostwriter.events import Sink


@contextmanager
def choose_display(*, as_json: bool, quiet: bool, env: Mapping[str, str]) -> Iterator[Sink]:
    """A display for as long as a run goes on.

    Progress goes to standard error, so that standard output holds results only; with JSON it is the other way round.
    """
    if as_json:
        yield JsonLines(sys.stdout)
    elif quiet:
        yield lambda _event: None
    elif sys.stderr.isatty() and env.get("TERM", "dumb") != "dumb":
        from ghostwriter.display.live import Live  # noqa: PLC0415  (Rich is not needed in a pipe)

        with Live() as live:
            yield live
    else:
        yield Plain(sys.stderr)
