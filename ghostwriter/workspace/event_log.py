"""``events.jsonl``: the append-only account of a workspace, and what can be read back from it."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.events import CallLost, CallSent, Event, ModelCalled, RunStarted, TextStreamed
from ghostwriter.schema.usage import MOST, Usage
from ghostwriter.security.safe_read import Missing, Unreadable, read_regular
from ghostwriter.security.secrets.scanner import NO_SECRETS, Watch
from ghostwriter.text.json_text import json_of
from ghostwriter.workspace.append_line import append_line, flush
from ghostwriter.workspace.layout import LARGEST_FILE


class EventLog:
    """Stamps each event, appends it to the file, and passes it on; one at a time, from whichever thread."""

    def __init__(self, path: Path, pass_on: Callable[[Event], None], watch: Watch = NO_SECRETS) -> None:
        self._path = path
        self._watch = watch
        self._pass_on = pass_on
        self._lock = threading.Lock()
        self.spent = Usage()

    def __call__(self, event: Event) -> None:
        """Take one event.

        Raises:
            WorkspaceError: if it cannot be stored.
        """
        with self._lock:
            stamped = without_secrets(event, self._watch).model_copy(update={"at": time.time()})
            if isinstance(event, ModelCalled):
                self.spent += event.usage
            if not isinstance(event, TextStreamed):
                append_line(self._path, json_of(stamped).encode())
            self._pass_on(stamped)
        if isinstance(event, CallSent | ModelCalled):
            # What is about to be paid for, and what was, has to be known after a power cut as well.
            flush(self._path)


def without_secrets(event: Event, watch: Watch) -> Event:
    """The event as it may be told: messages of others, a system's or a model's, may hold anything."""
    if watch.hit(json_of(event)) is None:
        return event
    told = {name: _told(value, watch) for name, value in event if name != "kind"}
    return event.model_copy(update=told)


def _told(value: Any, watch: Watch) -> Any:
    if isinstance(value, list):
        return [_told(one, watch) for one in value]
    return watch.redacted(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Spending:
    """What a workspace's account has of all earlier runs.

    ``answered`` is every answer's usage. ``usd`` is what counts against a budget: answers, and the worst cases (``assumed`` is
    their share) of tries that may have been billed without one, or were under way when a run died.
    """

    answered: Usage = field(default_factory=Usage)
    usd: float = 0.0
    assumed: float = 0.0


def spending(path: Path, *, offline: bool) -> Spending:
    """Read the account back; what offline runs did never counts against the budget of others, nor the other way round.

    Raises:
        WorkspaceError: naming the line, if it holds a sum that no run writes.
    """
    answered, counts, under_way, settled, lost = Usage(), True, dict[str, float](), 0.0, 0.0
    for event in _payments(path):
        match event:
            case RunStarted():
                counts = event.offline == offline
            case CallSent() if counts:
                under_way[event.call] = max(event.worst, under_way.get(event.call, 0.0))
            case CallLost() if counts:
                under_way.pop(event.call, None)
                lost += event.usd
            case ModelCalled():
                answered += event.usage
                # A call is paid for by the run that has sent it.
                sent = under_way.pop(event.call, None) is not None
                settled += event.usage.usd if counts or sent else 0.0
    assumed = lost + sum(under_way.values())
    return Spending(answered, min(settled + assumed, MOST), min(assumed, MOST))


@dataclass(frozen=True)
class Account:
    """What the account of an earlier run has of one conversation; ``model`` is that of its last answer."""

    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    findings: tuple[str, ...] = ()


def account_of(path: Path, key: str) -> Account:
    """What the calls of one conversation cost, and who answered, by its key.

    Raises:
        WorkspaceError: naming the line, if it holds a sum that no run writes.
    """
    account = Account()
    for event in _payments(path, having=key):
        if isinstance(event, ModelCalled) and event.key == key:
            findings = tuple(dict.fromkeys([*account.findings, *event.findings]))
            account = Account(account.usage + event.usage, event.model, findings)
    return account


type _Payment = RunStarted | CallSent | CallLost | ModelCalled
_PAYMENT: TypeAdapter[_Payment] = TypeAdapter(Annotated[_Payment, Field(discriminator="kind")])
_OUT_OF_BOUNDS = frozenset({"greater_than_equal", "less_than_equal"})
_SHOWN = 40
"""Characters of a sum that an error repeats."""


def _payments(path: Path, having: str = "") -> Iterator[_Payment]:
    """The events that say what was paid, of the lines that mention ``having``.

    Lines that a run left torn, or that have not the form of a run's, are passed over: that can lower no sum. A line of that
    form whose sum is below nothing or beyond all measure could, and to pass it over could hide what was spent.
    """
    try:
        lines = read_regular(path, LARGEST_FILE, only_name=True).splitlines()
    except Missing:
        return
    except Unreadable as error:
        raise WorkspaceError(f"{str(path)!r} {error}; repair or delete it.") from error
    for number, line in enumerate(lines, start=1):
        if having.encode() not in line:
            continue
        try:
            yield _PAYMENT.validate_json(line)
        except ValidationError as error:
            _require_bounds(error, f"{str(path)!r}, line {number}")


def _require_bounds(error: ValidationError, where: str) -> None:
    for problem in error.errors(include_url=False):
        if problem["type"] in _OUT_OF_BOUNDS:
            name, told = ".".join(str(part) for part in problem["loc"][1:]), f"{problem['input']!r}"[:_SHOWN]
            raise WorkspaceError(
                f"{where}: {name} is {told}, which no run writes, so what was spent is not known; put the line right or delete "
                "it, or run again with --fresh to start over."
            )
