"""Money in whole runs: what is refused, what is left out and how it is labelled, what a stopped run goes on with."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.budget_storm import CRITIQUE, LIES
from benchmarks.material import write_brief as write_canals
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import BudgetReached, CapReached
from ghostwriter.schema.events import CallLost, CallSent, LeftOut, ModelCalled, Notice
from ghostwriter.workspace.event_log import spending
from tests.scripting import Newsroom, answer, editor_call, for_task

type Open = Callable[..., Newsroom]
BATCH = "verification/round-1/batch-1.json"
BATCH_2 = "verification/round-1/batch-2.json"


@pytest.fixture
def open_newsroom(tmp_path: Path) -> Iterator[Open]:
    started: list[Emulator] = []
    numbers = itertools.count()

    def start(script: list[dict[str, Any]] | None = None) -> Newsroom:
        emulator = Emulator(script=script).__enter__()
        started.append(emulator)
        return Newsroom(tmp_path / f"room-{next(numbers)}", emulator)

    yield start
    for emulator in started:
        emulator.__exit__(None, None, None)


def worst_cases(newsroom: Newsroom) -> dict[str, float]:
    """What was set aside for the first call of each task of the last run."""
    sent = [event for event in newsroom.events if isinstance(event, CallSent)]
    return {event.task: event.worst for event in reversed(sent)}


def paid_for(newsroom: Newsroom, *stages: str) -> float:
    """What the answers of some stages cost in the last run."""
    return sum(event.usage.usd for event in newsroom.events if isinstance(event, ModelCalled) and event.stage in stages)


def least_of(newsroom: Newsroom) -> float:
    """The least budget of a newsroom's brief, from another that has no budget."""
    from ghostwriter.brief.brief import load_brief
    from ghostwriter.pipeline.pipeline import GhostwriterPipeline

    brief = load_brief(newsroom.brief_file)
    least = GhostwriterPipeline(newsroom.settings(brief), env={}).dry_run(brief).least
    assert least is not None
    return least


def cut(artifact: str) -> dict[str, Any]:
    """An answer to a task that breaks off in the middle."""
    return for_task(artifact, {"cut_after": 1, **answer({"text": "Half of it."}, "end_turn")})


def test_a_budget_below_the_least_path_is_refused_before_any_call(open_newsroom: Open) -> None:
    newsroom = open_newsroom()

    with pytest.raises(
        BudgetReached, match=r"(?s)budget of \$0\.10 cannot pay the least.*Nothing was called.*estimated"
    ) as caught:
        newsroom.run(budget=0.10)

    assert caught.value.exit_code == 5
    assert newsroom.calls() == []
    assert newsroom.json("run.json")["status"] == "budget-reached"


def test_near_the_cap_the_critique_goes_first_and_the_article_says_so(open_newsroom: Open) -> None:
    newsroom = open_newsroom()

    record = newsroom.run(budget=least_of(newsroom) + 0.05)

    assert record.status == "done"
    assert record.left_out == ["not critiqued"]
    assert record.budget.spent <= record.budget.limit
    assert [event.text for event in newsroom.events if isinstance(event, LeftOut)] == ["not critiqued"]
    assert "> **The budget did not reach for everything: not critiqued.**" in newsroom.read("final.md")
    assert "not critiqued" in newsroom.read("report.html")
    assert "critique/critique.json" not in newsroom.calls()


def test_with_more_money_the_same_command_makes_up_for_what_was_left_out(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run(budget=least_of(newsroom) + 0.05)

    record = newsroom.run(budget=10.0)

    assert record.left_out == []
    assert newsroom.calls() == ["critique/critique.json"]
    assert "budget" not in newsroom.read("final.md")


def test_when_nothing_more_can_be_paid_the_same_command_calls_nothing(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    budget = least_of(newsroom) + 0.05
    newsroom.run(budget=budget)

    record = newsroom.run(budget=budget)

    assert record.left_out == ["not critiqued"]
    assert newsroom.calls() == []


def test_a_revision_that_can_no_longer_be_paid_is_left_out(open_newsroom: Open) -> None:
    probe = open_newsroom([for_task("critique/critique.json", editor_call("critique/critique.json", CRITIQUE))])
    probe.run()
    worst = worst_cases(probe)
    before = paid_for(probe, "extraction", "drafting")
    verifying = worst["verification/round-1/batch-1"]
    # Room for all of it, until verifications that break off have to be counted at their worst case.
    script = [for_task("critique/critique.json", editor_call("critique/critique.json", CRITIQUE)), *[cut(BATCH)] * 6]
    newsroom = open_newsroom(script)

    budget = before + worst["critique/critique"] + worst["revision/draft-2"] + 2 * verifying + 0.06

    record = newsroom.run(budget=budget, attempts=8)

    assert record.left_out == ["not revised"]
    assert record.status == "done"
    assert record.budget.assumed > 0
    assert "not revised" in newsroom.read("final.md")


def test_claims_that_the_budget_did_not_reach_are_counted_and_labelled(open_newsroom: Open) -> None:
    probe = open_newsroom()
    probe.brief_file = write_canals(probe.brief_file.parent / "canals", 12)
    probe.run(rounds=0)
    worst = worst_cases(probe)
    before = paid_for(probe, "extraction", "drafting")
    newsroom = open_newsroom([cut(BATCH_2)] * 12)
    newsroom.brief_file = write_canals(newsroom.brief_file.parent / "canals", 12)

    record = newsroom.run(rounds=0, budget=before + worst["drafting/draft"], attempts=12)

    assert record.status == "below-threshold"
    assert record.exit_code == 4
    assert record.left_out[0] == "not critiqued"
    assert record.left_out[1].endswith("claims not verified by a model")
    assert record.coverage.checked < record.coverage.found
    assert newsroom.run(rounds=0, attempts=12).status == "done"


def test_a_draft_that_cannot_be_paid_again_stops_the_run_and_more_money_goes_on(open_newsroom: Open) -> None:
    newsroom = open_newsroom([for_task("drafting/draft.md", cut("drafting/draft.md"))])

    with pytest.raises(BudgetReached, match="with a larger --budget"):
        newsroom.run(budget=least_of(newsroom))
    lost = [event.usd for event in newsroom.events if isinstance(event, CallLost)]
    record = newsroom.run(budget=10.0)

    assert len(lost) == 1
    assert lost[0] > 0.1
    assert record.status == "done"
    assert "extraction/S1.json" not in newsroom.calls()
    assert record.budget.assumed == pytest.approx(lost[0])


def test_a_refused_try_costs_nothing(open_newsroom: Open) -> None:
    throttled = {"error": {"status": 429, "type": "ThrottlingException", "message": "Too many requests."}}
    newsroom = open_newsroom([for_task("drafting/draft.md", throttled)])

    record = newsroom.run()

    assert [event.usd for event in newsroom.events if isinstance(event, CallLost)] == [0.0]
    assert record.budget.assumed == 0


def test_a_call_under_way_when_a_run_died_counts_at_its_worst_case(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    events = newsroom.workspace / "events.jsonl"
    lines = events.read_text().splitlines(keepends=True)
    last = next(place for place, line in enumerate(lines) if '"kind":"model_called"' in line)
    before = spending(events, offline=False)

    events.write_text("".join([*lines[:last], lines[last][:40]]))
    after = spending(events, offline=False)

    assert before.assumed == 0
    assert after.assumed > 0.05


def test_what_offline_runs_would_have_cost_does_not_count(open_newsroom: Open) -> None:
    newsroom = open_newsroom()

    newsroom.run(offline=True)

    assert spending(newsroom.workspace / "events.jsonl", offline=True).usd > 0
    assert spending(newsroom.workspace / "events.jsonl", offline=False).usd == 0


def test_what_is_set_aside_is_for_the_very_limit_that_is_sent(open_newsroom: Open) -> None:
    newsroom = open_newsroom()

    newsroom.run(budget=10.0)

    sent = sorted(event.max_output_tokens or 0 for event in newsroom.events if isinstance(event, CallSent))
    assert sent == sorted(received.body["inferenceConfig"]["maxTokens"] for received in newsroom.emulator.received)
    cost = {event.call: event.usage.usd for event in newsroom.events if isinstance(event, ModelCalled)}
    assert all(event.worst >= cost[event.call] > 0 for event in newsroom.events if isinstance(event, CallSent))


@pytest.mark.parametrize("lie", [lie for lie in LIES if lie is not None], ids=str)
def test_a_usage_that_cannot_be_true_is_metered_by_our_own_count(lie: Any, open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    respond = newsroom.emulator._service._respond
    newsroom.emulator._service._respond = lambda *asked: {**respond(*asked), "usage": lie}  # type: ignore[method-assign]

    record = newsroom.run(budget=10.0)

    called = [event for event in newsroom.events if isinstance(event, ModelCalled)]
    assert record.status == "done"
    assert record.totals.own_count == len(called) > 0
    assert all(0 < event.usage.usd < 0.2 for event in called)
    notices = [event.text for event in newsroom.events if isinstance(event, Notice) and "not believed" in event.text]
    assert len(notices) == 2  # one a model
    assert record.stages["drafting"].own_count == 1


@pytest.mark.parametrize(
    ("cap", "limit"),
    [
        ("max_stage_calls", 1),
        ("max_stage_tokens", 100),
        ("max_stage_bytes", 100),
        ("max_stage_seconds", 1e-9),
        ("max_turns", 1),
    ],
)
def test_a_stage_that_uses_up_a_cap_says_which(cap: str, limit: float, open_newsroom: Open) -> None:
    from ghostwriter.bedrock.call_settings import Caps

    mutter = answer({"text": "I am done."}, "end_turn")
    newsroom = open_newsroom([for_task("extraction/S1.json", mutter)])
    caps = dict.fromkeys(("extraction", "drafting"), Caps(**{cap: limit}))

    with pytest.raises(CapReached, match=f"extraction.*the cap {cap} is reached: .* raise {cap}") as caught:
        newsroom.run(caps=caps)

    assert caught.value.exit_code == 1
    assert newsroom.run().status == "done"


def test_the_record_holds_the_estimate_against_what_it_cost(open_newsroom: Open) -> None:
    newsroom = open_newsroom()

    record = newsroom.run()

    rows = {row.stage: row for row in record.compared}
    assert list(rows) == ["extraction", "drafting", "critique", "verification", "revision"]
    assert all(
        row.usd == pytest.approx(record.stages[stage].usd) for stage, row in rows.items() if stage in record.stages
    )
    assert all(
        (row.low_usd or 0) / 2 <= row.usd <= (row.high_usd or 0) for stage, row in rows.items() if stage != "revision"
    )
