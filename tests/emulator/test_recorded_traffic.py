"""The emulator against real recorded Bedrock traffic, where it lies beside the checkout."""

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from botocore.eventstream import EventStreamBuffer

from ghostwriter.emulator.credentials import Guard
from ghostwriter.emulator.eventstream import event_frame, exception_frame
from ghostwriter.emulator.exchange import Request
from ghostwriter.emulator.script import Script
from ghostwriter.emulator.service import Service
from tests.emulator.conftest import hello
from tests.emulator.reassembly import reassemble

RECORDED = Path(__file__).parents[3] / "shared" / "bedrock-wire"
HOST = ".amazonaws.com"

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="no recorded traffic beside the checkout")


def interactions() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for path in sorted(RECORDED.rglob("*.yaml*")):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        recorded = yaml.safe_load(data)
        pairs = (
            [(one["request"], one["response"]) for one in recorded["interactions"]]
            if "interactions" in recorded
            else zip(recorded["requests"], recorded["responses"], strict=True)
        )
        for request, response in pairs:
            if HOST in request["uri"]:
                yield path.name, request, response


def as_bytes(body: Any) -> bytes:
    if isinstance(body, dict):
        body = body.get("string", b"")
    if isinstance(body, str):
        body = body.encode()
    return body or b""


def request_body(request: dict[str, Any]) -> bytes:
    return json.dumps(request["parsed_body"]).encode() if "parsed_body" in request else as_bytes(request["body"])


def streams() -> Iterator[tuple[str, bytes]]:
    for path in sorted(RECORDED.rglob("*.bin")):
        yield path.name, path.read_bytes()
    for name, request, response in interactions():
        data = as_bytes(response.get("body", b""))
        if "converse-stream" in request["uri"] and not data.startswith(b"\x00\x00"):
            with_padding = base64.b64decode(data, validate=False) if data else b""
            data = with_padding if with_padding.startswith(b"\x00\x00") else b""
        if data.startswith(b"\x00\x00"):
            yield name, data


def messages_in(data: bytes) -> list[Any]:
    buffer = EventStreamBuffer()
    buffer.add_data(data)
    return list(buffer)


def test_every_recorded_request_that_aws_accepted_is_accepted() -> None:
    guard = Guard({})
    service = Service(guard, Script(None), lambda _request: hello())
    refused: list[str] = []
    accepted = 0

    for name, recorded, response in interactions():
        status = response["status"]
        if (status["code"] if isinstance(status, dict) else status) != 200:
            continue
        path = "/" + recorded["uri"].split(HOST, 1)[1].split("/", 1)[1]
        headers = {"authorization": f"Bearer {guard.bearer_token}"}
        reply = service.answer(Request("POST", path, headers, request_body(recorded)))
        if reply.status == 200:
            accepted += 1
        else:
            refused.append(f"{name}: {reply.body.decode()}")

    assert not refused
    assert accepted == 141


def test_every_recorded_stream_is_reproduced_byte_for_byte() -> None:
    count = 0
    for name, data in streams():
        made = b""
        for message in messages_in(data):
            payload = json.loads(message.payload)
            if ":exception-type" in message.headers:
                made += exception_frame(message.headers[":exception-type"], payload)
            else:
                made += event_frame(message.headers[":event-type"], payload)
        assert made == data, name
        count += 1

    assert count == 20


def test_every_recorded_answer_is_played_back_by_a_stream() -> None:
    """Played from a script, each recorded stream's answer comes back from the emulator as the same answer."""
    guard = Guard({})
    body = json.dumps({"messages": [{"role": "user", "content": [{"text": "Hello?"}]}]}).encode()
    path = "/model/us.amazon.nova-micro-v1%3A0/converse-stream"
    played = 0
    for name, data in streams():
        if b":exception-type" in data:
            continue
        recorded = reassemble(decoded(data))
        for block in recorded["output"]["message"]["content"]:
            # Older recordings do not say what kind of tool it is.
            block.get("toolUse", {}).setdefault("type", "tool_use")
        service = Service(guard, Script([{"response": recorded}]), lambda _request: hello())
        reply = service.answer(Request("POST", path, {"authorization": f"Bearer {guard.bearer_token}"}, body))
        assert reply.frames is not None
        assert reassemble(decoded(b"".join(reply.frames))) == recorded, name
        played += 1

    assert played == 19


def decoded(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    for message in messages_in(data):
        yield message.headers[":event-type"], json.loads(message.payload)


def test_every_recorded_refusal_is_repeated_in_the_same_words() -> None:
    guard = Guard({})
    service = Service(guard, Script(None), lambda _request: hello())
    repeated = 0

    for name, recorded, response in interactions():
        status = response["status"]
        if (status["code"] if isinstance(status, dict) else status) == 200:
            continue
        path = "/" + recorded["uri"].split(HOST, 1)[1].split("/", 1)[1]
        headers = {"authorization": f"Bearer {guard.bearer_token}"}
        reply = service.answer(Request("POST", path, headers, request_body(recorded)))
        said = response["parsed_body"] if "parsed_body" in response else json.loads(as_bytes(response["body"]))
        assert (reply.status, json.loads(reply.body)) == (400, said), name
        repeated += 1

    assert repeated == 5
