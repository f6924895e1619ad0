"""Classify a failed call: from the wire and the exceptions to the fault in the table and the error that a person gets."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx

from ghostwriter.bedrock.errors.proxy_errors import innermost_message, refused_by_proxy
from ghostwriter.bedrock.errors.table import FailedCall, Fault, fault_of
from ghostwriter.bedrock.http.error_response import ErrorResponse, on_one_line, retry_after_seconds
from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.bedrock.models.catalog import card, without_route
from ghostwriter.bedrock.models.inference_profiles import bare_id, scopes_of
from ghostwriter.errors import GhostwriterError, ModelStopped, ModelUnavailable

MALFORMED = frozenset({"malformed_tool_use", "malformed_model_output"})
_TRACEBACK = "Traceback (most recent call last)"  # which LiteLLM puts behind what it does not recognise
_UNCONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, ConnectionRefusedError)
_TIMEOUTS = (httpx.TimeoutException, TimeoutError)
_LOST = (httpx.TransportError, ConnectionError)
_UNREADABLE = (json.JSONDecodeError, KeyError, UnicodeDecodeError)


@dataclass(frozen=True)
class CallInfo:
    """Task, model (its LiteLLM id) and region of a call, and the sources that the task reads, largest first."""

    task: str
    model: str
    region: str
    reads: tuple[str, ...] = ()


def classify(error: Exception, call: CallInfo, hook: ResponseHook | None) -> FailedCall:
    """Classify a failed call; ``hook`` holds the response, where the wire could be read."""
    typed = next((cause for cause in causes_of(error) if isinstance(cause, GhostwriterError)), None)
    if typed is not None:
        malformed = isinstance(typed, ModelStopped) and typed.reason in MALFORMED
        return _typed(typed, "MalformedAnswer" if malformed else "")
    reason = _without_traceback(innermost_message(str(error)) or str(error))
    proxied = refused_by_proxy(error, reason, call.task, call.model)
    if proxied is not None:
        return _typed(proxied, "ConnectionLost" if isinstance(proxied, ModelUnavailable) else "")
    response = hook.refusal if hook is not None and hook.refusal is not None else _response_in(error, hook)
    response = replace(response, message=_without_traceback(response.message), known=card(call.model) is not None)
    fault = fault_of(response)
    return FailedCall(response, fault, _error(fault, response, call))


def _typed(error: GhostwriterError, kind: str) -> FailedCall:
    """An error that needs no row for its advice; ``kind`` finds the row that says whether to retry, empty for never."""
    response = ErrorResponse(200 if kind != "ConnectionLost" else 0, kind or type(error).__name__, str(error))
    return FailedCall(response, fault_of(response) if kind else None, error)


def _error(fault: Fault, response: ErrorResponse, call: CallInfo) -> GhostwriterError:
    model, profiles = without_route(call.model), bare_id(call.model)
    advice = fault.advice.format(
        model=model,
        profiles=", ".join(f"{scope}.{profiles}" for scope in scopes_of(profiles))
        or "its id is in the Bedrock console under Inference profiles",
        region=call.region,
        reads=" or ".join(call.reads[:2]) or "the largest source",
    )
    message, subject = fault.message(response.reason), f"{call.task}: {model}"
    if fault.name == "input too long":
        reason = "model_context_window_exceeded"
        return ModelStopped(reason, message, subject=subject, advice=advice, falls_back=fault.falls_back)
    return fault.raises(message, subject=subject, advice=advice, falls_back=fault.falls_back)


def _response_in(error: Exception, hook: ResponseHook | None) -> ErrorResponse:
    """The response in an exception where the wire showed no refusal: network faults, and other providers' refusals.

    Once Bedrock has responded, whatever went wrong after that is the response's fault: libraries fail on an odd one in many ways.
    """
    causes = list(causes_of(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return ErrorResponse(0, "NameNotResolved", _deepest(causes, OSError))
    if any(isinstance(cause, _UNCONNECTED) for cause in causes):
        return ErrorResponse(0, "NotConnected", _deepest(causes, *_LOST))
    if any(isinstance(cause, _TIMEOUTS) or type(cause).__name__ == "Timeout" for cause in causes):
        return ErrorResponse(0, "Timeout", "no answer in time")
    if any(isinstance(cause, _LOST) for cause in causes):
        return ErrorResponse(0, "ConnectionLost", _deepest(causes, *_LOST))
    if (hook is not None and hook.responded) or any(isinstance(cause, _UNREADABLE) for cause in causes):
        return ErrorResponse(200, "MalformedAnswer", "its answer cannot be read")
    status = next((code for cause in causes if isinstance(code := getattr(cause, "status_code", None), int)), 0)
    message = innermost_message(str(error)) or str(error)
    return ErrorResponse(status, type(error).__name__, message, _retry_after(causes))


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that led to it."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _deepest(causes: list[BaseException], *kinds: type[BaseException]) -> str:
    return next((str(cause) for cause in reversed(causes) if isinstance(cause, kinds) and str(cause)), "no connection")


def _retry_after(causes: list[BaseException]) -> float | None:
    for cause in causes:
        headers = getattr(getattr(cause, "response", None), "headers", None)
        if headers and (given := retry_after_seconds(headers.get("retry-after", ""))) is not None:
            return given
    return None


def _without_traceback(text: str) -> str:
    return on_one_line(text.partition(_TRACEBACK)[0])
