"""The wire itself: bytes sent by hand, and what comes back."""

import contextlib
import http.client
import json
import time
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.emulator.exchange import Answer
from ghostwriter.emulator.server import Emulator
from tests.emulator.conftest import HAIKU, QUESTION, OpenEmulator, hello

PATH = f"/model/{HAIKU.replace(':', '%3A')}/converse"
ANSWER = {"output": {"message": {"role": "assistant", "content": [{"text": "word " * 100}]}}}


def connect(emulator: Emulator) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", int(emulator.url.rsplit(":", 1)[1]), timeout=5)


def ask(emulator: Emulator, path: str = PATH, method: str = "POST", **body: Any) -> http.client.HTTPResponse:
    connection = connect(emulator)
    headers = {"authorization": f"Bearer {emulator.bearer_token}", "content-type": "application/json"}
    connection.request(method, path, json.dumps({"messages": QUESTION} | body), headers)
    return connection.getresponse()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_an_unknown_operation(open_emulator: OpenEmulator, method: str) -> None:
    response = ask(open_emulator(), method=method)

    assert response.status == 404
    assert response.headers["x-amzn-ErrorType"] == "UnknownOperationException"
    assert json.loads(response.read())["Output"]["__type"].endswith("#UnknownOperationException")


def test_every_answer_has_a_request_id(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator()

    ids = {ask(emulator).headers["x-amzn-RequestId"], ask(emulator, path="/nowhere").headers["x-amzn-RequestId"]}

    assert len(ids - {None}) == 2


def test_requests_are_received_as_they_came_refused_ones_too(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator()
    connect(emulator).request("POST", PATH, "no json", {"X-Mine": "a"})
    ask(emulator)

    deadline = time.monotonic() + 5
    while len(emulator.received) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    bodies = sorted((received.body for received in emulator.received), key=str)

    assert bodies == ["no json", {"messages": QUESTION}]
    assert {received.raw_path for received in emulator.received} == {PATH}
    assert any(received.headers.get("x-mine") == "a" for received in emulator.received)


def test_what_is_no_json_is_refused(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator()
    connection = connect(emulator)
    connection.request("POST", PATH, "no json", {"authorization": f"Bearer {emulator.bearer_token}"})

    assert connection.getresponse().headers["x-amzn-ErrorType"] == "SerializationException"


def test_a_request_of_no_length_is_refused(open_emulator: OpenEmulator) -> None:
    connection = connect(open_emulator())
    connection.putrequest("POST", PATH)
    connection.putheader("transfer-encoding", "chunked")
    # No body follows: it is refused by its head, and the connection may be closed before a body has gone out.
    connection.endheaders()

    assert connection.getresponse().status == 411


def test_a_throttled_request_is_told_when_to_come_back(open_emulator: OpenEmulator) -> None:
    error = {"status": 429, "type": "ThrottlingException", "message": "Too many requests", "retry_after": 3}

    response = ask(open_emulator({"error": error}))

    assert (response.status, response.headers["Retry-After"]) == (429, "3")
    assert json.loads(response.read()) == {"message": "Too many requests"}


def test_a_cut_answer_is_half_of_what_was_promised(open_emulator: OpenEmulator) -> None:
    with pytest.raises(http.client.IncompleteRead):
        ask(open_emulator({"response": ANSWER, "cut_after": 1})).read()


def test_a_reset_is_a_reset(open_emulator: OpenEmulator) -> None:
    with pytest.raises(ConnectionResetError) as caught:
        ask(open_emulator({"reset": True}))

    # And no connection closed in good order, which http.client tells by a subclass.
    assert caught.type is ConnectionResetError


def test_a_stall_holds_the_connection_and_closes_it_without_a_word(open_emulator: OpenEmulator) -> None:
    started = time.monotonic()

    with pytest.raises(http.client.RemoteDisconnected):
        ask(open_emulator({"stall": 0.2}))

    assert time.monotonic() - started >= 0.2


def test_a_delay_comes_before_the_answer(open_emulator: OpenEmulator) -> None:
    started = time.monotonic()

    assert ask(open_emulator({"response": ANSWER, "delay": 0.2})).status == 200
    assert time.monotonic() - started >= 0.2


def test_a_connection_serves_many_requests(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator()
    connection = connect(emulator)
    headers = {"authorization": f"Bearer {emulator.bearer_token}"}

    for _ in range(3):
        connection.request("POST", PATH, json.dumps({"messages": QUESTION}), headers)
        assert connection.getresponse().read()


@pytest.mark.parametrize("entry", [{"stall": 60}, {"response": ANSWER, "delay": 60}])
def test_stopping_ends_connections_that_would_stall_for_a_minute(entry: dict[str, Any]) -> None:
    with Emulator(script=[entry], author=lambda _request: hello()) as emulator:
        idle, stalled = connect(emulator), connect(emulator)
        idle.connect()
        body = json.dumps({"messages": QUESTION})
        stalled.request("POST", PATH, body, {"authorization": f"Bearer {emulator.bearer_token}"})
        time.sleep(0.2)
        started = time.monotonic()

    assert idle.sock.recv(1) == b""
    # Whether the delayed answer still gets out is a matter of luck.
    with contextlib.suppress(http.client.HTTPException, ConnectionError):
        stalled.getresponse()
    assert time.monotonic() - started < 30
    # Another program may have been given the port by now: what counts is that this emulator hears nothing more.
    asked = len(emulator.received)
    with contextlib.suppress(OSError, http.client.HTTPException):
        ask(emulator)
    assert len(emulator.received) == asked


def test_the_record_has_a_line_for_each_answer_and_none_has_a_credential(
    open_emulator: OpenEmulator, tmp_path: Path
) -> None:
    record = tmp_path / "calls.jsonl"
    emulator = open_emulator({"stall": 0}, record=record)
    with pytest.raises(http.client.RemoteDisconnected):
        ask(emulator)
    ask(emulator)
    ask(emulator, path="/nowhere")

    lines = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]

    assert [(line["status"], line["fault"], line["model"]) for line in lines] == [
        (None, "stall", HAIKU),
        (200, None, HAIKU),
        (404, None, ""),
    ]
    assert lines[1]["request"] == {"messages": QUESTION}
    assert set(lines[1]) == {"at", "method", "path", "model", "status", "fault", "usage", "request"}
    assert emulator.bearer_token not in record.read_text(encoding="utf-8")


def test_the_authors_mistake_is_seen(open_emulator: OpenEmulator, capfd: pytest.CaptureFixture[str]) -> None:
    def author(_request: Any) -> Answer:
        raise LookupError("no such fact")

    with pytest.raises(http.client.RemoteDisconnected):
        ask(open_emulator(author=author))

    assert "LookupError: no such fact" in capfd.readouterr().err
