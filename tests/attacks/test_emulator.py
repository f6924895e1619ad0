"""The emulator on a person's machine: no page that a browser shows gets through to it, and nothing that is sent takes it down."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator.test_hostile_requests import FOREIGN, NO_JSON, PATHS

HELLO = json.dumps({"messages": [{"role": "user", "content": [{"text": "hello"}]}]}).encode()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The command itself, with its complaints in a file."""
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "ghostwriter", "emulator", "--port", "0", "--record", "calls.jsonl"]
    with (tmp_path / "err.txt").open("wb") as complaints:
        process = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=complaints)
        assert process.stdout is not None
        yield process.stdout.readline().decode().strip().rpartition("//")[2], tmp_path
        process.terminate()
        process.communicate(timeout=20)


def send(address: str, path: str, body: bytes, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("POST", path, body, {"authorization": "Bearer ghostwriter-offline"} | headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_command_answers_its_own_machine_and_whatever_it_is_sent(address: tuple[str, Path]) -> None:
    where, folder = address

    foreign = [send(where, PATHS[0], HELLO, headers) for headers in FOREIGN]
    broken = [send(where, PATHS[0], body, {}) for body in NO_JSON.values()]
    local = send(where, PATHS[0], HELLO, {})

    assert set(foreign) <= {403, 421}
    assert set(broken) == {400}
    assert local == 200
    assert len((folder / "calls.jsonl").read_text().splitlines()) == len(broken) + 1
    assert "Traceback" not in (folder / "err.txt").read_text()
