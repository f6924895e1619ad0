"""Reads from Bedrock's own answer what LiteLLM folds away: the stop reason as AWS gives it.

LiteLLM maps ``model_context_window_exceeded`` and ``malformed_tool_use`` to an innocent "stop", and does not notice a stream
that ends without its ``messageStop``. The tap hangs on the HTTP client of one LLM, whose calls come one after another.
"""

import json
from collections.abc import Iterator
from typing import Any

import httpx

_EVENT_STREAM = "application/vnd.amazon.eventstream"


class WireTap:
    """An httpx response hook; ``stop_reason`` is that of the latest answer, None until it has been seen."""

    def __init__(self) -> None:
        self.stop_reason: str | None = None
        self.streamed = False

    def reset(self) -> None:
        """Forget the previous answer."""
        self.stop_reason = None
        self.streamed = False

    def __call__(self, response: httpx.Response) -> None:
        """Look at a response before LiteLLM does."""
        if response.headers.get("content-type", "").startswith(_EVENT_STREAM):
            self.streamed = True
            assert isinstance(response.stream, httpx.SyncByteStream)
            response.stream = _TappedStream(response.stream, self)
            return
        response.read()
        try:
            body = response.json()
        except ValueError:
            return  # LiteLLM will say what is wrong with it
        if isinstance(body, dict):
            self.stop_reason = body.get("stopReason")

    def see_frame(self, event_type: str | None, payload: dict[str, Any]) -> None:
        """Take note of one frame of a stream."""
        if event_type == "messageStop":
            self.stop_reason = payload.get("stopReason")


class _TappedStream(httpx.SyncByteStream):
    """Passes bytes on unchanged while reading the frames they make up."""

    def __init__(self, inner: httpx.SyncByteStream, tap: WireTap) -> None:
        self._inner = inner
        self._tap = tap

    def __iter__(self) -> Iterator[bytes]:
        from botocore.eventstream import EventStreamBuffer  # noqa: PLC0415  (LiteLLM has loaded it by now)

        frames = EventStreamBuffer()
        for chunk in self._inner:
            frames.add_data(chunk)
            for frame in frames:
                self._tap.see_frame(frame.headers.get(":event-type"), json.loads(frame.payload or b"{}"))
            yield chunk

    def close(self) -> None:
        self._inner.close()
