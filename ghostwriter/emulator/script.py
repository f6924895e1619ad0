"""Scripts: what the emulator answers instead of the author, entry by entry.

An entry holds one of ``response`` (a Converse response body), ``error`` (status, type, message, retry_after), ``stall``
(seconds) or ``reset``; ``cut_after`` goes with ``response``, ``after_frames`` with ``error``; ``delay`` (seconds) and
``match`` (``{"contains": text}``) go with any.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from ghostwriter.errors import UsageError


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Match(_Part):
    """Which request an entry is for: one whose text holds ``contains``."""

    contains: str = Field(min_length=1)


class ScriptedError(_Part):
    """A modelled error; ``retry_after`` in seconds becomes a header."""

    status: int = Field(ge=400, le=599)
    type: str = Field(min_length=1)
    message: str
    retry_after: float | None = None


class Entry(_Part):
    """One entry of a script."""

    response: dict[str, Any] | None = None
    error: ScriptedError | None = None
    stall: float | None = Field(default=None, ge=0)
    reset: bool = False
    cut_after: int | None = Field(default=None, ge=0)
    after_frames: int | None = Field(default=None, ge=0)
    delay: float = Field(default=0.0, ge=0)
    match: Match | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Entry":
        given = [self.response is not None, self.error is not None, self.stall is not None, self.reset]
        if sum(given) != 1:
            raise ValueError("an entry holds exactly one of response, error, stall and reset")
        if self.cut_after is not None and self.response is None:
            raise ValueError("cut_after goes with a response")
        if self.after_frames is not None and self.error is None:
            raise ValueError("after_frames goes with an error")
        return self


_ENTRIES = TypeAdapter(list[Entry])


class Script:
    """Hands out entries, each once; thread-safe."""

    def __init__(self, entries: Sequence[Mapping[str, Any]] | None) -> None:
        self._waiting = parse(entries or [])
        self._lock = threading.Lock()

    def next(self, request: Mapping[str, Any]) -> Entry | None:
        """The first unused entry that is for this request, or None when the author is to answer."""
        with self._lock:
            if not self._waiting:
                return None
            text = "\n".join(_texts(request))
            for entry in self._waiting:
                if entry.match is None or entry.match.contains in text:
                    self._waiting.remove(entry)
                    return entry
        return None


def parse(entries: object) -> list[Entry]:
    """Check a script.

    Raises:
        UsageError: naming the entry that is wrong.
    """
    try:
        return _ENTRIES.validate_python(entries)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the script"
        raise UsageError(f"script entry {where}: {first['msg']}") from error


def load_script(path: Path) -> list[dict[str, Any]]:
    """Read a script from a JSON file.

    Raises:
        UsageError: naming file and place, if it cannot be read or is no script.
    """
    try:
        entries = json.loads(path.read_bytes())
        parse(entries)
    except OSError as error:
        raise UsageError(f"script {str(path)!r} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(f"script {str(path)!r} is not JSON: {error}.") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    loaded: list[dict[str, Any]] = entries
    return loaded


def _texts(value: Any) -> list[str]:
    """Every string in a request, and the request as JSON, so that a match may be for either."""
    found: list[str] = [json.dumps(value, ensure_ascii=False)]
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return found
