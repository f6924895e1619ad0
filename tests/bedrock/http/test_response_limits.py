"""How much of an answer is taken in."""

import json
import time
from collections.abc import Iterable

import httpx
import pytest

from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.emulator.eventstream import event_frame
from ghostwriter.errors import ModelUnavailable
from tests.attacks.hostile_wires import START, answer, endless, packed, saying, stream


def asked(pieces: Iterable[bytes], hook: ResponseHook) -> httpx.Response:
    """What a client gets from a server that says that."""
    with saying(pieces) as (url, _), httpx.Client(event_hooks={"response": [hook]}) as client:
        return client.post(url)


def test_an_answer_that_is_packed_is_not_unpacked() -> None:
    with pytest.raises(ModelUnavailable, match="compressed"):
        asked(packed(), ResponseHook())


def test_an_answer_is_no_longer_than_its_tokens_can_come_to() -> None:
    hook = ResponseHook()
    hook.most_tokens = 1_000

    with pytest.raises(ModelUnavailable, match="longer than 1,032,000 bytes"):
        asked(answer(b"x" * 1_100_000), hook)


def test_what_the_longest_answers_come_to_is_taken_in() -> None:
    hook = ResponseHook()
    hook.most_tokens = 128_000
    escaped = json.dumps("\U0001f3d4" * 128_000).encode()

    assert asked(answer(escaped), hook).content == escaped


def test_a_stream_has_no_more_pieces_than_its_tokens_can_come_in() -> None:
    hook = ResponseHook()
    hook.most_tokens = 100
    piece = event_frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "x"}})

    with (
        saying(stream(START, *[piece] * 1_300)) as (url, _),
        httpx.Client(event_hooks={"response": [hook]}) as client,
        client.stream("POST", url) as response,
        pytest.raises(ModelUnavailable, match="longer than 1,200 pieces"),
    ):
        response.read()


def test_of_a_refusal_only_the_beginning_is_read() -> None:
    hook = ResponseHook()

    response = asked(endless("500 Oops"), hook)

    assert response.content == b"x" * 20_000
    assert hook.refusal is not None
    assert hook.refusal.status == 500


def test_of_a_packed_refusal_nothing_is_read() -> None:
    hook = ResponseHook()

    asked(packed("500 Oops"), hook)

    assert hook.refusal is not None
    assert hook.refusal.message == "HTTP status 500"


def test_an_answer_that_goes_on_beyond_the_deadline_is_given_up() -> None:
    hook = ResponseHook()
    hook.until = time.monotonic()

    with pytest.raises(httpx.ReadTimeout, match="deadline"):
        asked(answer(b"{}"), hook)


@pytest.mark.parametrize("wait", ["nan", "-5", "inf", "soon"])
def test_a_wait_that_is_none_is_not_kept(wait: str) -> None:
    hook = ResponseHook()

    asked(answer(b"{}", f"Retry-After: {wait}\r\n", "503 Wait"), hook)

    assert hook.refusal is not None
    assert hook.refusal.retry_after is None
