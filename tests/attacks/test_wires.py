"""Whatever comes over the wire instead of an answer ends in one clear error, and a workspace that goes on."""

from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from tests.attacks.arena import SECRETS, WITH_ARTICLE, Arena
from tests.attacks.hostile_wires import DRAFT_WIRES, WIRES, saying
from tests.scripting import write_brief

ENV = {"AWS_BEARER_TOKEN_BEDROCK": SECRETS["AWS_BEARER_TOKEN_BEDROCK"]}
ONLY_STREAMS = {"GHOSTWRITER_STREAM": "true"}
"""So that the first request is one for a stream already."""


@pytest.mark.long
@pytest.mark.parametrize("name", [*WIRES, *DRAFT_WIRES])
def test_a_hostile_endpoint_is_withstood(name: str, tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena")
    write_brief(arena.desk)

    with saying((WIRES | DRAFT_WIRES)[name]) as (url, asked):
        streamed = ONLY_STREAMS if name in DRAFT_WIRES else {}
        arena.env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": url, "GHOSTWRITER_TIMEOUT": "5", **streamed}
        outcome, wrong = arena.run()

    assert wrong == []
    assert asked
    assert outcome.code == 1


def test_after_one_the_same_command_goes_on(tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena")
    write_brief(arena.desk)
    with saying(WIRES["a page"]) as (url, _):
        arena.env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": url}
        arena.run()

    with Emulator(env=ENV) as emulator:
        arena.env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url}
        outcome, wrong = arena.run()

    assert wrong == []
    assert outcome.code in WITH_ARTICLE


def test_a_redirection_is_not_followed(tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena")
    write_brief(arena.desk)

    with saying([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"]) as (elsewhere, taken_in):
        moved = f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere}/x\r\nContent-Length: 0\r\n\r\n".encode()
        with saying([moved]) as (url, asked):
            arena.env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": url}
            _, wrong = arena.run()

    assert asked
    assert taken_in == []
    assert wrong == []
