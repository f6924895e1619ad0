"""``events.jsonl``: the append-only account of a workspace, and what can be read back from it."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ghostwriter.appending import append_line
from ghostwriter.events import Event, ModelCalled, TextStreamed, Usage


class Ledger:
    """Stamps each event, appends it to the file, and passes it on; one at a time, from whichever thread."""

    def __init__(self, path: Path, pass_on: Callable[[Event], None]) -> None:
        self._path = path
        self._pass_on = pass_on
        self._lock = threading.Lock()
        self.spent = Usage()

    def __call__(self, event: Event) -> None:
        """Take one event.

        Raises:
            WorkspaceError: if it cannot be stored.
        """
        with self._lock:
            stamped = event.model_copy(update={"at": time.time()})
            if isinstance(event, ModelCalled):
                self.spent += event.usage
            if not isinstance(event, TextStreamed):
                # What was paid for has to be known after a power cut as well.
                append_line(self._path, stamped.model_dump_json().encode(), durable=isinstance(event, ModelCalled))
            self._pass_on(stamped)


@dataclass(frozen=True)
class Account:
    """What the account of an earlier run has of one conversation; ``model`` is that of its last answer."""

    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    findings: tuple[str, ...] = ()


def account_of(path: Path, key: str) -> Account:
    """What the calls of one conversation cost, and who answered, by its key."""
    account = Account()
    if not path.is_file():
        return account
    for line in path.read_bytes().splitlines():
        if b'"model_called"' not in line or key.encode() not in line:
            continue
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the last line of a run that was killed while writing it
        if event.get("key") == key:
            findings = dict.fromkeys([*account.findings, *event.get("findings", [])])
            account = Account(account.usage + Usage.model_validate(event["usage"]), event["model"], tuple(findings))
    return account
