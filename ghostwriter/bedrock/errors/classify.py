"""From what a failed call left behind, on the wire and in exceptions, to the fault it was and the error a person gets."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from ghostwriter.bedrock.errors.litellm_proxy import innermost_message, refused_by_proxy
from ghostwriter.bedrock.errors.table import Fault, Retry, fault_of
from ghostwriter.bedrock.http.error_response import Answer, seconds
from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.bedrock.models.catalog import card
from ghostwriter.bedrock.models.inference_profiles import scopes_of
from ghostwriter.errors import GhostwriterError, ModelStopped, ModelUnavailable

MALFORMED = frozenset({"malformed_tool_use", "malformed_model_output"})
_LONGEST = 300
_TRACEBACK = "Traceback (most recent call last)"  # which LiteLLM puts behind what it does not recognise
_UNCONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, ConnectionRefusedError)
_TIMEOUTS = (httpx.TimeoutException, TimeoutError)
_UNREADABLE = (json.JSONDecodeError, KeyError, UnicodeDecodeError)


@dataclass(frozen=True)
class Asked:
    """The call that failed: its task, the model's LiteLLM id, the region, and what the task read (largest first, in words)."""

    task: str
    model: str
    region: str
    reads: tuple[str, ...] = ()


class FailedTry:
    """A call that failed: what came back, and the row that fits it, or None where there is none."""

    answer: Answer
    fault: Fault | None

    @property
    def throttled(self) -> bool:
        """True if there were too many calls."""
        return self.fault is not None and self.fault.retry is Retry.DEADLINE

    @property
    def retried(self) -> bool:
        """True if another try can help."""
        return self.fault is not None and self.fault.retry is not Retry.NEVER

    @property
    def retry_after(self) -> float | None:
        """Seconds to stay away."""
        return self.answer.retry_after


@dataclass(frozen=True)
class Diagnosis(FailedTry):
    """A failed try, with what can be done about it."""

    asked: Asked
    answer: Answer
    fault: Fault | None
    typed: GhostwriterError | None = None

    @property
    def said(self) -> str:
        """AWS's own message, in one line, and how long it asks to stay away."""
        asked = self.answer.retry_after
        return f"{self.answer.message} (Retry-After: {asked:g} s)" if asked else self.answer.message

    def error(self) -> GhostwriterError:
        """The typed error; it says what was asked, what came back, and what to do."""
        if self.typed is not None:
            return self.typed
        assert self.fault is not None
        advice = self.fault.advice.format(
            model=_bare(self.asked.model),
            profiles=_profiles(self.asked.model),
            region=self.asked.region,
            reads=_largest(self.asked.reads),
        )
        message, subject = self.fault.told(self.said), f"{self.asked.task}: {_bare(self.asked.model)}"
        if self.fault.name == "input too long":
            reason = "model_context_window_exceeded"
            return ModelStopped(reason, message, subject=subject, advice=advice, falls_back=self.fault.falls_back)
        return self.fault.raises(message, subject=subject, advice=advice, falls_back=self.fault.falls_back)


def diagnose(error: Exception, asked: Asked, tap: ResponseHook | None) -> Diagnosis:
    """Classify a failed try; ``tap`` holds what the wire showed of it, where there was one."""
    typed = next((cause for cause in chain(error) if isinstance(cause, GhostwriterError)), None)
    if typed is not None:
        malformed = isinstance(typed, ModelStopped) and typed.reason in MALFORMED
        answer = Answer(200, "MalformedAnswer" if malformed else type(typed).__name__, str(typed))
        return Diagnosis(asked, answer, fault_of(answer) if malformed else None, typed)
    proxied = refused_by_proxy(error, _one_line(innermost_message(str(error)) or str(error)), asked.task, asked.model)
    if proxied is not None:
        lost = isinstance(proxied, ModelUnavailable)
        answer = Answer(0, "ConnectionLost" if lost else type(proxied).__name__, str(proxied))
        return Diagnosis(asked, answer, fault_of(answer) if lost else None, proxied)
    answer = tap.refusal if tap is not None and tap.refusal is not None else _answer_in(error, tap)
    known = card(asked.model) is not None
    answer = Answer(answer.status, answer.kind, _one_line(answer.message), answer.retry_after, known)
    return Diagnosis(asked, answer, fault_of(answer))


def _answer_in(error: Exception, tap: ResponseHook | None) -> Answer:
    """The answer in an exception, where the wire showed no refusal: the network's faults, and other providers' answers.

    Where Bedrock has answered, whatever went wrong after that is the answer's fault: libraries fail on an odd one in many ways.
    """
    causes = list(chain(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Answer(0, "NameNotResolved", _deepest(causes, OSError))
    if any(isinstance(cause, _UNCONNECTED) for cause in causes):
        return Answer(0, "NotConnected", _deepest(causes, httpx.TransportError, ConnectionError))
    if any(isinstance(cause, _TIMEOUTS) or type(cause).__name__ == "Timeout" for cause in causes):
        return Answer(0, "Timeout", "no answer in time")
    if any(isinstance(cause, httpx.TransportError | ConnectionError) for cause in causes):
        return Answer(0, "ConnectionLost", _deepest(causes, httpx.TransportError, ConnectionError))
    if (tap is not None and tap.answered) or any(isinstance(cause, _UNREADABLE) for cause in causes):
        return Answer(200, "MalformedAnswer", "its answer cannot be read")
    status = next((code for cause in causes if isinstance(code := getattr(cause, "status_code", None), int)), 0)
    return Answer(status, type(error).__name__, innermost_message(str(error)) or str(error), _retry_after(causes))


def chain(error: BaseException) -> Iterator[BaseException]:
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
        if headers and (given := seconds(headers.get("retry-after", ""))) is not None:
            return given
    return None


def _one_line(text: str) -> str:
    line = " ".join(text.partition(_TRACEBACK)[0].split()) or "no reason given"
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _bare(model: str) -> str:
    return model.removeprefix("bedrock/").removeprefix("converse/").removeprefix("invoke/")


def _profiles(model: str) -> str:
    bare = _bare(model)
    scope, _, rest = bare.partition(".")
    base = rest if scopes_of(rest) and f"{scope}.{rest}" == bare else bare
    names = [f"{scope}.{base}" for scope in scopes_of(base)]
    return ", ".join(names) if names else "its id is in the Bedrock console under Inference profiles"


def _largest(reads: tuple[str, ...]) -> str:
    return " or ".join(reads[:2]) if reads else "the largest source"
