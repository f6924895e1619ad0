import json
import socket
import threading
import time
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from ghostwriter.emulator.exchange import Answer
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import UsageError
from tests.emulator.conftest import HAIKU, QUESTION, OpenEmulator, client, hello
from tests.forkserver import HANGING


def test_it_listens_on_loopback_only(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator()
    port = int(emulator.url.rsplit(":", 1)[1])

    with socket.socket() as other:
        other.settimeout(1)
        addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
        for address in addresses - {"127.0.0.1"}:
            if not str(address).startswith("127."):
                assert other.connect_ex((str(address), port)) != 0
    assert emulator.url.startswith("http://127.0.0.1:")


def test_each_answered_request_is_recorded_as_a_line_without_credentials(
    open_emulator: OpenEmulator, tmp_path: Path
) -> None:
    record = tmp_path / "calls.jsonl"
    emulator = open_emulator(record=record)

    client(emulator).converse(modelId=HAIKU, messages=QUESTION)

    (line,) = record.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["status"] == 200
    assert json.loads(line)["usage"]["outputTokens"] > 0
    assert emulator.secret_access_key not in line
    assert "AWS4" not in line


def test_what_its_machine_refuses_is_a_fault_of_the_service(
    open_emulator: OpenEmulator, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "calls.jsonl"
    emulator = open_emulator(record=record)
    record.unlink()
    record.mkdir()

    with pytest.raises(ClientError, match=r"InternalServerException.*Is a directory"):
        client(emulator).converse(modelId=HAIKU, messages=QUESTION)

    assert capfd.readouterr().err == ""


def test_requests_are_answered_side_by_side(open_emulator: OpenEmulator) -> None:
    together = threading.Barrier(8)

    def answer_when_all_have_asked(_request: object) -> Answer:
        together.wait(HANGING)
        return hello()

    emulator = open_emulator(author=answer_when_all_have_asked)
    bedrock = client(emulator)
    threads = [
        threading.Thread(target=bedrock.converse, kwargs={"modelId": HAIKU, "messages": QUESTION}) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not together.broken
    assert len(emulator.received) == 8


def test_it_is_gone_at_once_even_while_it_stalls_for_a_minute() -> None:
    emulator = Emulator(script=[{"stall": 60}])
    with emulator, socket.create_connection(("127.0.0.1", int(emulator.url.rsplit(":", 1)[1])), timeout=1) as waiting:
        body = json.dumps({"messages": QUESTION})
        head = f"POST /model/{HAIKU}/converse HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {emulator.bearer_token}\r\n"
        waiting.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        time.sleep(0.2)
        started = time.monotonic()
        emulator.__exit__(None, None, None)

    assert time.monotonic() - started < 30


def test_a_port_that_is_taken_is_an_error_with_a_way_out(open_emulator: OpenEmulator) -> None:
    taken = int(open_emulator().url.rsplit(":", 1)[1])

    with pytest.raises(UsageError, match="name another --port"):
        Emulator(port=taken)
