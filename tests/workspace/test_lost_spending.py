"""Spending that the account of a workspace has lost, as when the file was torn, and that the record still knows of."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.schema.record_parts import BudgetRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.usage import Usage
from ghostwriter.workspace.event_log import Spending, lost_spending, spending
from tests.scripting import Newsroom

# Sums of dollars that were added up in another order differ in their last bits.
ROUNDING = 1e-9

TEARS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _data: b"",
    "cut short": lambda data: data[: len(data) // 4],
    "zeros": lambda data: bytes(len(data)),
}


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with Emulator() as emulator:
        yield Newsroom(tmp_path, emulator)


@pytest.mark.parametrize("tear", TEARS)
def test_what_a_torn_account_has_lost_still_counts_against_the_budget(newsroom: Newsroom, tear: str) -> None:
    spent = newsroom.run().budget.spent
    account = newsroom.workspace / "events.jsonl"
    for _ in range(2):
        account.write_bytes(TEARS[tear](account.read_bytes()))
        (newsroom.workspace / "drafting/draft.md").unlink()
        record = newsroom.run(budget=50.0)

        assert record.budget.spent + ROUNDING >= spent + record.this_run.usd > spent
        spent = record.budget.spent


@pytest.mark.parametrize("tear", TEARS)
def test_and_so_does_what_a_run_paid_that_died_before_its_end(newsroom: Newsroom, tear: str) -> None:
    newsroom.run()
    record = newsroom.json("run.json")
    paid = sum(stage["usd"] for stage in record["stages"].values())
    for name in ("run.json", "run.copy.json"):
        (newsroom.workspace / name).write_text(
            RunRecord.model_validate(
                record | {"budget": None, "totals": Usage(), "status": "running"}
            ).model_dump_json()
        )
    account = newsroom.workspace / "events.jsonl"
    account.write_bytes(TEARS[tear](account.read_bytes()))

    assert newsroom.run().budget.spent + ROUNDING >= paid
    assert newsroom.calls() == []


def test_an_account_that_is_whole_has_lost_nothing(newsroom: Newsroom) -> None:
    record = newsroom.run()
    before = spending(newsroom.workspace / "events.jsonl", offline=False)

    assert lost_spending(before, record, offline=False) == 0.0


def test_what_offline_runs_came_to_is_not_charged_to_others() -> None:
    recorded = RunRecord(
        offline=True,
        totals=Usage(calls=3, usd=0.5),
        budget=BudgetRecord(limit=None, spent=0.5, assumed=0.0),
    )

    assert lost_spending(Spending(), recorded, offline=True) == 0.5
    assert lost_spending(Spending(), recorded, offline=False) == 0.0
    assert lost_spending(Spending(Usage(calls=3, usd=0.5), usd=0.5), recorded, offline=True) == 0.0


def test_answers_whose_cost_was_taken_out_of_the_account_still_count(newsroom: Newsroom) -> None:
    spent = newsroom.run().budget.spent
    account = newsroom.workspace / "events.jsonl"
    account.write_text(re.sub(r'"(usd|worst)":[0-9.e-]+', r'"\1":0.0', account.read_text()))

    assert newsroom.run(budget=50.0).budget.spent + ROUNDING >= spent > 0


@pytest.mark.parametrize("first", [True, False])
def test_runs_of_the_other_kind_in_between_lose_nothing(newsroom: Newsroom, *, first: bool) -> None:
    spent = newsroom.run(offline=first).budget.spent
    between = newsroom.run(offline=not first)
    (newsroom.workspace / "events.jsonl").unlink()

    assert between.other_budget.spent == spent
    again = newsroom.run(offline=first)
    assert again.budget.spent + ROUNDING >= spent
