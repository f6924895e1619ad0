"""The emulator as a server: loopback only, one thread a connection, gone when asked."""

import contextlib
import json
import os
import socket
import struct
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from ghostwriter.emulator.answer import Answer, Author
from ghostwriter.emulator.credentials import Guard, Request
from ghostwriter.emulator.script import Script, load_script
from ghostwriter.emulator.service import Reply, Service, record_line
from ghostwriter.errors import UsageError

__all__ = ["Emulator", "Received", "load_script"]

LOOPBACK = "127.0.0.1"
LARGEST_REQUEST = 25_000_000
"""Bytes, as on AWS."""
IDLE_SECONDS = 60
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Received:
    """A request as it arrived; ``at`` in seconds since the epoch."""

    method: str
    raw_path: str
    headers: Mapping[str, str]
    body: Any
    at: float


class Emulator:
    """A loopback Bedrock Runtime; a context manager.

    Args:
        author: answers what the script does not; the extractive author if not given.
        script: entries to answer with first, as in ``script.py``.
        port: where to listen; 0 for any free one.
        record: a file to which each answered request is appended, one JSON line at a time.
        latency: seconds to wait before each answer.
        env: an environment whose Bedrock credentials are accepted as well.

    Raises:
        UsageError: if the port is taken or the script is malformed.
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
    ) -> None:
        self._guard = Guard(env or {})
        self.received: list[Received] = []
        self._record = record
        self._latency = latency
        self.stopping = threading.Event()
        self._service = Service(self._guard, Script(script), author or _extractive_author)
        self._record_lock = threading.Lock()
        try:
            self._server = _Server((LOOPBACK, port), _Handler, self)
        except OSError as error:
            raise UsageError(
                f"port {port} on {LOOPBACK} cannot be used: {error.strerror}; name another --port."
            ) from error
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{LOOPBACK}:{self._server.server_port}"

    @property
    def bearer_token(self) -> str:
        """A bearer token that it accepts."""
        return self._guard.bearer_token

    @property
    def access_key_id(self) -> str:
        """An access key id that it accepts."""
        return self._guard.keys.access_key_id

    @property
    def secret_access_key(self) -> str:
        """The secret that goes with ``access_key_id``."""
        return self._guard.keys.secret_access_key

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: Request) -> Reply:
        """Take note of a request and answer it."""
        self.received.append(
            Received(request.method, request.raw_path, request.headers, _readable(request.body), time.time())
        )
        self.stopping.wait(self._latency)
        reply = self._service.answer(request)
        if self._record is not None:
            line = record_line(reply, request) + "\n"
            with self._record_lock, self._record.open("a", encoding="utf-8") as file:
                file.write(line)
        return reply


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler], emulator: Emulator) -> None:
        self.emulator = emulator
        super().__init__(address, handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is not worth a traceback."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "GhostwriterEmulator"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = IDLE_SECONDS
    server: _Server

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_REQUEST:
            self.send_error(413)
            return
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.emulator.answer(Request("POST", self.path, headers, body))
        with contextlib.suppress(ConnectionError):
            self._send(reply)

    def do_GET(self) -> None:
        request = Request("GET", self.path, {name.lower(): value for name, value in self.headers.items()}, b"")
        self._send(self.server.emulator.answer(request))

    def _send(self, reply: Reply) -> None:
        if reply.fault == "stall":
            self.server.emulator.stopping.wait(reply.seconds)
        if reply.fault in {"stall", "reset"}:
            self._hang_up(reset=reply.fault == "reset")
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("x-amzn-RequestId", str(uuid4()))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.fault == "cut":
            self.send_header("Content-Length", str(sum(map(len, reply.pieces)) * 2))
            self.end_headers()
            self.wfile.write(b"".join(reply.pieces))
            self._hang_up(reset=False)
        elif len(reply.pieces) == 1:
            self.send_header("Content-Length", str(len(reply.pieces[0])))
            self.end_headers()
            self.wfile.write(reply.pieces[0])
        else:
            self._send_chunks(reply.pieces)
        self.wfile.flush()

    def _send_chunks(self, pieces: list[bytes]) -> None:
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in pieces:
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def _hang_up(self, *, reset: bool) -> None:
        self.close_connection = True
        self.wfile.flush()
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            os.close(self.connection.detach())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base class names it so)
        """The emulator is quiet; ``received`` and ``--record`` say what was asked."""


def _readable(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


def _extractive_author(request: Mapping[str, Any]) -> Answer:
    from ghostwriter.emulator.author import answer  # noqa: PLC0415  (not every emulator needs an author)

    return answer(request)
