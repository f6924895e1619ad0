"""One connection: requests are read, replies are sent, or fail on their way as a script says."""

import contextlib
import os
import re
import socket
import struct
import sys
from collections.abc import Callable
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

from ghostwriter.emulator.errors import ServiceRefusal, access_denied
from ghostwriter.emulator.exchange import Reply, Request, WireFault, refused

LOOPBACK = "127.0.0.1"
LARGEST_REQUEST = 25_000_000
"""Bytes, as on AWS."""
_LONGEST_LENGTH = 20
"""Digits."""
IDLE_SECONDS = 60
_HOST = r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?"
_LOOPBACK = re.compile(_HOST, re.IGNORECASE)
_ORIGIN = re.compile(rf"https?://{_HOST}", re.IGNORECASE)
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class LoopbackServer(ThreadingHTTPServer):
    """A thread for each connection, on loopback only; ``hang_up`` ends them all.

    ``answer`` gives the reply to a request, ``wait`` sleeps for no longer than the server lives.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, answer: Callable[[Request], Reply], wait: Callable[[float], object]) -> None:
        self.answer, self.wait = answer, wait
        self._open: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), Connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Source: socketserver; takes note of the connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Source: socketserver; forgets the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End every connection, also those on which nothing happens."""
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Source: socketserver; a client that hangs up is not worth a traceback, anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Connection(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 and keeps the connection open between requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = IDLE_SECONDS
    server: LoopbackServer

    def do_POST(self) -> None:
        """Answer a request of any method: those of no operation are refused like those of no path."""
        try:
            require_local(self.headers)
            body = self._read_body()
        except ServiceRefusal as refusal:
            self.close_connection = True
            self._send(refused(refusal))
            return
        headers: dict[str, str] = {}
        for name, value in self.headers.items():
            key = name.lower()
            headers[key] = f"{headers[key]},{value}" if key in headers else value
        self._send(self.server.answer(Request(self.command, self.path, headers, body)))

    do_GET = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_POST  # noqa: N815  (http.server looks for these names)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base class names it so)
        """Source: http.server; the emulator is quiet: ``received`` and the record say what was asked."""

    def _read_body(self) -> bytes:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers or not length.isdecimal():
            raise ServiceRefusal(411, "MissingContentLengthException", "The request has no Content-Length.")
        if len(length) > _LONGEST_LENGTH or int(length) > LARGEST_REQUEST:
            raise ServiceRefusal(
                413, "RequestEntityTooLargeException", f"The request is longer than {LARGEST_REQUEST} bytes."
            )
        return self.rfile.read(int(length))

    def _send(self, reply: Reply) -> None:
        match reply.fault:
            case WireFault.STALL:
                self.server.wait(reply.seconds)
                self.close_connection = True
            case WireFault.RESET:
                self._reset()
            case WireFault.CUT:
                self._send_head(reply, {"Content-Length": str(len(reply.body))})
                self.wfile.write(reply.body[: len(reply.body) // 2])
                self.close_connection = True
            case None if reply.frames is not None:
                self._send_frames(reply, reply.frames)
            case None:
                self._send_head(reply, {"Content-Length": str(len(reply.body))})
                self.wfile.write(b"" if self.command == "HEAD" else reply.body)
        self.wfile.flush()

    def _send_head(self, reply: Reply, framing: dict[str, str]) -> None:
        self.send_response_only(reply.status)
        self.send_header("Date", self.date_time_string())
        headers = {"Content-Type": reply.content_type, "x-amzn-RequestId": str(uuid4()), **reply.headers, **framing}
        for name, value in headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _send_frames(self, reply: Reply, frames: tuple[bytes, ...]) -> None:
        self._send_head(reply, {"Transfer-Encoding": "chunked"})
        for frame in frames:
            self.wfile.write(f"{len(frame):x}\r\n".encode() + frame + b"\r\n")
            self.wfile.flush()
            if reply.pace:
                self.server.wait(reply.pace)
        self.wfile.write(b"0\r\n\r\n")

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        # Closed by its number: closing the object would say goodbye first.
        os.close(self.connection.detach())


def require_local(headers: "Message[str, str]") -> None:
    """Let a request in that was meant for this machine, and was not sent by a page of another.

    A page that a browser shows can send requests to 127.0.0.1 (with its own address as their origin), and can have its own name
    lead there (DNS rebinding). Both are told by headers that a page cannot change.

    Raises:
        Refusal: for any other.
    """
    hosts = headers.get_all("host", [])
    if not hosts or not all(_LOOPBACK.fullmatch(host.strip()) for host in hosts):
        message = "The emulator answers at 127.0.0.1, localhost and [::1] only; the Host header names another machine."
        raise ServiceRefusal(421, "MisdirectedRequestException", message)
    foreign = not all(_ORIGIN.fullmatch(origin.strip()) for origin in headers.get_all("origin", []))
    if foreign or headers.get("sec-fetch-site", "").strip().lower() == "cross-site":
        raise access_denied("AccessDeniedException", "The emulator answers no page of another site.")
