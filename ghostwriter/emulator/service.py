"""The operations: a request in, a reply out; who may ask, whether it fits, what the script or the author says."""

import base64
import contextlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ghostwriter.emulator import converse, guardrail, stream
from ghostwriter.emulator import strict_json as sound_json
from ghostwriter.emulator.caching import PromptCache
from ghostwriter.emulator.credentials import Guard, require_signature
from ghostwriter.emulator.dialects import invoke
from ghostwriter.emulator.errors import ServiceRefusal, invalid
from ghostwriter.emulator.eventstream import CONTENT_TYPE, event_frame, exception_frame, padded
from ghostwriter.emulator.exchange import JSON, Author, Reply, Request, WireFault, json_bytes, refused
from ghostwriter.emulator.knowledge_base import Archive
from ghostwriter.emulator.models import Called, find_model, require_profile
from ghostwriter.emulator.routes import Route, find_route
from ghostwriter.emulator.rules import capabilities as abilities
from ghostwriter.emulator.rules import conversation as semantics
from ghostwriter.emulator.rules.service_model import validate
from ghostwriter.emulator.script import Entry, Script
from ghostwriter.emulator.tokens import count

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
            return self._operations.get(route.operation, self._ask_model)(route, parse_body(request.body))
        except ServiceRefusal as refusal:
            return refused(refusal)

    def _ask_model(self, route: Route, body: Body) -> Reply:
        """Converse, or InvokeModel in the dialect of the model's family; whole or as a stream."""
        streaming = "Stream" in route.operation
        called = find_model(route.model)
        require_profile(called)
        dialect = None if route.operation.startswith("Converse") else invoke.dialect_of(called)
        request = _read(dialect, body) if dialect else body
        validate("Converse", {**request, **route.parameters})
        if dialect is None:
            abilities.check_capabilities(called, request, streaming=streaming)
        semantics.check_conversation(called, request)

        def reply(entry: Entry) -> Reply:
            response = self._respond(called, request, entry)
            if streaming:
                frames = map(_chunk, dialect.stream(called, response)) if dialect else stream.frames(response)
                return _streamed(frames, response, entry)
            return _whole(dialect.write(called, response) if dialect else response, entry, response["usage"])

        return self._play(request, reply, streaming=streaming)

    def _count_tokens(self, route: Route, body: Body) -> Reply:
        called = find_model(route.model)
        if called.id != called.bare_id:
            raise invalid("The provided model doesn't support counting tokens.")
        validate("CountTokens", {**body, **route.parameters})
        counted = body["input"].get("converse")
        if counted is None:
            data = base64.b64decode(body["input"]["invokeModel"]["body"])
            counted = invoke.dialect_of(called).read(parse_body(data))
        return Reply(200, json_bytes({"inputTokens": count(counted)}))

    def _apply_guardrail(self, route: Route, body: Body) -> Reply:
        request = {**body, **route.parameters}
        validate("ApplyGuardrail", request)
        passed = guardrail.apply(request)
        return self._play(body, lambda entry: _whole({**passed, **(entry.response or {})}, entry))

    def _retrieve(self, route: Route, body: Body) -> Reply:
        request = {**body, **route.parameters}
        validate("Retrieve", request)

        def reply(entry: Entry) -> Reply:
            return _whole(self._archive.retrieve(request) if entry.response is None else entry.response, entry)

        return self._play(request, reply)

    def _invoke_agent(self, route: Route, body: Body) -> Reply:
        request = {**body, **route.parameters}
        validate("InvokeAgent", request)

        def reply(entry: Entry) -> Reply:
            response = self._archive.invoke_agent(request) if entry.response is None else entry.response
            streamed = _streamed(map(_agent_event, response["completion"]), {"usage": {}}, entry)
            # Recorded traffic calls the stream JSON, in this header and its own.
            return replace(streamed, content_type=JSON, headers=_agent_headers(request["sessionId"]))

        return self._play(request, reply, streaming=True)

    def _play(self, request: Body, reply: Callable[[Entry], Reply], *, streaming: bool = False) -> Reply:
        """The script's fault instead of an answer, or the reply; an error in the middle of a stream is left to the stream."""
        entry = self._script.next(request) or Entry()
        self._wait(entry.delay)
        if entry.error is not None and (entry.after_frames is None or not streaming):
            return refused(entry.error)
        if entry.reset:
            return Reply(0, fault=WireFault.RESET)
        if entry.stall is not None:
            return Reply(0, fault=WireFault.STALL, seconds=entry.stall)
        return reply(entry)

    def _respond(self, called: Called, request: Body, entry: Entry) -> dict[str, Any]:
        started = time.monotonic()
        response = entry.response
        if response is None:
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
            body = sound_json.parse_json(candidate)
            break
    else:
        raise ServiceRefusal(400, "SerializationException", "The request body is not JSON.")
    if not isinstance(body, dict):
        raise invalid("The request body has to be a JSON object.")
    return body


def _read(dialect: invoke.Dialect, body: Body) -> dict[str, Any]:
    try:
        return dialect.read(body)
    except (AttributeError, LookupError, TypeError, ValueError) as error:  # it has another form than the model's
        raise invalid("Malformed input request, please reformat your input and try again.") from error


def _whole(response: Body, entry: Entry, usage: Any = None) -> Reply:
    usage = usage or {}
    headers = {
        f"X-Amzn-Bedrock-{side}-Token-Count": str(usage[key])
        for side, key in {"Input": "inputTokens", "Output": "outputTokens"}.items()
        if isinstance(usage, Mapping) and key in usage
    }
    fault = None if entry.cut_after is None else WireFault.CUT
    return Reply(200, json_bytes(response), headers=headers, usage=usage, fault=fault)


def _streamed(frames: Iterable[bytes], response: Body, entry: Entry) -> Reply:
    sent = tuple(frames)
    if entry.error is not None:
        kind = entry.error.kind[0].lower() + entry.error.kind[1:]
        sent = (*sent[: entry.after_frames], exception_frame(kind, entry.error.body))
    else:
        sent = sent[: entry.cut_after]
    return Reply(200, frames=sent, content_type=CONTENT_TYPE, usage=response["usage"], pace=entry.pace)


def _chunk(piece: Body) -> bytes:
    return event_frame("chunk", padded({"bytes": base64.b64encode(json_bytes(piece)).decode()}))


def _agent_event(event: Body) -> bytes:
    """A scripted or served event, whose ``bytes`` are text."""
    ((kind, payload),) = event.items()
    coded = {"bytes": base64.b64encode(payload["bytes"].encode()).decode()} if "bytes" in payload else {}
    return event_frame(kind, {**payload, **coded})


def _agent_headers(session: str) -> dict[str, str]:
    return {"x-amzn-bedrock-agent-content-type": JSON, "x-amz-bedrock-agent-session-id": session}
