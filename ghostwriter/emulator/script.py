"""Scripts: what the emulator answers instead of the author, entry by entry.

An entry holds one of ``response``, ``error`` (status, type, message, retry_after), ``stall`` (seconds) or ``reset``;
``cut_after`` and ``pace`` (seconds between the frames of a stream) go with ``response``, ``after_frames`` with ``error``,
``delay`` (seconds) and ``match`` (``{"contains": text}``) with any. A ``response`` is the body of the operation that is asked;
a Converse body for those that ask a model; for InvokeAgent its events with ``bytes`` as text:
``{"completion": [{"chunk": {"bytes": "text"}}]}``.
"""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.strict_json import require_shallow
from ghostwriter.errors import UsageError

_KINDS = ("response", "error", "stall", "reset")
_GOES_WITH = {"cut_after": "response", "pace": "response", "after_frames": "error"}
_MOST = 1_000_000
"""Seconds or frames: more is no number that a clock can count."""
_FIRST_ERROR, _LAST_ERROR = 400, 599


@dataclass(frozen=True)
class Entry:
    """One entry of a script; durations in seconds, ``cut_after`` and ``after_frames`` in frames of a stream."""

    response: Mapping[str, Any] | None = None
    error: ServiceRefusal | None = None
    stall: float | None = None
    reset: bool = False
    cut_after: int | None = None
    after_frames: int | None = None
    delay: float = 0.0
    pace: float = 0.0
    contains: str | None = None


class Script:
    """Hands out entries, each once; thread-safe."""

    def __init__(self, entries: Sequence[Mapping[str, Any]] | None) -> None:
        self._waiting = parse_entries(entries or [])
        self._lock = threading.Lock()

    def next(self, request: Mapping[str, Any]) -> Entry | None:
        """The first unused entry that is for this request, or None when the author is to answer."""
        with self._lock:
            if not self._waiting:
                return None
            text = "\n".join(_texts(request))
            for place, entry in enumerate(self._waiting):
                if entry.contains is None or entry.contains in text:
                    return self._waiting.pop(place)
        return None


def parse_entries(entries: object) -> list[Entry]:
    """Check a script.

    Raises:
        UsageError: naming the entry that is wrong, and what is wrong with it.
    """
    if not isinstance(entries, list | tuple):
        raise UsageError("script entry 0: a script is a list of entries.")
    return [_entry(number, entry) for number, entry in enumerate(entries)]


def load_script(path: Path) -> list[dict[str, Any]]:
    """Read a script from a JSON file.

    Raises:
        UsageError: naming file and place, if it cannot be read or is no script.
    """
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_bytes())
        require_shallow(entries)
        parse_entries(entries)
    except OSError as error:
        raise UsageError(f"script {str(path)!r} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"script {str(path)!r} is not JSON that can be played: {error}.") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    return entries


def _entry(number: int, entry: object) -> Entry:
    problem = _problem_with(entry)
    if problem:
        raise UsageError(f"script entry {number}: {problem}.")
    assert isinstance(entry, Mapping)
    values = dict(entry)
    error, match = values.pop("error", None), values.pop("match", None)
    if error is not None:
        values["error"] = ServiceRefusal(
            error["status"], error["type"], error["message"], retry_after=error.get("retry_after")
        )
    return Entry(**values, contains=match["contains"] if match else None)


def _problem_with(entry: object) -> str | None:
    """The problem of an entry, in words; None if it is sound."""
    if not isinstance(entry, Mapping):
        return "an entry is an object"
    unknown = sorted(set(entry) - set(_FORMS))
    if unknown:
        return f"unknown key {unknown[0]!r}"
    if sum(kind in entry for kind in _KINDS) != 1:
        return "an entry holds exactly one of response, error, stall and reset"
    for modifier, kind in _GOES_WITH.items():
        if modifier in entry and kind not in entry:
            return f"{modifier} goes with {kind}"
    forms = ((key, *_FORMS[key]) for key in entry)
    return next((f"{key} has to be {wanted}" for key, fits, wanted in forms if not fits(entry[key])), None)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST


def _is_count(value: object) -> bool:
    return isinstance(value, int) and _is_number(value)


def _is_error(value: object) -> bool:
    match value:
        case {"status": int(status), "type": str(kind), "message": str(), **more}:
            sound = _FIRST_ERROR <= status <= _LAST_ERROR and bool(kind)
            return sound and set(more) <= {"retry_after"} and _is_number(more.get("retry_after", 0))
        case _:
            return False


def _is_match(value: object) -> bool:
    match value:
        case {"contains": str(text), **more}:
            return bool(text) and not more
        case _:
            return False


_FORMS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "response": (lambda value: isinstance(value, dict), "an object"),
    "error": (_is_error, "an object of status (400 to 599), type, message and, if wanted, retry_after (seconds)"),
    "stall": (_is_number, "a number of seconds"),
    "reset": (lambda value: value is True, "true"),
    "cut_after": (_is_count, "a number of frames"),
    "after_frames": (_is_count, "a number of frames"),
    "delay": (_is_number, "a number of seconds"),
    "pace": (_is_number, "a number of seconds"),
    "match": (_is_match, 'an object like {"contains": "text"}'),
}


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
