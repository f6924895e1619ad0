"""How much of an answer is taken in: as many bytes as one can have, for as long as it may take, and nothing that is packed.

A few kilobytes that were packed can be gigabytes when they are unpacked, a body need not end, and one that comes byte by byte is
never silent. Nothing at AWS does that; what stands at an endpoint of somebody's own may.
"""

import time
from collections.abc import Iterator

import httpx

from ghostwriter.errors import GhostwriterError, ModelUnavailable

PLAIN = "identity"
"""The one encoding that is asked for."""
_LONGEST_ANSWER = 64_000_000
"""Bytes: many times what the longest answer of any model takes, a stream's frames included."""
_BESIDE_THE_WORDS = 1_000_000
"""Bytes of an answer that are nobody's words, such as a guardrail's trace."""
_A_TOKEN, _A_TOKEN_OF_A_STREAM = 32, 600
"""Bytes: more than tokens come to with JSON's escapes, and than the frame takes that brings one."""
_FRAMES_BESIDE_THE_WORDS, _FRAMES_A_TOKEN = 1_000, 2
"""Frames of a stream that are nobody's words, and more of the others than there can be: each brings a token or more."""
_LONGEST_REFUSAL = 20_000
"""Bytes of the reasons that are given for a refusal."""


def most_bytes(tokens: int | None, *, streamed: bool) -> int:
    """What an answer of so many tokens takes at most; None is for nobody knows."""
    if tokens is None:
        return _LONGEST_ANSWER
    return min(_LONGEST_ANSWER, _BESIDE_THE_WORDS + tokens * (_A_TOKEN_OF_A_STREAM if streamed else _A_TOKEN))


def most_frames(tokens: int | None) -> float:
    """How many frames a stream of so many tokens has at most."""
    return float("inf") if tokens is None else _FRAMES_BESIDE_THE_WORDS + tokens * _FRAMES_A_TOKEN


def answer_of(response: httpx.Response, until: float, most: int = _LONGEST_ANSWER) -> Iterator[bytes]:
    """The bytes of an answer as they come, ``most`` of them, up to ``until`` on the monotonic clock.

    Raises:
        ModelUnavailable: if it is packed, or longer than any answer can be.
        httpx.ReadTimeout: if it has not ended by then.
    """
    if _is_packed(response):
        raise ModelUnavailable(
            "the answer is compressed, which nobody asked for; see what stands at the endpoint.", falls_back=True
        )
    # Now, and not when the first byte is asked for: what reads it stands in its place by then.
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
    """The error for an answer of more than that."""
    return ModelUnavailable(
        f"the answer is longer than {most}, more than any model may write here; see what stands at the endpoint.",
        falls_back=True,
    )


def refusal_of(response: httpx.Response, until: float) -> bytes:
    """The beginning of what was said instead of an answer; the rest is left where it is."""
    taken = b""
    if not _is_packed(response):
        for chunk in _raw(response):
            taken += chunk
            if len(taken) >= _LONGEST_REFUSAL or time.monotonic() > until:
                break
    return taken[:_LONGEST_REFUSAL]


def hold(response: httpx.Response, content: bytes) -> None:
    """Let a response hold these bytes, and nothing that is still on its way."""
    response.close()
    response.headers.pop("content-encoding", None)
    response.stream = httpx.ByteStream(content)
    response.is_stream_consumed = response.is_closed = False
    response.read()


def _is_packed(response: httpx.Response) -> bool:
    return response.headers.get("content-encoding", PLAIN).strip().lower() not in {PLAIN, ""}


def _raw(response: httpx.Response) -> httpx.SyncByteStream:
    assert isinstance(response.stream, httpx.SyncByteStream)
    return response.stream
