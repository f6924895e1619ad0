"""What may come over the wire instead of an answer, byte by byte; no emulator says it.

Each is what a server sends to every request, in pieces; after the last it hangs up.
"""

import itertools
import json
import socketserver
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ghostwriter.emulator.eventstream import CONTENT_TYPE, event_frame, exception_frame

_HUGE = 300
"""Megabytes that a packed answer comes to."""
_GZIP = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
"""What packed bytes begin with."""
STREAM = f"Content-Type: {CONTENT_TYPE}\r\n"
START = event_frame("messageStart", {"role": "assistant"})


def answer(content: bytes, headers: str = "Content-Type: application/json\r\n", status: str = "200 OK") -> list[bytes]:
    return [f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(content)}\r\n\r\n".encode(), content]


def packed(status: str = "200 OK") -> list[bytes]:
    """One packed megabyte that needs nothing of what was before it, over and over."""
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    megabyte = packing.compress(b"0" * 1_000_000) + packing.flush(zlib.Z_FULL_FLUSH)
    return answer(_GZIP + megabyte * _HUGE, "Content-Encoding: gzip\r\n", status)


def stream(*frames: bytes) -> list[bytes]:
    return answer(b"".join(frames), STREAM)


def raw_frame(payload: bytes, total: int | None = None) -> bytes:
    prelude = struct.pack("!II", 16 + len(payload) if total is None else total, 0)
    message = prelude + struct.pack("!I", zlib.crc32(prelude)) + payload
    return message + struct.pack("!I", zlib.crc32(message))


def endless(status: str) -> Iterable[bytes]:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n\r\n".encode()
    return itertools.chain([head], itertools.repeat(b"x" * 1_000_000, 2_000))


WIRES: dict[str, Iterable[bytes]] = {
    "a packed answer that bursts": packed(),
    "a packed refusal that bursts": packed("500 Oops"),
    "a refusal without end": endless("500 Oops"),
    "a page": answer(b"<html>hi</html>", "Content-Type: text/html\r\n"),
    "nothing": answer(b""),
    "no content": [b"HTTP/1.1 204 No Content\r\n\r\n"],
    "JSON that is none": answer(b"[]"),
    "JSON nested without end": answer(b"[" * 200_000),
    "a number without end": answer(b'{"output":' + b"9" * 100_000 + b"}"),
    "an unknown alphabet": answer(b"abc", "Content-Type: text/plain; charset=zlib\r\n", "400 Bad"),
    "a wait that is no number": answer(b"{}", "Retry-After: nan\r\n", "503 Wait"),
    "a wait of less than nothing": answer(b"{}", "Retry-After: -5\r\n", "500 Wait"),
    "no HTTP": [b"SSH-2.0-OpenSSH_9\r\n"],
    "chunks of no length": [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nhello"],
}
"""To every request."""
DRAFT_WIRES: dict[str, Iterable[bytes]] = {
    "noise": stream(bytes(range(256)) * 20),
    "a frame that is broken": stream(START, START[:-1] + b"\0"),
    "a frame that is too long": stream(START, raw_frame(b"x" * 500, 2**31)),
    "a payload nested without end": stream(START, event_frame("contentBlockDelta", {}), raw_frame(b"[" * 100_000)),
    "a delta that is none": stream(START, event_frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": None})),
    "half a surrogate pair": stream(
        START,
        event_frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "\ud800"}}),
        event_frame("messageStop", {"stopReason": "end_turn"}),
    ),
    "an exception of a new kind": stream(START, exception_frame("brandNewException", {"message": {"a": [1]}})),
    "a reason to stop that is a list": stream(START, event_frame("messageStop", {"stopReason": ["x"]})),
    "an answer that is no stream": answer(json.dumps({"stopReason": "end_turn"}).encode(), STREAM),
}
"""To what asks for a draft, which is streamed; all are refused before there is one."""


@contextmanager
def saying(pieces: Iterable[bytes]) -> Iterator[tuple[str, list[str]]]:
    """A server that says that to every request: its address, and the heads of what it was asked."""
    asked: list[str] = []
    said = list(pieces)

    class Connection(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            head = list(iter(self.rfile.readline, b"\r\n"))
            length = next((int(line.split(b":")[1]) for line in head if line.lower().startswith(b"content-length")), 0)
            self.rfile.read(length)
            asked.append(b"".join(head).decode())
            try:
                for piece in said:
                    self.wfile.write(piece)
            except OSError:
                return  # it has heard enough

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 64

        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever asks may hang up."""

    with Server(("127.0.0.1", 0), Connection) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()
