from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.events import Event, ModelCalled, Notice, SourcesRead, TextStreamed
from ghostwriter.schema.usage import MOST, Usage
from ghostwriter.security.secrets.scanner import SecretScanner
from ghostwriter.workspace.event_log import EventLog, conversation_spending, spending
from tests.scripting import EVENT


def call(key: str, usd: float) -> ModelCalled:
    usage = Usage(calls=1, input_tokens=10, usd=usd)
    return ModelCalled(stage="drafting", task="drafting/draft", model="m", key=key, usage=usage, stop_reason="tool_use")


def test_events_are_stamped_stored_and_passed_on(tmp_path: Path) -> None:
    heard: list[Event] = []
    log = EventLog(tmp_path / "events.jsonl", heard.append)

    log(Notice(text="hello"))

    stored = EVENT.validate_json((tmp_path / "events.jsonl").read_text())
    assert heard == [stored]
    assert stored.at > 0


def test_streamed_words_are_passed_on_but_not_stored(tmp_path: Path) -> None:
    heard: list[Event] = []
    log = EventLog(tmp_path / "events.jsonl", heard.append)

    log(TextStreamed(stage="drafting", task="drafting/draft", text="word"))

    assert len(heard) == 1
    assert not (tmp_path / "events.jsonl").exists()


def test_secrets_are_redacted_in_every_text_of_an_event(tmp_path: Path) -> None:
    log = EventLog(
        tmp_path / "events.jsonl", lambda _event: None, SecretScanner(lambda: {"AWS_SECRET": "hunter2-hunter2"})
    )

    log(SourcesRead(read=0, total=1, words=0, skipped=("a.md: hunter2-hunter2",)))
    log(Notice(text="hunter2-hunter2"))

    assert "hunter2" not in (tmp_path / "events.jsonl").read_text()


def test_what_was_spent_adds_up(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl", lambda _event: None)

    log(call("a", 0.5))
    log(call("b", 0.25))

    assert log.spent == Usage(calls=2, input_tokens=20, usd=0.75)


def test_what_a_dead_run_paid_for_is_read_back_by_key(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    log = EventLog(path, lambda _event: None)
    log(call("a", 0.5))
    log(call("b", 0.25))
    with path.open("a") as file:
        file.write('{"kind": "model_called", "key": "a", "usa')

    assert conversation_spending(path, "a").usage.usd == 0.5
    assert conversation_spending(path, "c").usage == Usage()


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
    EventLog(path, lambda _event: None)(call("a", 0.5))
    with path.open("a") as file:
        file.write(strange + "\n")

    assert spending(path, offline=False).usd == 0.5
    assert conversation_spending(path, "a").usage.usd == 0.5


PAID = '{"kind": "model_called", "stage": "s", "task": "t", "model": "m", "key": "a", "stop_reason": "", "usage": %s}'
SENT = '{"kind": "call_sent", "task": "t", "call": "c", "model": "m", "max_output_tokens": 1, "worst": %s}'
LOST = '{"kind": "call_lost", "task": "t", "call": "c", "usd": %s}'


@pytest.mark.parametrize(
    ("line", "named"),
    [
        *(
            (PAID % f'{{"calls": 1, "usd": {usd}}}', "usage.usd")
            for usd in ("-1000", "-1e999", "1e999", "NaN", "1e308")
        ),
        *((PAID % f'{{"{name}": -1}}', f"usage.{name}") for name in Usage.model_fields),
        (PAID % '{"input_tokens": 100000000000000000000000000}', "usage.input_tokens"),
        *((SENT % worst, "worst") for worst in ("-0.01", "-Infinity", "Infinity", "NaN", "1" + "0" * 400)),
        *((LOST % usd, "usd") for usd in ("-0.01", "-1e999", "NaN")),
        ('{"kind": "call_lost", "usd": -3}', "usd"),
    ],
)
def test_a_sum_that_no_run_writes_is_refused_with_its_line(line: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    EventLog(path, lambda _event: None)(call("a", 0.5))
    with path.open("a") as file:
        file.write(f'{{"torn\n{line}\n')

    with pytest.raises(WorkspaceError, match=rf"events\.jsonl', line 3: {named} is .*--fresh"):
        spending(path, offline=False)


@pytest.mark.parametrize(
    "usage", ['{"usd": "-5"}', '{"usd": true}', '{"calls": -1.5}', '{"usd": [-5]}', f'{{"usd": -1{"0" * 5000}}}']
)
def test_what_is_no_number_lowers_no_sum(usage: str, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    EventLog(path, lambda _event: None)(call("a", 0.5))
    with path.open("a") as file:
        file.write(PAID % usage + "\n")

    assert spending(path, offline=False).usd == 0.5


def test_sums_that_add_up_beyond_all_measure_stay_at_the_most_there_is(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text((PAID % f'{{"calls": {MOST}, "usd": {MOST}}}' + "\n" + LOST % MOST + "\n") * 3)

    assert spending(path, offline=False).usd == MOST
    assert conversation_spending(path, "a").usage.calls == MOST


SENT_ONCE = '{"kind":"call_sent","task":"t","call":"c","model":"m","max_output_tokens":1,"worst":%s}\n'
ANSWERED = (
    '{"kind":"model_called","stage":"drafting","task":"t","model":"m","key":"k","stop_reason":"","call":"c",'
    '"usage":{"calls":1,"usd":5}}\n'
)
OFFLINE = '{"kind":"run_started","title":"","workspace":"","offline":true}\n'


@pytest.mark.parametrize(
    ("lines", "spent"),
    [
        (SENT_ONCE % 5 + SENT_ONCE % 0, 5.0),
        (SENT_ONCE % 5 + OFFLINE + ANSWERED, 5.0),
        (SENT_ONCE % 5 + ANSWERED, 5.0),
        (OFFLINE + SENT_ONCE % 5 + ANSWERED, 0.0),
    ],
    ids=["sent twice", "answered in a run of the other kind", "answered", "offline"],
)
def test_no_line_takes_back_what_a_call_may_cost(lines: str, spent: float, tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text(lines, encoding="utf-8")

    assert spending(tmp_path / "events.jsonl", offline=False).usd == spent
