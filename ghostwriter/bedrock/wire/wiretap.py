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
from ghostwriter.bedrock.wire.reported_usage import is_readable, with_readable_usage
from ghostwriter.errors import ModelUnavailable

_EVENT_STREAM = "application/vnd.amazon.eventstream"
_LOWEST_ERROR = 400
_METRICS = b"amazon-bedrock-invocationMetrics"
_LONGEST_ANSWER = 64_000_000
"""Bytes: many times what the longest answer of any model takes, a stream's frames included."""


class WireTap:
    """An httpx response hook.

    ``stop_reason`` is that of the latest answer, None until it has been seen; ``refusal`` is what was answered instead of
    one; ``guardrail`` is the trace of a guardrail, if there was one. A report of usage that LiteLLM would fail on is taken out.
    """

    def __init__(self) -> None:
        self._answer: httpx.Response | None = None
        self.reset()

    def let_go(self) -> None:
        """Close the latest answer, read to its end or not.

        LiteLLM leaves a stream that broke off to the garbage collector. That may come while the client holds a lock of its own,
        and closing the stream then waits for that lock for ever.
        """
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.close()

    def reset(self) -> None:
        """Forget the previous answer."""
        self.stop_reason: str | None = None
        self.streamed = self.ended = self.reported = False
        self.refusal: Answer | None = None
        self.guardrail: Mapping[str, Any] | None = None

    @property
    def broke_off(self) -> bool:
        """Whether a stream ended without saying why the model stopped."""
        return self.streamed and not self.ended

    @property
    def unreported(self) -> bool:
        """Whether a stream said nothing of its tokens that can be read."""
        return self.streamed and not self.reported

    def __call__(self, response: httpx.Response) -> None:
        """Look at a response before LiteLLM does."""
        self._answer = response
        if response.status_code >= _LOWEST_ERROR:
            response.read()
            self.refusal = _refusal(response)
        elif response.headers.get("content-type", "").startswith(_EVENT_STREAM):
            self.streamed = True
            assert isinstance(response.stream, httpx.SyncByteStream)
            response.stream = _TappedStream(response.stream, self)
        else:
            assert isinstance(response.stream, httpx.SyncByteStream)
            content = b"".join(_bounded(response.stream))
            body = _object(content)
            response.stream = httpx.ByteStream(with_readable_usage(content, body))
            response.read()
            self.stop_reason = body.get("stopReason")
            self.guardrail = (body.get("trace") or {}).get("guardrail")

    def see_frame(self, headers: Mapping[str, Any], payload: bytes) -> bool:
        """Take note of one frame of a stream; whether LiteLLM can read it."""
        said = _object(payload)
        if exception := headers.get(":exception-type"):
            self.refusal = Answer(0, exception[0].upper() + exception[1:], str(said.get("message") or exception))
        elif headers.get(":event-type") == "messageStop":
            self.ended, self.stop_reason = True, said.get("stopReason")
        elif headers.get(":event-type") == "chunk":
            # InvokeModel's streams are in each family's own dialect; their last piece carries Bedrock's own metrics.
            self.reported = True
            self.ended = self.ended or _METRICS in base64.b64decode(said.get("bytes") or "")
        elif headers.get(":event-type") == "metadata":
            self.guardrail = (said.get("trace") or {}).get("guardrail")
            self.reported = is_readable(said.get("usage"))
            return self.reported
        return True


class _TappedStream(httpx.SyncByteStream):
    """Passes frames on unchanged while reading them, but for those that LiteLLM cannot read."""

    def __init__(self, inner: httpx.SyncByteStream, tap: WireTap) -> None:
        self._inner = inner
        self._tap = tap

    def __iter__(self) -> Iterator[bytes]:
        from botocore.eventstream import EventStreamBuffer  # noqa: PLC0415  (LiteLLM has loaded it by now)

        frames, raw = EventStreamBuffer(), b""
        for chunk in _bounded(self._inner):
            frames.add_data(chunk)
            raw += chunk
            for frame in frames:
                length = frame.prelude.total_length
                if self._tap.see_frame(frame.headers, frame.payload):
                    yield raw[:length]
                raw = raw[length:]
        if raw:
            yield raw

    def close(self) -> None:
        self._inner.close()


def _bounded(stream: httpx.SyncByteStream) -> Iterator[bytes]:
    """The bytes of an answer, as long as it is no longer than any answer can be.

    Raises:
        ModelUnavailable: if it is.
    """
    length = 0
    for chunk in stream:
        length += len(chunk)
        if length > _LONGEST_ANSWER:
            raise ModelUnavailable(
                f"the answer is longer than {_LONGEST_ANSWER:,} bytes, which no model writes; see what stands at the endpoint."
            ).falling_back()
        yield chunk


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
