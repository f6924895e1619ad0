"""Limits on a response: bytes, frames and seconds, and nothing that is compressed.

A few compressed kilobytes can be gigabytes, a body need not end, and one that comes byte by byte is never silent. Nothing at
AWS does that; a server at a configured endpoint may.
"""

import time
from collections.abc import Iterator

import httpx

from ghostwriter.errors import GhostwriterError, ModelUnavailable

UNCOMPRESSED = "identity"
"""The one encoding that is asked for."""
_MOST_BYTES = 64_000_000
"""Many times what the longest answer of any model takes, a stream's frames included."""
_OTHER_BYTES = 1_000_000
"""Bytes of a response that are no words, such as a guardrail's trace."""
_TOKEN_BYTES, _STREAMED_TOKEN_BYTES = 32, 600
"""More than tokens come to with JSON's escapes, and than the frame takes that brings one."""
_OTHER_FRAMES, _FRAMES_A_TOKEN = 1_000, 2
"""Frames of a stream that are no words, and more of the others than there can be: each brings a token or more."""
_MOST_REFUSAL_BYTES = 20_000


def most_bytes(tokens: int | None, *, streamed: bool) -> int:
    """The most bytes of a response of so many tokens; None stands for an unknown number."""
    if tokens is None:
        return _MOST_BYTES
    return min(_MOST_BYTES, _OTHER_BYTES + tokens * (_STREAMED_TOKEN_BYTES if streamed else _TOKEN_BYTES))


def most_frames(tokens: int | None) -> float:
    """The most frames of a stream of so many tokens."""
    return float("inf") if tokens is None else _OTHER_FRAMES + tokens * _FRAMES_A_TOKEN


def bounded_body(response: httpx.Response, until: float, most: int) -> Iterator[bytes]:
    """The bytes of a response as they come, ``most`` of them, up to ``until`` on the monotonic clock.

    Raises:
        ModelUnavailable: if it is compressed, or longer than any response can be.
        httpx.ReadTimeout: if it has not ended by then.
    """
    if _is_compressed(response):
        raise ModelUnavailable(
            "the answer is compressed, which was not asked for; check the endpoint.", falls_back=True
        )
    # Taken now, and not when the first byte is asked for: the reader replaces it by then.
    return _bounded(_raw(response), until, most)


def _bounded(stream: httpx.SyncByteStream, until: float, most: int) -> Iterator[bytes]:
    length = 0
    for chunk in stream:
        length += len(chunk)
        if length > most:
            raise too_long(f"{most:,} bytes")
        if time.monotonic() > until:
            raise httpx.ReadTimeout("the answer goes on beyond the deadline")
        yield chunk


def too_long(most: str) -> GhostwriterError:
    """The error for a response of more than that."""
    return ModelUnavailable(
        f"the answer is longer than {most}, more than any model may write here; see what stands at the endpoint.",
        falls_back=True,
    )


def refusal_body(response: httpx.Response, until: float) -> bytes:
    """The beginning of an error response's body; the rest is not read."""
    taken = b""
    if not _is_compressed(response):
        for chunk in _raw(response):
            taken += chunk
            if len(taken) >= _MOST_REFUSAL_BYTES or time.monotonic() > until:
                break
    return taken[:_MOST_REFUSAL_BYTES]


def replace_body(response: httpx.Response, content: bytes) -> None:
    """Let a response hold these bytes, and close its connection."""
    response.close()
    response.headers.pop("content-encoding", None)
    response.stream = httpx.ByteStream(content)
    response.is_stream_consumed = response.is_closed = False
    response.read()


def _is_compressed(response: httpx.Response) -> bool:
    return response.headers.get("content-encoding", UNCOMPRESSED).strip().lower() not in {UNCOMPRESSED, ""}


def _raw(response: httpx.Response) -> httpx.SyncByteStream:
    assert isinstance(response.stream, httpx.SyncByteStream)
    return response.stream
