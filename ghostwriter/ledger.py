"""``events.jsonl``: the append-only account of a workspace, and what can be read back from it."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ghostwriter.events import Event, ModelCalled, TextStreamed, Usage


class Ledger:
    """Stamps each event, appends it to the file, and passes it on; one at a time, from whichever thread."""

    def __init__(self, path: Path, pass_on: Callable[[Event], None]) -> None:
        self._path = path
        self._pass_on = pass_on
        self._lock = threading.Lock()
        self.spent = Usage()

    def __call__(self, event: Event) -> None:
        """Take one event."""
        with self._lock:
            stamped = event.model_copy(update={"at": time.time()})
            if isinstance(event, ModelCalled):
                self.spent += event.usage
            if not isinstance(event, TextStreamed):
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(stamped.model_dump_json() + "\n")
            self._pass_on(stamped)


def paid_for(path: Path, key: str) -> Usage:
    """What the calls of one conversation cost, by its key, as the account of an earlier run has it."""
    total = Usage()
    if not path.is_file():
        return total
    for line in path.read_bytes().splitlines():
        if b'"model_called"' not in line or key.encode() not in line:
            continue
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the last line of a run that was killed while writing it
        if event.get("key") == key:
            total += Usage.model_validate(event["usage"])
    return total
