from pathlib import Path

import pytest

from ghostwriter.events import EVENT, Event, ModelCalled, Notice, TextStreamed, Usage
from ghostwriter.ledger import Ledger, account_of, spending


def call(key: str, usd: float) -> ModelCalled:
    usage = Usage(calls=1, input_tokens=10, usd=usd)
    return ModelCalled(stage="drafting", task="drafting/draft", model="m", key=key, usage=usage, stop_reason="tool_use")


def test_events_are_stamped_stored_and_passed_on(tmp_path: Path) -> None:
    heard: list[Event] = []
    ledger = Ledger(tmp_path / "events.jsonl", heard.append)

    ledger(Notice(text="hello"))

    stored = EVENT.validate_json((tmp_path / "events.jsonl").read_text())
    assert heard == [stored]
    assert stored.at > 0


def test_streamed_words_are_passed_on_but_not_stored(tmp_path: Path) -> None:
    heard: list[Event] = []
    ledger = Ledger(tmp_path / "events.jsonl", heard.append)

    ledger(TextStreamed(stage="drafting", task="drafting/draft", text="word"))

    assert len(heard) == 1
    assert not (tmp_path / "events.jsonl").exists()


def test_what_was_spent_adds_up(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "events.jsonl", lambda _event: None)

    ledger(call("a", 0.5))
    ledger(call("b", 0.25))

    assert ledger.spent == Usage(calls=2, input_tokens=20, usd=0.75)


def test_what_a_dead_run_paid_for_is_read_back_by_key(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    ledger = Ledger(path, lambda _event: None)
    ledger(call("a", 0.5))
    ledger(call("b", 0.25))
    with path.open("a") as file:
        file.write('{"kind": "model_called", "key": "a", "usa')

    assert account_of(path, "a").usage.usd == 0.5
    assert account_of(path, "c").usage == Usage()


@pytest.mark.parametrize(
    "strange",
    [
        "[" * 100_000,
        '{"kind": "model_called", "key": "a", "model": "m", "usage": {"calls": "many"}}',
        '{"kind": "model_called", "key": "a", "model": "m", "usage": {}, "findings": 5}',
        '{"kind": "model_called", "key": "a"}',
        "[1, 2]",
        "\x00\x01 a key",
    ],
)
def test_a_line_that_is_no_runs_is_passed_over(strange: str, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    Ledger(path, lambda _event: None)(call("a", 0.5))
    with path.open("a") as file:
        file.write(strange + "\n")

    assert spending(path, offline=False).usd == 0.5
    assert account_of(path, "a").usage.usd == 0.5
