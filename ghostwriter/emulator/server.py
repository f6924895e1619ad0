"""The emulator: a loopback Bedrock Runtime, started and stopped."""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from ghostwriter.emulator.connection import LOOPBACK, LoopbackServer
from ghostwriter.emulator.credentials import Guard
from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.exchange import Answer, Author, Received, Reply, Request, readable, refused
from ghostwriter.emulator.knowledge_base import Archive
from ghostwriter.emulator.recorder import Recorder
from ghostwriter.emulator.script import Script, load_script
from ghostwriter.emulator.service import Service
from ghostwriter.errors import UsageError

__all__ = ["Emulator", "Received", "load_script"]

_POLL_SECONDS = 0.05
"""The time in which the accepting thread notices that it is to stop."""


class Emulator:
    """A loopback Bedrock Runtime; a context manager.

    ``received`` holds every request as it arrived, refused ones as well; it may be read and cleared at any time. A
    ``bearer_token`` and a pair of keys that it accepts are its own, for whoever has none.

    Args:
        author: answers what the script does not; the extractive author if not given.
        script: entries to answer with first, as in ``script.py``.
        port: where to listen; 0 for any free one.
        record: a file to which each answered request is appended, one JSON line at a time.
        latency: seconds to wait before each answer.
        env: an environment whose Bedrock credentials are accepted as well.
        knowledge_bases: by id, the folders whose documents stand for what is in them.
        agents: by ``ID/ALIAS``, the folders in which they look things up.

    Raises:
        UsageError: if the port is taken, the record cannot be written, the script is malformed, or a folder cannot be read.
    """

    def __init__(  # noqa: PLR0913  (each is one thing that an emulator can be asked to do)
        self,
        *,
        author: Author | None = None,
        script: Sequence[Mapping[str, Any]] | None = None,
        port: int = 0,
        record: Path | None = None,
        latency: float = 0.0,
        env: Mapping[str, str] | None = None,
        knowledge_bases: Mapping[str, Path] | None = None,
        agents: Mapping[str, Path] | None = None,
    ) -> None:
        self.received: list[Received] = []
        self._stopping = threading.Event()
        self._latency = latency
        self._guard = Guard(env or {})
        self.bearer_token, keys = self._guard.bearer_token, self._guard.keys
        self.access_key_id, self.secret_access_key = keys.access_key_id, keys.secret_access_key
        self._recorder = Recorder(record)
        archive = Archive(knowledge_bases or {}, agents or {})
        self._service = Service(self._guard, Script(script), author or _extractive_author, self.wait, archive)
        try:
            self._server = LoopbackServer(port, self.answer, self.wait)
        except (OSError, OverflowError) as error:
            raise UsageError(f"port {port} on {LOOPBACK} cannot be used: {error}; name another --port.") from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": _POLL_SECONDS}, daemon=True
        )

    @property
    def url(self) -> str:
        """The address on which it listens."""
        return f"http://{LOOPBACK}:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()

    def answer(self, request: Request) -> Reply:
        """Take note of a request and answer it; what the machine refuses us is a fault of the service, as on AWS."""
        body = readable(request.body) if request.body else None
        self.received.append(Received(request.method, request.raw_path, request.headers, body, time.time()))
        self.wait(self._latency)
        try:
            reply = self._service.answer(request)
            self._recorder.note(request, reply)
        except OSError as error:
            return refused(ServiceRefusal(500, "InternalServerException", f"The emulator's machine refuses: {error}"))
        return reply

    def wait(self, seconds: float) -> None:
        """Sleep, but wake when the emulator stops."""
        if seconds:
            self._stopping.wait(seconds)


def _extractive_author(request: Mapping[str, Any]) -> Answer:
    from ghostwriter.emulator.author import answer  # noqa: PLC0415  (not every emulator needs an author)

    return answer(request)
