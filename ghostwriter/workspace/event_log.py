"""``events.jsonl``: the append-only event log of a workspace, and the spending that can be read back from it."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.events import CallLost, CallSent, Event, ModelCalled, RunStarted, TextStreamed
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.usage import MOST, Usage
from ghostwriter.security.safe_read import Missing, Unreadable, read_regular
from ghostwriter.security.secrets.scanner import NO_SECRETS, SecretScanner
from ghostwriter.text.json_text import json_of
from ghostwriter.workspace.atomic_write import append_line, flush
from ghostwriter.workspace.layout import LARGEST_FILE


class EventLog:
    """Stamps each event, appends it to the file, and passes it on; one at a time, from whichever thread."""

    def __init__(self, path: Path, forward: Callable[[Event], None], scanner: SecretScanner = NO_SECRETS) -> None:
        self._path = path
        self._scanner = scanner
        self._forward = forward
        self._lock = threading.Lock()
        self.spent = Usage()

    def __call__(self, event: Event) -> None:
        """Log one event; raises WorkspaceError if it cannot be stored."""
        with self._lock:
            stamped = without_secrets(event, self._scanner).model_copy(update={"at": time.time()})
            if isinstance(event, ModelCalled):
                self.spent += event.usage
            if not isinstance(event, TextStreamed):
                append_line(self._path, json_of(stamped).encode())
            self._forward(stamped)
        if isinstance(event, CallSent | ModelCalled):
            # What is about to be paid for, and what was, has to be known after a power cut as well.
            flush(self._path)


def without_secrets(event: Event, scanner: SecretScanner) -> Event:
    """The event with secrets redacted: messages of a system or a model may hold anything."""
    if scanner.hit(json_of(event)) is None:
        return event
    return event.model_copy(update={name: _redacted(value, scanner) for name, value in event if name != "kind"})


def _redacted(value: Any, scanner: SecretScanner) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_redacted(one, scanner) for one in value)
    return scanner.redacted(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Spending:
    """The spending of all earlier runs in the event log.

    ``usage`` is that of every answer. ``usd`` counts against a budget: answers, and the worst cases (``assumed`` is
    their share) of tries that may have been billed without one, or were under way when a run died.
    """

    usage: Usage = field(default_factory=Usage)
    usd: float = 0.0
    assumed: float = 0.0


def spending(path: Path, *, offline: bool) -> Spending:
    """Read spending back, of offline runs or of others; raises WorkspaceError for a line with a sum that no run writes."""
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


_ROUNDING = 1e-9
"""US dollars."""


def lost_spending(before: Spending, record: RunRecord, *, offline: bool) -> float:
    """US dollars that a damaged event log has lost, but the record still has; a budget must not be promised twice.

    The log has every answer, so it has lost some where the record has more, or more dollars of answers. The record's budget has
    the sum of all runs that ended, its stages have the rest.
    """
    same_kind = record.offline == offline or record.budget is None
    budget = record.budget if same_kind else record.other_budget
    stages = record.stages.values() if same_kind else ()
    spent, assumed = (budget.spent, budget.assumed) if budget else (0.0, 0.0)
    has_all_calls = before.usage.calls >= max(record.totals.calls, sum(stage.calls for stage in stages))
    if has_all_calls and before.usd - before.assumed >= spent - assumed - _ROUNDING:
        return 0.0
    return min(max(0.0, sum(stage.usd for stage in stages) - before.usd, spent - before.usd), MOST)


@dataclass(frozen=True)
class ConversationSpending:
    """What an earlier run paid for one conversation; ``model`` is that of its last answer."""

    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    findings: tuple[str, ...] = ()


def conversation_spending(path: Path, key: str) -> ConversationSpending:
    """Read the spending of one conversation back, by its key; raises as ``spending`` does."""
    found = ConversationSpending()
    for event in _payments(path, having=key):
        if isinstance(event, ModelCalled) and event.key == key:
            findings = tuple(dict.fromkeys([*found.findings, *event.findings]))
            found = ConversationSpending(found.usage + event.usage, event.model, findings)
    return found


type _Payment = RunStarted | CallSent | CallLost | ModelCalled
_PAYMENT: TypeAdapter[_Payment] = TypeAdapter(Annotated[_Payment, Field(discriminator="kind")])
_OUT_OF_BOUNDS = frozenset({"greater_than_equal", "less_than_equal"})
_SHOWN = 40
"""Characters of a sum that an error repeats."""


def _payments(path: Path, having: str = "") -> Iterator[_Payment]:
    """The events of payments, of the lines that contain ``having``.

    Lines that are truncated, or have not the form of a run's, are ignored: that can lower no sum. A line of that form whose sum
    is negative or too large could, and to ignore it could hide what was spent.
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
                f"{where}: {name} is {told}, which no run writes, so what was spent is not known; correct the line or delete "
                "it, or run again with --fresh to start over."
            )
