"""Templates of one's own folder, or of a stranger's, rendered in a process of their own with little time and memory."""

import json
import pickle
import threading
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ghostwriter.pipeline.prompts.templates import Templates, WrongTemplate
from ghostwriter.security.isolation import IsolatedProcess, NoAnswer, limit, serve

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space; the sources of a prompt have a few million, several times over."""
SECONDS = 3
"""Of the processor, for one block of a prompt; a usual one takes a thousandth of it."""
_LONGEST_WAIT = 20.0
"""Seconds by the clock on the wall: a machine may be busy."""
LONGEST_PROMPT = 20_000_000
"""Bytes of the answer."""
_TOO_MUCH = f"it takes more than {SECONDS} s of computing or {MEMORY // 1024**2} MB of memory to render"
_WHY = {
    "not running": "the process that renders it did not start",
    "too long": f"it makes a prompt of more than {LONGEST_PROMPT:,} bytes",
}


class TemplatesApart:
    """``Templates`` in a process of their own, started with the first request and ended with this object."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = [str(folder.absolute()) for folder in folders]
        self._lock = threading.Lock()
        self._process = IsolatedProcess(__name__)
        weakref.finalize(self, self._process.end)

    def blocks(self, name: str) -> list[str]:
        """The names of a template's blocks; raises as ``Templates.blocks`` does."""
        return list(self._ask(name))

    def render(self, name: str, block: str, values: Mapping[str, Any]) -> str:
        """One block of a template; raises as ``Templates.render`` does, and if it takes too much."""
        return str(self._ask(name, block, dict(values)))

    def _ask(self, name: str, *rest: Any) -> Any:
        message = pickle.dumps((self._folders, name, *rest))
        with self._lock:
            try:
                answer = json.loads(self._process.ask(message, seconds=_LONGEST_WAIT, longest=LONGEST_PROMPT + 1_000))
            except NoAnswer as error:
                raise WrongTemplate(f"{name}: {_WHY.get(error.reason, _TOO_MUCH)}") from error
        if "wrong" in answer:
            raise WrongTemplate(answer["wrong"])
        return answer["made"]


def main() -> None:
    """Inside the process: answer questions until there are no more."""
    limit(MEMORY)
    known: dict[tuple[str, ...], Templates] = {}

    def answer(message: bytes) -> bytes:
        folders, name, *rest = pickle.loads(message)  # noqa: S301  (from the run that started this process)
        templates = known.setdefault(tuple(folders), Templates([Path(folder) for folder in folders]))
        try:
            made = templates.render(name, *rest) if rest else templates.blocks(name)
            said = json.dumps({"made": made})
        except WrongTemplate as error:
            said = json.dumps({"wrong": str(error)})
        return said.encode()

    serve(answer, SECONDS)
