"""Which display suits: events for programs, nothing for the quiet, a live view on a terminal, plain lines in a pipe."""

import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Protocol, Self

from ghostwriter.display.jsonlines import JsonLines
from ghostwriter.display.plain import Plain
from ghostwriter.display.silent import Silent
from ghostwriter.events import Event


class Display(Protocol):
    """A context manager that takes events; called one event at a time, from several threads."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

    def __call__(self, event: Event) -> None:
        """Take one event."""


def choose_display(*, as_json: bool, quiet: bool, env: Mapping[str, str]) -> Display:
    """Progress goes to standard error, so that standard output holds results only; with JSON it is the other way round."""
    if as_json:
        return JsonLines(sys.stdout)
    if quiet:
        return Silent()
    if sys.stderr.isatty() and env.get("TERM", "dumb") != "dumb":
        from ghostwriter.display.live import Live  # noqa: PLC0415  (Rich is not needed in a pipe)

        return Live()
    return Plain(sys.stderr)
