"""The record of what was answered: one JSON line a request, whole even if the next moment ends the process."""

import os
import threading
import time
from pathlib import Path

from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.exchange import Reply, Request, json_bytes, readable
from ghostwriter.emulator.routes import find_route
from ghostwriter.errors import UsageError


class Recorder:
    """Appends to a file, or to nothing where there is none; no credential is ever written, as no header is."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        if path is not None:
            try:
                path.touch()
            except OSError as error:
                raise UsageError(f"record {str(path)!r} cannot be written: {error.strerror}.") from error

    def note(self, request: Request, reply: Reply) -> None:
        """Append the line of one request, before its answer is sent."""
        if self._path is None:
            return
        line = {
            "at": time.time(),
            "method": request.method,
            "path": request.raw_path,
            "model": _model_of(request),
            "status": reply.status or None,
            "fault": reply.fault.value if reply.fault else None,
            "usage": dict(reply.usage),
            "request": readable(request.body),
        }
        data = json_bytes(line) + b"\n"
        with self._lock:
            # One write to a file opened for appending: lines of several emulators do not mingle.
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, data)
            finally:
                os.close(file)


def _model_of(request: Request) -> str:
    try:
        return find_route(request.method, request.raw_path).model
    except ServiceRefusal:
        return ""
