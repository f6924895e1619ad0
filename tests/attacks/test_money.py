"""No workspace that somebody else prepared makes a budget larger than it was given."""

import json
from pathlib import Path

import pytest

from ghostwriter.schema.record_parts import BudgetRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.usage import Usage
from tests.attacks.arena import Arena
from tests.scripting import write_brief

SMALL_BUDGET = "0.05"
"""US dollars; not enough for an article."""
STARTED = '{"kind":"run_started","title":"","workspace":"","offline":true}'
CALLED = (
    '{"kind":"model_called","stage":"drafting","task":"drafting/draft","model":"m","key":"k","stop_reason":"",'
    '"usage":{"calls":1,"usd":%s}}'
)
SENT = '{"kind":"call_sent","task":"drafting/draft","call":"c","model":"m","max_output_tokens":1,"worst":%s}'
LOST = '{"kind":"call_lost","task":"drafting/draft","call":"c","usd":%s}'
OTHERS = (
    '{"kind":"model_called","usage":{"usd":-1000}}',
    '{"kind":"call_lost","usd":-1000}',
    CALLED % '0,"calls":-1000000',
    CALLED % '0,"input_tokens":-5,"output_tokens":-5',
    CALLED % '5,"usd":-1000',
    SENT % "1" + "\n" + LOST % "-1",
    "[" * 100_000,
)
LINES = [
    *(CALLED % told for told in ("-1000", "-1e999", "NaN", "-1" + "0" * 300, "-1" + "0" * 4400, '"-1000"')),
    *(line % told for line in (SENT, LOST) for told in ("-1000", "NaN", "1e999")),
    *OTHERS,
]
RECORDS = [
    {"totals": {"usd": -1000}},
    {"budget": {"limit": None, "spent": -1000.0, "assumed": 0.0}},
    {"budget": {"limit": None, "spent": float("nan"), "assumed": 0.0}},
]


def run_after(folder: Path, files: dict[str, str]) -> tuple[int, list[str]]:
    arena = Arena(folder / "arena", arguments=["--offline", "--budget", SMALL_BUDGET])
    write_brief(arena.desk)
    arena.write({f"workspaces/brief/{name}": content for name, content in files.items()})
    outcome, wrong = arena.run()
    made = [] if not (arena.workspace / "drafting").exists() else ["it asked a model"]
    return outcome.code, [*wrong, *made]


@pytest.mark.long
@pytest.mark.parametrize("number", range(len(LINES)))
def test_an_account_with_an_impossible_sum_pays_for_nothing(number: int, tmp_path: Path) -> None:
    record = RunRecord(offline=True).model_dump_json()

    code, wrong = run_after(tmp_path, {"run.json": record, "events.jsonl": f"{STARTED}\n{LINES[number]}\n"})

    assert wrong == []
    assert code in {2, 5}


@pytest.mark.long
@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_nor_does_such_a_record(number: int, tmp_path: Path) -> None:
    record = json.dumps(json.loads(RunRecord(offline=True).model_dump_json()) | RECORDS[number])

    code, wrong = run_after(tmp_path, {"run.json": record, "run.copy.json": record})

    assert wrong == []
    assert code == 2


def test_what_the_record_knows_of_counts_although_the_account_says_that_answers_cost_nothing(tmp_path: Path) -> None:
    record = RunRecord(
        offline=True, totals=Usage(calls=1, usd=40.0), budget=BudgetRecord(limit=None, spent=40.0, assumed=0.0)
    )
    arena = Arena(tmp_path / "arena", arguments=["--offline", "--budget", "40.5"])
    write_brief(arena.desk)
    account = f"{STARTED}\n{CALLED % 0}\n"
    arena.write({"workspaces/brief/run.json": record.model_dump_json(), "workspaces/brief/events.jsonl": account})

    arena.run()

    assert json.loads((arena.workspace / "run.json").read_text())["budget"]["spent"] >= 40
