"""The operations: a request in, a reply out; who may ask, whether it fits, what the script or the author says."""

import contextlib
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ghostwriter.emulator import converse, invoke, semantics, stream
from ghostwriter.emulator.answer import Author
from ghostwriter.emulator.credentials import Guard, Request
from ghostwriter.emulator.eventstream import CONTENT_TYPE, exception_frame
from ghostwriter.emulator.models import Called, find_model
from ghostwriter.emulator.refusals import Refusal, invalid, unknown_operation
from ghostwriter.emulator.script import Entry, Script
from ghostwriter.emulator.tokens import PromptCache, count
from ghostwriter.emulator.validation import validate

JSON = "application/json"
_ROUTE = re.compile(r"^/(?P<kind>model|guardrail)/(?P<id>[^/]+)/(?P<rest>[^?]+?)(?:\?.*)?$")
_APPLY = re.compile(r"^version/(?P<version>[^/]+)/apply$")


@dataclass(frozen=True)
class Reply:
    """What goes back: ``pieces`` of a body. A ``fault`` is stall, reset or cut; ``seconds`` is how long a stall lasts."""

    status: int
    content_type: str
    pieces: list[bytes]
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    seconds: float = 0.0
    usage: dict[str, Any] = field(default_factory=dict)


class Service:
    """Bedrock Runtime without a network: thread-safe, one for each emulator."""

    def __init__(self, guard: Guard, script: Script, author: Author) -> None:
        self._guard = guard
        self._script = script
        self._author = author
        self._cache = PromptCache()
        self._operations: dict[str, Callable[[Called, Mapping[str, Any]], Reply]] = {
            "converse": self._converse,
            "converse-stream": self._converse_stream,
            "invoke": self._invoke,
            "count-tokens": self._count_tokens,
        }

    def answer(self, request: Request) -> Reply:
        """The reply to a request, refusals included."""
        try:
            return self._answer(request)
        except Refusal as refusal:
            return refused(refusal)

    def _answer(self, request: Request) -> Reply:
        self._guard.check(request)
        route = _ROUTE.match(request.raw_path)
        if route is None or request.method != "POST":
            raise unknown_operation()
        body = _parse(request.body)
        if route["kind"] == "guardrail":
            return self._apply_guardrail(route["rest"], body)
        operation = self._operations.get(route["rest"])
        if operation is None:
            raise unknown_operation()
        called = find_model(route["id"], profile_needed=route["rest"] != "count-tokens")
        return operation(called, body)

    def _converse(self, called: Called, body: Mapping[str, Any]) -> Reply:
        validate("Converse", body)
        semantics.check(called, body)
        entry = self._script.next(body)
        if entry is not None and entry.response is None:
            return _scripted_fault(entry)
        response = self._respond(called, body, entry)
        data = _json(response)
        if entry is not None and entry.cut_after is not None:
            return Reply(200, JSON, [data[: len(data) // 2]], fault="cut", usage=response["usage"])
        return Reply(200, JSON, [data], usage=response["usage"])

    def _converse_stream(self, called: Called, body: Mapping[str, Any]) -> Reply:
        validate("ConverseStream", body)
        semantics.check(called, body)
        entry = self._script.next(body)
        if entry is not None and entry.response is None and entry.after_frames is None:
            return _scripted_fault(entry)
        scripted = entry if entry is not None and entry.response is not None else None
        response = self._respond(called, body, scripted)
        pieces = list(stream.frames(response))
        if entry is not None and entry.error is not None:
            kind = entry.error.type[0].lower() + entry.error.type[1:]
            pieces = [*pieces[: entry.after_frames], exception_frame(kind, {"message": entry.error.message})]
        elif entry is not None and entry.cut_after is not None:
            pieces = pieces[: entry.cut_after]
        return Reply(200, CONTENT_TYPE, pieces, usage=response["usage"])

    def _invoke(self, called: Called, body: Mapping[str, Any]) -> Reply:
        family = invoke.family_of(called.id)
        request = family.to_converse(body)
        semantics.check(called, request)
        entry = self._script.next(request)
        if entry is not None and entry.response is None:
            return _scripted_fault(entry)
        response = self._respond(called, request, entry)
        usage = response["usage"]
        headers = {
            "x-amzn-bedrock-input-token-count": str(usage["inputTokens"]),
            "x-amzn-bedrock-output-token-count": str(usage["outputTokens"]),
        }
        return Reply(200, JSON, [_json(family.from_converse(response))], headers=headers, usage=usage)

    def _count_tokens(self, called: Called, body: Mapping[str, Any]) -> Reply:  # noqa: ARG002  (all models count alike)
        validate("CountTokens", body)
        return Reply(200, JSON, [_json({"inputTokens": count(body["input"])})])

    def _apply_guardrail(self, rest: str, body: Mapping[str, Any]) -> Reply:
        if _APPLY.match(rest) is None:
            raise unknown_operation()
        validate("ApplyGuardrail", body)
        entry = self._script.next(body)
        if entry is not None and entry.response is None:
            return _scripted_fault(entry)
        units = dict.fromkeys(_GUARDRAIL_UNITS, 0)
        passed = {"usage": units, "action": "NONE", "outputs": [], "assessments": [{}]}
        return Reply(200, JSON, [_json(passed if entry is None else passed | (entry.response or {}))])

    def _respond(self, called: Called, body: Mapping[str, Any], entry: Entry | None) -> dict[str, Any]:
        started = time.monotonic()
        if entry is not None:
            time.sleep(entry.delay)
        response = (entry.response or {}) if entry is not None else converse.from_author(body, self._author(body))
        latency = max(1, int((time.monotonic() - started) * 1000))
        return converse.complete(response, self._cache.usage(called.id, body), latency)


_GUARDRAIL_UNITS = (
    "topicPolicyUnits",
    "contentPolicyUnits",
    "wordPolicyUnits",
    "sensitiveInformationPolicyUnits",
    "sensitiveInformationPolicyFreeUnits",
    "contextualGroundingPolicyUnits",
)


def refused(refusal: Refusal) -> Reply:
    """A refusal as a reply."""
    headers = {"x-amzn-ErrorType": refusal.kind}
    if refusal.retry_after is not None:
        headers["Retry-After"] = f"{refusal.retry_after:g}"
    return Reply(refusal.status, JSON, [_json(refusal.body)], headers=headers)


def _scripted_fault(entry: Entry) -> Reply:
    time.sleep(entry.delay)
    if entry.error is not None:
        error = entry.error
        return refused(Refusal(error.status, error.type, error.message, retry_after=error.retry_after))
    if entry.reset:
        return Reply(200, JSON, [], fault="reset")
    return Reply(200, JSON, [], fault="stall", seconds=entry.stall or 0.0)


def _parse(data: bytes) -> dict[str, Any]:
    # The second try is for a request on public record that AWS answered although its last brace is missing.
    for candidate in (data, data + b"}"):
        with contextlib.suppress(ValueError):
            body = json.loads(candidate)
            break
    else:
        raise Refusal(400, "SerializationException", "The request body is not JSON.")
    if not isinstance(body, dict):
        raise invalid("The request body has to be a JSON object.")
    return body


def _json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def record_line(reply: Reply, request: Request) -> str:
    """The line that ``--record`` appends for an answered request; it holds no credentials."""
    route = _ROUTE.match(request.raw_path)
    return json.dumps(
        {
            "at": time.time(),
            "method": request.method,
            "path": request.raw_path,
            "model": route["id"] if route else "",
            "status": reply.status,
            "fault": reply.fault,
            "usage": reply.usage,
            "request": _parse(request.body) if request.body.startswith(b"{") else None,
        },
        ensure_ascii=False,
    )
