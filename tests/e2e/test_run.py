"""Whole runs in this process: the real SDK, LiteLLM and HTTP, against an emulator on loopback."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.brief.brief import Brief
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import (
    ConfigurationError,
    ModelStopped,
    ModelUnavailable,
    StageFailed,
    WorkspaceError,
)
from ghostwriter.schema.events import ArtifactRejected, CallRetried, SourcesRead, TaskFinished, TextStreamed
from ghostwriter.workspace.workspace import Workspace
from tests.scripting import BRIEF, DAM, TOWN, Newsroom, answer, editor_call, for_task

FIRST_RUN = [
    "critique/critique.json",
    "drafting/draft.md",
    "extraction/S1.json",
    "extraction/S2.json",
    "verification/round-1/batch-1.json",
]

type Open = Callable[..., Newsroom]


@pytest.fixture
def open_newsroom(tmp_path: Path) -> Iterator[Open]:
    """Open a newsroom whose emulator follows a script, then leaves it to the extractive author."""
    opened: list[Emulator] = []

    def opening(script: list[dict[str, Any]] | None = None, brief: str = BRIEF) -> Newsroom:
        emulator = Emulator(script=script)
        opened.append(emulator)
        return Newsroom(tmp_path, emulator.__enter__(), brief)

    yield opening
    for emulator in opened:
        emulator.__exit__(None, None, None)


def test_when_every_answer_is_right_each_task_is_one_call_and_there_is_no_other(open_newsroom: Open) -> None:
    newsroom = open_newsroom()

    record = newsroom.run()

    assert record.status == "done"
    assert record.exit_code == 0
    assert newsroom.calls() == FIRST_RUN


def test_the_article_has_footnotes_whose_quotes_stand_verbatim_in_the_sources(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()

    final = newsroom.read("final.md")
    notes = re.findall(r'^\[\^(\d+)\]: (.+?), .*?: "(.*)"$', final, flags=re.MULTILINE)
    sources = " ".join((DAM + TOWN).split())

    assert notes
    assert all(quote in sources for _, _, quote in notes)
    assert {number for number, _, _ in notes} == set(re.findall(r"\[\^(\d+)\](?!:)", final))
    assert {origin for _, origin, _ in notes} <= {"dam.md", "town.md"}


def test_the_record_says_what_was_done_and_what_it_cost(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()

    record = newsroom.json("run.json")

    assert record["receipt"]["read"] == 2
    assert set(record["stages"]) == {"extraction", "drafting", "critique", "verification"}
    for stage in record["stages"].values():
        assert stage["calls"] >= 1
        assert stage["key"]
        assert stage["model"].startswith("bedrock/us.")
        assert stage["input_tokens"] > 0
        assert stage["output_tokens"] > 0
        assert stage["usd"] > 0
        assert stage["attempts"] >= 1
    assert record["totals"]["calls"] == len(FIRST_RUN)
    assert record["pending"] == {}


def test_the_receipt_comes_before_the_first_call(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()

    kinds = [event.kind for event in newsroom.events]
    receipt = next(event for event in newsroom.events if isinstance(event, SourcesRead))

    assert str(receipt) == "2 of 2 sources read, 110 words"
    assert kinds.index("sources_read") < kinds.index("task_started")


def test_a_second_run_calls_nobody_and_changes_nothing(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    before = {path: path.read_bytes() for path in newsroom.workspace.rglob("*") if path.is_file()}

    newsroom.run()

    after = {path: path.read_bytes() for path in newsroom.workspace.rglob("*") if path.is_file()}
    assert newsroom.calls() == []
    assert {path.name for path in after if before.get(path) != after[path]} <= {"events.jsonl"}


def test_another_tone_redoes_the_draft_and_what_follows_but_not_extraction(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    newsroom.brief_file.write_text(BRIEF.replace("tone: warm", "tone: dry"), encoding="utf-8")

    newsroom.run()

    assert "drafting/draft.md" in newsroom.calls()
    assert "critique/critique.json" in newsroom.calls()
    assert not [call for call in newsroom.calls() if call.startswith("extraction")]


def test_a_draft_edited_by_hand_is_kept_and_verified_again(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    edited = newsroom.read("drafting/draft.md").rstrip() + "\n\nThe dam cost 99 million dollars. [S1F1]\n"
    (newsroom.workspace / "drafting/draft.md").write_text(edited, encoding="utf-8")

    record = newsroom.run(rounds=0)

    assert newsroom.read("drafting/draft.md") == edited
    assert "drafting/draft.md" not in newsroom.calls()
    assert "verification/round-1/batch-1.json" in newsroom.calls()
    assert any("99 million" in line for line in record.failing_claims)
    assert "99 million dollars. **[" in newsroom.read("final.md")


def test_an_edit_by_hand_survives_a_changed_brief(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    edited = newsroom.read("drafting/draft.md").replace("# ", "# My own: ", 1)
    (newsroom.workspace / "drafting/draft.md").write_text(edited, encoding="utf-8")
    newsroom.run()
    newsroom.brief_file.write_text(BRIEF.replace("tone: warm", "tone: dry"), encoding="utf-8")

    newsroom.run()

    assert newsroom.read("drafting/draft.md") == edited
    kept = [
        event.how for event in newsroom.events if isinstance(event, TaskFinished) and event.task.startswith("drafting")
    ]
    assert kept == ["kept"]


def test_an_edit_by_hand_that_does_not_validate_is_an_error_that_names_it(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    (newsroom.workspace / "critique/critique.json").write_text("{}", encoding="utf-8")

    with pytest.raises(Exception, match=r"critique/critique\.json was edited by hand and does not validate"):
        newsroom.run()


def test_a_fact_sheet_edited_by_hand_is_kept_and_believed_only_where_its_quotes_stand(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    sheet = newsroom.json("extraction/facts.json")
    sheet["facts"][0]["quote"] = "This stands in no source."
    path = newsroom.workspace / "extraction/facts.json"
    path.write_text(json.dumps(sheet), encoding="utf-8")

    record = newsroom.run()

    assert json.loads(path.read_text(encoding="utf-8")) == sheet
    assert any("does not stand in S1" in line for line in record.dropped_facts)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"facts\.json was edited by hand and does not validate"):
        newsroom.run()


def test_a_deleted_artifact_is_made_again_alone(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    (newsroom.workspace / "critique/critique.json").unlink()

    newsroom.run()

    assert newsroom.calls() == ["critique/critique.json"]


def test_fresh_starts_over(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()

    newsroom.run(fresh=True)

    assert newsroom.calls() == FIRST_RUN


def test_an_invalid_artifact_goes_back_with_the_error_and_is_repaired(open_newsroom: Open) -> None:
    newsroom = open_newsroom([for_task("extraction/S1.json", editor_call("extraction/S1.json", '{"facts": [{}]}'))])

    record = newsroom.run()

    rejected = [event for event in newsroom.events if isinstance(event, ArtifactRejected)]
    assert record.status == "done"
    assert [(event.artifact, event.attempt) for event in rejected] == [("extraction/S1.json", 1)]
    assert "facts.0.statement: Field required" in rejected[0].error
    assert record.stages["extraction"].tasks["extraction/S1"].attempts == 2
    again = [received for received in newsroom.emulator.received if "was not accepted" in str(received.body)]
    assert len(again) == 1


def test_an_answer_in_prose_is_asked_for_its_file(open_newsroom: Open) -> None:
    newsroom = open_newsroom([for_task("drafting/draft.md", answer({"text": "Here is your article!"}, "end_turn"))])

    assert newsroom.run().status == "done"
    assert any("there is no file" in str(received.body) for received in newsroom.emulator.received)


def test_after_three_invalid_artifacts_the_stage_fails_and_names_file_error_and_transcript(open_newsroom: Open) -> None:
    wrong = for_task("drafting/draft.md", editor_call("drafting/draft.md", "no headline"))
    newsroom = open_newsroom([wrong, wrong, wrong])

    with pytest.raises(StageFailed, match=r"drafting/draft\.md was not acceptable after 3 attempts") as caught:
        newsroom.run()

    assert caught.value.__notes__ == ["transcript: transcripts/drafting-draft.jsonl"]
    assert (newsroom.workspace / "transcripts/drafting-draft.jsonl").stat().st_size > 0
    assert newsroom.json("run.json")["status"] == "failed"
    assert newsroom.run().status == "done"
    assert not [call for call in newsroom.calls() if call.startswith("extraction")]


@pytest.mark.parametrize(
    "reason",
    ["max_tokens", "refusal", "guardrail_intervened", "content_filtered", "model_context_window_exceeded"],
)
def test_half_an_article_is_never_taken_for_one(open_newsroom: Open, reason: str) -> None:
    half = editor_call("drafting/draft.md", "# Half\n\nThe dam was")
    half["response"]["stopReason"] = reason
    newsroom = open_newsroom([for_task("drafting/draft.md", half)])

    with pytest.raises(ModelStopped) as caught:
        newsroom.run()

    assert caught.value.reason == reason
    assert not (newsroom.workspace / "drafting/draft.md").exists()
    assert not (newsroom.workspace / "final.md").exists()


def test_a_fact_without_a_verbatim_quote_is_dropped_and_listed_everywhere(open_newsroom: Open) -> None:
    facts = (
        '{"facts": [{"statement": "The dam was finished in 1936.", "quote": "The Elm Dam was finished in 1936"},'
        ' {"statement": "The dam was cheap.", "quote": "It was remarkably cheap."}]}'
    )
    newsroom = open_newsroom([for_task("extraction/S1.json", editor_call("extraction/S1.json", facts))])

    record = newsroom.run()

    sheet = newsroom.json("extraction/facts.json")
    assert [fact["statement"] for fact in sheet["dropped"]] == ["The dam was cheap."]
    assert all(fact["quote"] != "It was remarkably cheap." for fact in sheet["facts"])
    assert "The dam was cheap." in record.dropped_facts[0]
    start, end = sheet["facts"][0]["start"], sheet["facts"][0]["end"]
    assert newsroom.read("sources/S1.md")[start:end] == "The Elm Dam was finished in 1936"


def test_no_verified_fact_at_all_is_an_error_before_anything_is_written(open_newsroom: Open) -> None:
    none = '{"facts": []}'
    newsroom = open_newsroom(
        [for_task(f"extraction/{name}.json", editor_call(f"extraction/{name}.json", none)) for name in ("S1", "S2")]
    )

    with pytest.raises(StageFailed, match="nothing to write from"):
        newsroom.run()

    assert newsroom.calls() == ["extraction/S1.json", "extraction/S2.json"]


def test_a_checker_that_calls_everything_supported_with_invented_quotes_supports_nothing(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    claims = [verdict["claim"]["id"] for verdict in newsroom.json("verification/verdicts.json")["verdicts"]]
    lies = ", ".join(
        f'{{"claim": "{claim}", "verdict": "supported", "reasoning": "Trust me.",'
        ' "evidence": [{"source": "S1", "quote": "The dam is the best dam."}]}'
        for claim in claims
    )
    gullible = for_task(
        "verification/round-1/batch-1.json",
        editor_call("verification/round-1/batch-1.json", f'{{"verdicts": [{lies}]}}'),
    )
    second = open_newsroom([gullible])

    record = second.run(fresh=True, rounds=0)

    assert record.coverage.supported == 0
    assert record.exit_code == 4
    assert len(record.failing_claims) == len(claims)


def test_a_critique_that_asks_for_it_leads_to_one_revision_and_only_changed_sentences_are_checked_again(
    open_newsroom: Open,
) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    draft = newsroom.read("drafting/draft.md")
    first = newsroom.json("verification/verdicts.json")["verdicts"][0]["claim"]["text"]
    issue = (
        '{"summary": "One thing.", "issues": [{"severity": "major", "where": "lead", '
        '"problem": "Too long.", "suggestion": "Say it shorter."}]}'
    )
    changed = draft.replace(first, "Building the dam cost 12 million dollars.", 1)
    second = open_newsroom(
        [
            for_task("critique/critique.json", editor_call("critique/critique.json", issue)),
            for_task("drafting/draft-2.md", editor_call("drafting/draft-2.md", changed)),
        ]
    )

    second.run(fresh=True)

    asked = [received for received in second.emulator.received if "round-2" in str(received.body)]
    assert second.calls().count("drafting/draft-2.md") == 1
    assert len(asked) == 1
    assert str(asked[0].body).count('"text": "Building') == 1 or "Building the dam cost 12 million" in str(
        asked[0].body
    )
    assert second.json("verification/verdicts.json")["draft"] == "drafting/draft-2.md"


def test_a_throttled_call_is_tried_again(open_newsroom: Open) -> None:
    throttled = {"error": {"status": 429, "type": "ThrottlingException", "message": "Too many requests"}}
    newsroom = open_newsroom([for_task("drafting/draft.md", throttled), for_task("drafting/draft.md", throttled)])

    assert newsroom.run().status == "done"
    retried = [event for event in newsroom.events if isinstance(event, CallRetried)]
    assert [(event.task, event.attempt) for event in retried] == [("drafting/draft", 1), ("drafting/draft", 2)]


def test_a_model_that_never_answers_is_an_error_and_the_workspace_resumes(open_newsroom: Open) -> None:
    down = {"error": {"status": 503, "type": "ServiceUnavailableException", "message": "Down for today"}}
    newsroom = open_newsroom([for_task("drafting/draft.md", down)] * 3)

    with pytest.raises(ModelUnavailable, match="Down for today"):
        newsroom.run(attempts=3)

    assert newsroom.run().status == "done"
    assert not [call for call in newsroom.calls() if call.startswith("extraction")]


def test_refused_credentials_are_a_configuration_error(open_newsroom: Open) -> None:
    denied = {"error": {"status": 403, "type": "AccessDeniedException", "message": "You don't have access"}}
    newsroom = open_newsroom([denied, denied])

    with pytest.raises(ConfigurationError, match="You don't have access"):
        newsroom.run()


def test_a_streamed_run_ends_alike_and_shows_its_words(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()
    plain = newsroom.read("final.md")

    record = newsroom.run(fresh=True, stream=True)

    assert record.status == "done"
    assert newsroom.read("final.md") == plain
    assert all("converse-stream" in received.raw_path for received in newsroom.emulator.received)
    assert any(isinstance(event, TextStreamed) for event in newsroom.events)


def test_a_stream_that_breaks_off_is_noticed_and_tried_again(open_newsroom: Open) -> None:
    cut = editor_call("drafting/draft.md", "# Half\n\nThe dam was") | {"cut_after": 2}
    newsroom = open_newsroom([for_task("drafting/draft.md", cut)])

    record = newsroom.run(stream=True)

    assert record.status == "done"
    assert [event.task for event in newsroom.events if isinstance(event, CallRetried)] == ["drafting/draft"]


def test_a_budget_that_cannot_be_kept_is_refused_before_the_first_call(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    writer = Access(endpoint="http://127.0.0.1:9/bedrock").resolve("bedrock/writer")

    with pytest.raises(ConfigurationError, match=r"'bedrock/converse/writer' has no known price"):
        newsroom.run(budget=1, models=newsroom.settings(Brief()).models | {"drafting": writer})

    assert newsroom.calls() == []


def test_prompts_carry_no_path_of_the_machine(open_newsroom: Open) -> None:
    newsroom = open_newsroom()
    newsroom.run()

    assert not [
        received for received in newsroom.emulator.received if str(newsroom.workspace.parent) in str(received.body)
    ]


def test_nothing_planted_in_the_workspace_takes_effect(open_newsroom: Open, tmp_path: Path) -> None:
    newsroom = open_newsroom()
    with Workspace.open(newsroom.workspace):  # a folder that no run has made would be refused
        planted = newsroom.workspace / ".agents/plugins/evil"
    (planted / "hooks").mkdir(parents=True)
    (planted / ".plugin").mkdir()
    (planted / ".plugin/plugin.json").write_text('{"name": "evil", "version": "1.0.0", "description": "evil"}')
    touched = tmp_path / "touched"
    command = {"type": "command", "command": f"touch {touched}"}
    hooks = {"hooks": {"SessionStart": [{"matcher": "*", "hooks": [command]}]}}
    (planted / "hooks/hooks.json").write_text(json.dumps(hooks))

    assert newsroom.run().status == "done"
    assert not touched.exists()
