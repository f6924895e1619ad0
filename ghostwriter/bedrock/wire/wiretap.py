"""Reads from Bedrock's own answer what LiteLLM folds away: why the model stopped, and what exactly was refused.

LiteLLM maps ``model_context_window_exceeded`` and ``malformed_tool_use`` to an innocent "stop", does not notice a stream that
ends without its ``messageStop``, and loses Retry-After and AWS's names for errors. The tap hangs on the HTTP client of one
LLM, whose calls come one after another.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from ghostwriter.bedrock.failure.answer import Answer

_EVENT_STREAM = "application/vnd.amazon.eventstream"
_LOWEST_ERROR = 400
_METRICS = b"amazon-bedrock-invocationMetrics"


class WireTap:
    """An httpx response hook.

    ``stop_reason`` is that of the latest answer, None until it has been seen; ``refusal`` is what was answered instead of
    one; ``guardrail`` is the trace of a guardrail, if there was one.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the previous answer."""
        self.stop_reason: str | None = None
        self.streamed = self.ended = False
        self.refusal: Answer | None = None
        self.guardrail: Mapping[str, Any] | None = None

    @property
    def broke_off(self) -> bool:
        """Whether a stream ended without saying why the model stopped."""
        return self.streamed and not self.ended

    def __call__(self, response: httpx.Response) -> None:
        """Look at a response before LiteLLM does."""
        if response.status_code >= _LOWEST_ERROR:
            response.read()
            self.refusal = _refusal(response)
        elif response.headers.get("content-type", "").startswith(_EVENT_STREAM):
            self.streamed = True
            assert isinstance(response.stream, httpx.SyncByteStream)
            response.stream = _TappedStream(response.stream, self)
        else:
            response.read()
            body = _object(response.content)
            self.stop_reason = body.get("stopReason")
            self.guardrail = (body.get("trace") or {}).get("guardrail")

    def see_frame(self, headers: Mapping[str, Any], payload: bytes) -> None:
        """Take note of one frame of a stream."""
        said = _object(payload)
        if exception := headers.get(":exception-type"):
            self.refusal = Answer(0, exception[0].upper() + exception[1:], str(said.get("message") or exception))
        elif headers.get(":event-type") == "messageStop":
            self.ended, self.stop_reason = True, said.get("stopReason")
        elif headers.get(":event-type") == "chunk":
            # InvokeModel's streams are in each family's own dialect; their last piece carries Bedrock's own metrics.
            self.ended = self.ended or _METRICS in base64.b64decode(said.get("bytes") or "")
        elif headers.get(":event-type") == "metadata":
            self.guardrail = (said.get("trace") or {}).get("guardrail")


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
                self._tap.see_frame(frame.headers, frame.payload)
            yield chunk

    def close(self) -> None:
        self._inner.close()


def _refusal(response: httpx.Response) -> Answer:
    body = _object(response.content)
    kind = response.headers.get("x-amzn-errortype", "") or str(body.get("__type") or "")
    message = body.get("message") or body.get("Message") or response.text
    try:
        retry_after = float(response.headers.get("retry-after", ""))
    except ValueError:
        retry_after = None
    return Answer(response.status_code, kind.split(":", 1)[0].rsplit("#", 1)[-1], str(message), retry_after)


def _object(data: bytes) -> dict[str, Any]:
    """A JSON object, empty where it is none: LiteLLM will say what is wrong with it."""
    try:
        body = json.loads(data)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
