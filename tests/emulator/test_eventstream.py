import json
from typing import Any

from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.emulator.eventstream import event_frame, exception_frame, padded

PAYLOADS = st.dictionaries(
    st.text(max_size=10), st.recursive(st.text() | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3))
)
TYPES = st.text(st.characters(categories=["L"]), min_size=1, max_size=30)


def decode(data: bytes) -> list[Any]:
    buffer = EventStreamBuffer()
    buffer.add_data(data)
    return list(buffer)


@given(st.lists(st.tuples(TYPES, PAYLOADS), max_size=4))
def test_botocores_decoder_reads_back_what_is_written(events: list[tuple[str, dict[str, Any]]]) -> None:
    messages = decode(b"".join(event_frame(kind, payload) for kind, payload in events))

    assert [(message.headers[":event-type"], json.loads(message.payload)) for message in messages] == events


def test_an_exception_frame_says_so() -> None:
    (message,) = decode(exception_frame("throttlingException", {"message": "Enough."}))

    assert message.headers[":message-type"] == "exception"
    assert message.headers[":exception-type"] == "throttlingException"


@given(PAYLOADS)
def test_padding_is_a_prefix_of_the_alphabet_and_changes_nothing_else(payload: dict[str, Any]) -> None:
    payload.pop("p", None)

    with_padding = padded(payload)

    assert {name: value for name, value in with_padding.items() if name != "p"} == payload
    assert "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".startswith(with_padding["p"])
