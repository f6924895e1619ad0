"""The operations: a request in, a reply out; who may ask, whether it fits, what the script or the author says."""

import base64
import contextlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ghostwriter.emulator import abilities, converse, guardrail, invoke, semantics, sound_json, stream
from ghostwriter.emulator.answer import Author
from ghostwriter.emulator.archive import Archive
from ghostwriter.emulator.caching import PromptCache
from ghostwriter.emulator.credentials import Guard, require_signature
from ghostwriter.emulator.eventstream import CONTENT_TYPE, event_frame, exception_frame, padded
from ghostwriter.emulator.exchange import JSON, Fault, Reply, Request, json_bytes, refused
from ghostwriter.emulator.models import Called, find_model, require_profile
from ghostwriter.emulator.refusals import Refusal, invalid
from ghostwriter.emulator.routes import Route, find_route
from ghostwriter.emulator.script import Entry, Script
from ghostwriter.emulator.tokens import count
from ghostwriter.emulator.validation import validate

type Body = Mapping[str, Any]
type Operation = Callable[[Route, Body], Reply]

_SIGNED_ONLY = frozenset({"Retrieve", "InvokeAgent"})
"""Operations for which a Bedrock API key is not accepted."""


class Service:
    """Bedrock Runtime without a network: thread-safe, one for each emulator. ``wait`` sleeps for a scripted delay."""

    def __init__(
        self,
        guard: Guard,
        script: Script,
        author: Author,
        wait: Callable[[float], object] = time.sleep,
        archive: Archive | None = None,
    ) -> None:
        self._guard = guard
        self._script = script
        self._author = author
        self._archive = archive or Archive({}, {})
        self._wait = wait
        self._cache = PromptCache()
        self._operations: Mapping[str, Operation] = {
            "Converse": self._converse,
            "ConverseStream": self._converse_stream,
            "InvokeModel": self._invoke,
            "InvokeModelWithResponseStream": self._invoke_stream,
            "CountTokens": self._count_tokens,
            "ApplyGuardrail": self._apply_guardrail,
            "Retrieve": self._retrieve,
            "InvokeAgent": self._invoke_agent,
        }

    def answer(self, request: Request) -> Reply:
        """The reply to a request, refusals included."""
        try:
            route = find_route(request.method, request.raw_path)
            self._guard.check(request)
            if route.operation in _SIGNED_ONLY:
                require_signature(request)
            return self._operations[route.operation](route, parse_body(request.body))
        except Refusal as refusal:
            return refused(refusal)

    def _converse(self, route: Route, body: Body) -> Reply:
        called = _checked_model(route, body)
        entry = self._script.next(body)
        return self._fault(entry) or _whole(self._respond(called, body, entry), entry)

    def _converse_stream(self, route: Route, body: Body) -> Reply:
        called = _checked_model(route, body, streaming=True)
        entry = self._script.next(body)
        fault = self._fault(entry, streaming=True)
        if fault:
            return fault
        response = self._respond(called, body, entry)
        return _streamed(stream.frames(response), response, entry)

    def _invoke(self, route: Route, body: Body) -> Reply:
        called, request = _read_dialect(route, body)
        entry = self._script.next(request)
        fault = self._fault(entry)
        if fault:
            return fault
        response = self._respond(called, request, entry)
        return _whole(invoke.dialect_of(called).write(called, response), entry, usage=response["usage"])

    def _invoke_stream(self, route: Route, body: Body) -> Reply:
        called, request = _read_dialect(route, body)
        entry = self._script.next(request)
        fault = self._fault(entry, streaming=True)
        if fault:
            return fault
        response = self._respond(called, request, entry)
        pieces = invoke.dialect_of(called).stream(called, response)
        return _streamed((_chunk(piece) for piece in pieces), response, entry)

    def _count_tokens(self, route: Route, body: Body) -> Reply:
        called = find_model(route.model)
        if called.id != called.bare_id:
            raise invalid("The provided model doesn't support counting tokens.")
        validate("CountTokens", {**body, "modelId": route.model})
        counted = body["input"].get("converse")
        if counted is None:
            data = base64.b64decode(body["input"]["invokeModel"]["body"])
            counted = invoke.dialect_of(called).read(parse_body(data))
        return Reply(200, json_bytes({"inputTokens": count(counted)}))

    def _apply_guardrail(self, route: Route, body: Body) -> Reply:
        named = {"guardrailIdentifier": route.guardrail, "guardrailVersion": route.version}
        validate("ApplyGuardrail", {**body, **named})
        entry = self._script.next(body)
        scripted = entry.response if entry and entry.response else {}
        response = {**guardrail.apply(route.guardrail, route.version, body), **scripted}
        return self._fault(entry) or _whole(response, entry, usage={})

    def _retrieve(self, route: Route, body: Body) -> Reply:
        request = {**body, "knowledgeBaseId": route.knowledge_base}
        validate("Retrieve", request)
        entry = self._script.next(request)
        return self._fault(entry) or _whole(
            entry.response if entry and entry.response is not None else self._archive.retrieve(request), entry, usage={}
        )

    def _invoke_agent(self, route: Route, body: Body) -> Reply:
        request = {**body, "agentId": route.agent, "agentAliasId": route.alias, "sessionId": route.session}
        validate("InvokeAgent", request)
        entry = self._script.next(request)
        fault = self._fault(entry, streaming=True)
        if fault:
            return fault
        response = entry.response if entry and entry.response is not None else self._archive.invoke_agent(request)
        reply = _streamed(map(_agent_event, response["completion"]), {"usage": {}}, entry)
        # Recorded traffic calls the stream JSON, in this header and its own.
        return replace(reply, content_type=JSON, headers=_agent_headers(route.session))

    def _fault(self, entry: Entry | None, *, streaming: bool = False) -> Reply | None:
        """What goes wrong instead of an answer; an error in the middle of a stream is left to the stream."""
        if entry is None:
            return None
        self._wait(entry.delay)
        if entry.error is not None and (entry.after_frames is None or not streaming):
            return refused(entry.error)
        if entry.reset:
            return Reply(0, fault=Fault.RESET)
        if entry.stall is not None:
            return Reply(0, fault=Fault.STALL, seconds=entry.stall)
        return None

    def _respond(self, called: Called, request: Body, entry: Entry | None) -> dict[str, Any]:
        started = time.monotonic()
        if entry is not None and entry.response is not None:
            response = entry.response
        else:
            response = converse.from_author(called, request, self._author(request))
        latency_ms = max(1, round((time.monotonic() - started) * 1_000))
        return converse.complete(response, called, request, self._cache.read_and_write(called, request), latency_ms)


def parse_body(data: bytes) -> dict[str, Any]:
    """The JSON object of a body.

    Raises:
        Refusal: where it is none.
    """
    # The second try is for a request on public record that AWS answered although its last brace is missing.
    for candidate in (data, data + b"}"):
        with contextlib.suppress(ValueError):
            body = sound_json.parse(candidate)
            break
    else:
        raise Refusal(400, "SerializationException", "The request body is not JSON.")
    if not isinstance(body, dict):
        raise invalid("The request body has to be a JSON object.")
    return body


def _checked_model(route: Route, request: Body, *, streaming: bool = False) -> Called:
    called = find_model(route.model)
    require_profile(called)
    validate("Converse", {**request, "modelId": route.model})
    abilities.check(called, request, streaming=streaming)
    semantics.check(called, request)
    return called


def _read_dialect(route: Route, body: Body) -> tuple[Called, dict[str, Any]]:
    called = find_model(route.model)
    require_profile(called)
    try:
        request = invoke.dialect_of(called).read(body)
    except (
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:  # what is read has another form than the model's
        raise invalid("Malformed input request, please reformat your input and try again.") from error
    validate("Converse", {**request, "modelId": route.model})
    semantics.check(called, request)
    return called, request


def _whole(response: Body, entry: Entry | None, usage: Body | None = None) -> Reply:
    usage = response["usage"] if usage is None else usage
    headers = {
        f"X-Amzn-Bedrock-{side}-Token-Count": str(usage[key])
        for side, key in {"Input": "inputTokens", "Output": "outputTokens"}.items()
        if isinstance(usage, Mapping) and key in usage
    }
    cut = entry is not None and entry.cut_after is not None
    return Reply(200, json_bytes(response), headers=headers, usage=usage, fault=Fault.CUT if cut else None)


def _streamed(frames: Iterable[bytes], response: Body, entry: Entry | None) -> Reply:
    sent = tuple(frames)
    if entry is not None and entry.error is not None:
        kind = entry.error.kind[0].lower() + entry.error.kind[1:]
        sent = (*sent[: entry.after_frames], exception_frame(kind, entry.error.body))
    elif entry is not None:
        sent = sent[: entry.cut_after]
    pace = entry.pace if entry is not None else 0.0
    return Reply(200, frames=sent, content_type=CONTENT_TYPE, usage=response["usage"], pace=pace)


def _chunk(piece: Body) -> bytes:
    return event_frame("chunk", padded({"bytes": base64.b64encode(json_bytes(piece)).decode()}))


def _agent_event(event: Body) -> bytes:
    """A scripted or served event, whose ``bytes`` are text."""
    ((kind, payload),) = event.items()
    coded = {"bytes": base64.b64encode(payload["bytes"].encode()).decode()} if "bytes" in payload else {}
    return event_frame(kind, {**payload, **coded})


def _agent_headers(session: str) -> dict[str, str]:
    return {"x-amzn-bedrock-agent-content-type": JSON, "x-amz-bedrock-agent-session-id": session}
