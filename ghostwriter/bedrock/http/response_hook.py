"""Read from Bedrock's own response what LiteLLM drops: why the model stopped, and what exactly was refused.

LiteLLM maps ``model_context_window_exceeded`` and ``malformed_tool_use`` to an innocent "stop", does not notice a stream that
ends without its ``messageStop``, and loses Retry-After and AWS's names for errors. The hook belongs to the HTTP client of one
LLM, whose calls come one after another.
"""

import base64
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from ghostwriter.bedrock.http.error_response import ErrorResponse, retry_after_seconds
from ghostwriter.bedrock.http.response_limits import (
    bounded_body,
    most_bytes,
    most_frames,
    refusal_body,
    replace_body,
    too_long,
)

_EVENT_STREAM = "application/vnd.amazon.eventstream"
_OK = 200
_METRICS = b"amazon-bedrock-invocationMetrics"
_NO_TOKENS = {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}


class ResponseHook:
    """An httpx response hook.

    ``stop_reason`` is that of the latest response, None until it has been seen; ``refusal`` is an error response, and
    ``responded`` says whether there was a response that is none; ``guardrail`` is the trace of a guardrail, if there was one.
    A report of usage that LiteLLM would fail on is removed. Nothing is read after ``until``, on the monotonic clock, and no
    more than ``most_tokens`` can come to.
    """

    def __init__(self) -> None:
        self._response: httpx.Response | None = None
        self.until = float("inf")
        self.most_tokens: int | None = None
        self.reset()

    def close(self) -> None:
        """Close the latest response, read to its end or not.

        LiteLLM leaves a stream that broke off to the garbage collector. That may come while the client holds a lock of its own,
        and closing the stream then waits for that lock forever.
        """
        response, self._response = self._response, None
        if response is not None:
            response.close()

    def reset(self) -> None:
        """Forget the previous response."""
        self.stop_reason: str | None = None
        self.responded = self.streamed = self.ended = self.reported = False
        self.refusal: ErrorResponse | None = None
        self.guardrail: Mapping[str, Any] | None = None

    @property
    def broke_off(self) -> bool:
        """True for a stream that ended without saying why the model stopped."""
        return self.streamed and not self.ended

    @property
    def unreported(self) -> bool:
        """True for a stream without a readable report of its tokens."""
        return self.streamed and not self.reported

    def __call__(self, response: httpx.Response) -> None:
        """Read a response before LiteLLM does."""
        self._response = response
        if response.status_code != _OK:
            replace_body(response, refusal_body(response, self.until))
            self.refusal = _refusal(response)
            return
        self.responded = True
        self.streamed = response.headers.get("content-type", "").startswith(_EVENT_STREAM)
        chunks = bounded_body(response, self.until, most_bytes(self.most_tokens, streamed=self.streamed))
        if self.streamed:
            assert isinstance(response.stream, httpx.SyncByteStream)
            response.stream = _WatchedStream(response.stream, chunks, self)
        else:
            content = b"".join(chunks)
            body = _object(content)
            replace_body(response, _with_readable_usage(content, body))
            self.stop_reason, self.guardrail = _text(body.get("stopReason")), _guardrail_in(body)

    def read_frame(self, headers: Mapping[str, Any], payload: bytes) -> bool:
        """Read one frame of a stream; returns False for one that LiteLLM would fail on."""
        body = _object(payload)
        if exception := _text(headers.get(":exception-type")):
            kind = exception[0].upper() + exception[1:]
            self.refusal = ErrorResponse(0, kind, str(body.get("message") or exception))
        elif headers.get(":event-type") == "messageStop":
            self.ended, self.stop_reason = True, _text(body.get("stopReason"))
        elif headers.get(":event-type") == "chunk":
            # InvokeModel's streams are in each family's own dialect; their last piece carries Bedrock's own metrics.
            self.reported = True
            self.ended = self.ended or _METRICS in _decoded(body.get("bytes"))
        elif headers.get(":event-type") == "metadata":
            self.guardrail = _guardrail_in(body)
            self.reported = _is_readable(body.get("usage"))
            return self.reported
        return True


class _WatchedStream(httpx.SyncByteStream):
    """Passes frames on unchanged while the hook reads them, but for those that LiteLLM cannot read."""

    def __init__(self, inner: httpx.SyncByteStream, chunks: Iterator[bytes], hook: ResponseHook) -> None:
        self._inner = inner
        self._chunks = chunks
        self._hook = hook

    def __iter__(self) -> Iterator[bytes]:
        from botocore.eventstream import EventStreamBuffer  # noqa: PLC0415  (LiteLLM has loaded it by now)

        frames, raw, count, most = EventStreamBuffer(), b"", 0, most_frames(self._hook.most_tokens)
        for chunk in self._chunks:
            frames.add_data(chunk)
            raw += chunk
            for frame in frames:
                count += 1
                if count > most:
                    raise too_long(f"{most:,.0f} pieces")
                length = frame.prelude.total_length
                if self._hook.read_frame(frame.headers, frame.payload):
                    yield raw[:length]
                raw = raw[length:]
        if raw:
            yield raw

    def close(self) -> None:
        self._inner.close()


def in_order_of_arrival(on_token: Callable[[Any], None]) -> Callable[[Any], None]:
    """Listener for the pieces of a streamed response, which are numbered in order of arrival.

    LiteLLM sorts them by the time on the wall clock. A clock that is set back in the middle would shuffle the words of a draft.
    """
    numbers = itertools.count(1)

    def numbered(piece: Any) -> None:
        piece._hidden_params = {**(piece._hidden_params or {}), "created_at": next(numbers)}  # noqa: SLF001  (LiteLLM's own)
        on_token(piece)

    return numbered


def _refusal(response: httpx.Response) -> ErrorResponse:
    body, text = _object(response.content), response.content.decode(errors="replace")
    kind = response.headers.get("x-amzn-errortype", "") or str(body.get("__type") or "")
    message = body.get("message") or body.get("Message") or text or f"HTTP status {response.status_code}"
    retry_after = retry_after_seconds(response.headers.get("retry-after", ""))
    return ErrorResponse(response.status_code, kind.split(":", 1)[0].rsplit("#", 1)[-1], str(message), retry_after)


def _with_readable_usage(content: bytes, body: Mapping[str, Any]) -> bytes:
    """The body of a Converse response, with no tokens where their number cannot be read; any other body as it is."""
    if "stopReason" not in body or "output" not in body or _is_readable(body.get("usage")):
        return content
    return json.dumps({**body, "usage": _NO_TOKENS}).encode()


def _is_readable(usage: Any) -> bool:
    """Check for whole numbers, input and output among them: LiteLLM fails on anything else."""
    if not isinstance(usage, Mapping) or any(name not in usage for name in ("inputTokens", "outputTokens")):
        return False
    counts = [value for name, value in usage.items() if "Token" in name and not isinstance(value, list)]
    return all(isinstance(value, int) and not isinstance(value, bool) for value in counts)


def _object(data: bytes) -> dict[str, Any]:
    """A JSON object, empty where it is none, or nested without end: LiteLLM will say what is wrong with it."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _decoded(data: object) -> bytes:
    """Base64 as bytes, nothing where it is none."""
    try:
        return base64.b64decode(data) if isinstance(data, str) else b""
    except ValueError:
        return b""


def _guardrail_in(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    trace = body.get("trace")
    found = trace.get("guardrail") if isinstance(trace, Mapping) else None
    return found if isinstance(found, Mapping) else None
