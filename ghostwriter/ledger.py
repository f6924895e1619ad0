"""``events.jsonl``: the append-only account of a workspace, and what can be read back from it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ghostwriter.appending import append_line, flush
from ghostwriter.errors import WorkspaceError
from ghostwriter.events import CallSent, Event, ModelCalled, TextStreamed, Usage
from ghostwriter.own_files import LARGEST_FILE
from ghostwriter.reading import Missing, Unreadable, read_regular
from ghostwriter.secrecy.watch import NO_SECRETS, Watch


class Ledger:
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
                append_line(self._path, stamped.model_dump_json().encode())
            self._pass_on(stamped)
        if isinstance(event, CallSent | ModelCalled):
            # What is about to be paid for, and what was, has to be known after a power cut as well.
            flush(self._path)


def without_secrets(event: Event, watch: Watch) -> Event:
    """The event as it may be told: messages of others, a system's or a model's, may hold anything."""
    if watch.hit(event.model_dump_json()) is None:
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
    """Read the account back; what offline runs did never counts against the budget of others, nor the other way round."""
    answered, counts, under_way, settled, lost = Usage(), True, dict[str, float](), 0.0, 0.0
    for event in _lines(path):
        match event:
            case {"kind": "run_started", "offline": bool(was_offline)}:
                counts = was_offline == offline
            case {"kind": "call_sent", "call": str(call), "worst": int() | float() as worst} if counts:
                under_way[call] = worst
            case {"kind": "call_lost", "call": str(call), "usd": int() | float() as usd} if counts:
                under_way.pop(call, None)
                lost += usd
            case {"kind": "model_called", "usage": dict(usage)} if (one := _usage(usage)) is not None:
                answered += one
                under_way.pop(str(event.get("call")), None)
                settled += one.usd if counts else 0.0
    assumed = lost + sum(under_way.values())
    return Spending(answered, settled + assumed, assumed)


@dataclass(frozen=True)
class Account:
    """What the account of an earlier run has of one conversation; ``model`` is that of its last answer."""

    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    findings: tuple[str, ...] = ()


def account_of(path: Path, key: str) -> Account:
    """What the calls of one conversation cost, and who answered, by its key."""
    account = Account()
    for event in _lines(path, having=key):
        match event:
            case {"kind": "model_called", "key": str(of), "model": str(model), "usage": dict(usage)} if of == key:
                told = event.get("findings")
                findings = dict.fromkeys([*account.findings, *(told if isinstance(told, list) else ())])
                account = Account(account.usage + (_usage(usage) or Usage()), model, tuple(findings))
    return account


def _usage(told: dict[str, Any]) -> Usage | None:
    """What an answer took; None if a line only looks as if one of ours told it."""
    try:
        return Usage.model_validate(told)
    except ValidationError:
        return None


def _lines(path: Path, having: str = "") -> Iterator[dict[str, Any]]:
    """The events of the file that mention ``having``, but for lines that a run left torn, or that are no run's.

    Raises:
        WorkspaceError: if the file is not a plain one.
    """
    try:
        lines = read_regular(path, LARGEST_FILE, only_name=True).splitlines()
    except Missing:
        return
    except Unreadable as error:
        raise WorkspaceError(f"{str(path)!r} {error}; mend or delete it.") from error
    for line in lines:
        if having.encode() not in line:
            continue
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict):
            yield event
