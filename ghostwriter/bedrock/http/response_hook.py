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

from ghostwriter.bedrock.http.error_response import Answer, seconds
from ghostwriter.bedrock.http.reported_usage import is_readable, with_readable_usage
from ghostwriter.bedrock.http.response_limits import answer_of, hold, most_bytes, most_frames, refusal_of, too_long

_EVENT_STREAM = "application/vnd.amazon.eventstream"
_OK = 200
_METRICS = b"amazon-bedrock-invocationMetrics"


class ResponseHook:
    """An httpx response hook.

    ``stop_reason`` is that of the latest answer, None until it has been seen; ``refusal`` is what was answered instead of
    one, and ``answered`` whether one came at all; ``guardrail`` is the trace of a guardrail, if there was one. A report of usage
    that LiteLLM would fail on is taken out. Nothing is taken in after ``until``, on the monotonic clock, and no more than
    ``most_tokens`` can come to.
    """

    def __init__(self) -> None:
        self._answer: httpx.Response | None = None
        self.until = float("inf")
        self.most_tokens: int | None = None
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
        self.answered = self.streamed = self.ended = self.reported = False
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
        if response.status_code != _OK:
            hold(response, refusal_of(response, self.until))
            self.refusal = _refusal(response)
            return
        self.answered = True
        self.streamed = response.headers.get("content-type", "").startswith(_EVENT_STREAM)
        taken_in = answer_of(response, self.until, most_bytes(self.most_tokens, streamed=self.streamed))
        if self.streamed:
            assert isinstance(response.stream, httpx.SyncByteStream)
            response.stream = _TappedStream(response.stream, taken_in, self)
        else:
            content = b"".join(taken_in)
            body = _object(content)
            hold(response, with_readable_usage(content, body))
            self.stop_reason, self.guardrail = _text(body.get("stopReason")), _guardrail_in(body)

    def see_frame(self, headers: Mapping[str, Any], payload: bytes) -> bool:
        """Take note of one frame of a stream; whether LiteLLM can read it."""
        said = _object(payload)
        if exception := _text(headers.get(":exception-type")):
            self.refusal = Answer(0, exception[0].upper() + exception[1:], str(said.get("message") or exception))
        elif headers.get(":event-type") == "messageStop":
            self.ended, self.stop_reason = True, _text(said.get("stopReason"))
        elif headers.get(":event-type") == "chunk":
            # InvokeModel's streams are in each family's own dialect; their last piece carries Bedrock's own metrics.
            self.reported = True
            self.ended = self.ended or _METRICS in _unwrapped(said.get("bytes"))
        elif headers.get(":event-type") == "metadata":
            self.guardrail = _guardrail_in(said)
            self.reported = is_readable(said.get("usage"))
            return self.reported
        return True


class _TappedStream(httpx.SyncByteStream):
    """Passes frames on unchanged while reading them, but for those that LiteLLM cannot read."""

    def __init__(self, inner: httpx.SyncByteStream, taken_in: Iterator[bytes], tap: ResponseHook) -> None:
        self._inner = inner
        self._taken_in = taken_in
        self._tap = tap

    def __iter__(self) -> Iterator[bytes]:
        from botocore.eventstream import EventStreamBuffer  # noqa: PLC0415  (LiteLLM has loaded it by now)

        frames, raw, count, most = EventStreamBuffer(), b"", 0, most_frames(self._tap.most_tokens)
        for chunk in self._taken_in:
            frames.add_data(chunk)
            raw += chunk
            for frame in frames:
                count += 1
                if count > most:
                    raise too_long(f"{most:,.0f} pieces")
                length = frame.prelude.total_length
                if self._tap.see_frame(frame.headers, frame.payload):
                    yield raw[:length]
                raw = raw[length:]
        if raw:
            yield raw

    def close(self) -> None:
        self._inner.close()


def _refusal(response: httpx.Response) -> Answer:
    body, said = _object(response.content), response.content.decode(errors="replace")
    kind = response.headers.get("x-amzn-errortype", "") or str(body.get("__type") or "")
    message = body.get("message") or body.get("Message") or said or f"HTTP status {response.status_code}"
    retry_after = seconds(response.headers.get("retry-after", ""))
    return Answer(response.status_code, kind.split(":", 1)[0].rsplit("#", 1)[-1], str(message), retry_after)


def _object(data: bytes) -> dict[str, Any]:
    """A JSON object, empty where it is none, or nested without end: LiteLLM will say what is wrong with it."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _unwrapped(data: object) -> bytes:
    """Base64 as bytes, nothing where it is none."""
    try:
        return base64.b64decode(data) if isinstance(data, str) else b""
    except ValueError:
        return b""


def _guardrail_in(said: Mapping[str, Any]) -> Mapping[str, Any] | None:
    trace = said.get("trace")
    found = trace.get("guardrail") if isinstance(trace, Mapping) else None
    return found if isinstance(found, Mapping) else None
