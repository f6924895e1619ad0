"""When a stage's model cannot do a task, the next one in line does it, and the record says so."""

from pathlib import Path

import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import CredentialsError, ModelUnavailable
from ghostwriter.schema.events import FellBack
from tests.e2e.test_faults import refusal
from tests.scripting import Newsroom, answer, for_task

DRAFT = "drafting/draft.md"
OPUS, HAIKU = (Access().resolve(alias) for alias in ("opus", "haiku"))
DOWN = refusal(503, "ServiceUnavailableException", "Down.")
QUOTA = refusal(429, "ThrottlingException", "Too many tokens per day, please wait before trying again.")
FALLBACKS = {"drafting": (OPUS, HAIKU), "extraction": (OPUS,)}


def asked(emulator: Emulator, artifact: str) -> list[str]:
    """The models that were asked for an artifact, in order."""
    return [
        received.raw_path.split("/")[2].replace("%3A", ":")
        for received in emulator.received
        if f'artifact="{artifact}"' in str(received.body)
    ]


def test_the_fallbacks_are_tried_in_order_after_the_retries(tmp_path: Path) -> None:
    with Emulator(script=[for_task(DRAFT, DOWN)] * 4) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        record = newsroom.run(fallbacks=FALLBACKS, attempts=2)

        models = asked(emulator, DRAFT)

    assert [model.split("-")[1] for model in models] == ["sonnet", "sonnet", "opus", "opus", "haiku"]
    task = record.task("drafting/draft")
    assert task.model == HAIKU.id
    assert record.stages["critique"].model != HAIKU.id
    fell_back = [event for event in newsroom.events if isinstance(event, FellBack)]
    assert [event.model for event in fell_back] == [OPUS.id, HAIKU.id]
    assert {event.reason.partition(":")[0] for event in fell_back} == {"service fault"}
    assert all("finished work is kept" in event.reason for event in fell_back)


def test_what_a_fallback_wrote_stands_when_the_command_is_repeated(tmp_path: Path) -> None:
    with Emulator(script=[for_task(DRAFT, DOWN)] * 2) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        newsroom.run(fallbacks=FALLBACKS, attempts=2)
        record = newsroom.run(fallbacks=FALLBACKS, attempts=2)

    assert newsroom.calls() == []
    assert record.task("drafting/draft").model == OPUS.id


def test_a_model_without_quota_is_not_asked_again_in_the_same_run(tmp_path: Path) -> None:
    with Emulator(script=[for_task("extraction/S1.json", QUOTA), for_task("extraction/S2.json", QUOTA)]) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        record = newsroom.run(fallbacks=FALLBACKS | {"verification": (OPUS,)})

        verifying = asked(emulator, "verification/round-1/batch-1.json")

    assert [record.stages[stage].model for stage in ("extraction", "verification")] == [OPUS.id, OPUS.id]
    assert all("opus" in model for model in verifying)


def test_wrong_credentials_and_guardrails_are_not_gone_round(tmp_path: Path) -> None:
    wrong = refusal(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
    with Emulator(script=[for_task(DRAFT, wrong)]) as emulator:
        with pytest.raises(CredentialsError):
            Newsroom(tmp_path, emulator).run(fallbacks=FALLBACKS)
        assert len(asked(emulator, DRAFT)) == 1


def test_when_no_model_is_left_the_last_error_is_told(tmp_path: Path) -> None:
    with Emulator(script=[for_task(DRAFT, DOWN)] * 3) as emulator, pytest.raises(ModelUnavailable, match="haiku"):
        Newsroom(tmp_path, emulator).run(fallbacks=FALLBACKS, attempts=1)


def test_a_model_that_refuses_the_task_makes_room_for_the_next(tmp_path: Path) -> None:
    with Emulator(script=[for_task(DRAFT, answer({"text": "I would rather not."}, "refusal"))]) as emulator:
        record = Newsroom(tmp_path, emulator).run(fallbacks=FALLBACKS)

    assert record.task("drafting/draft").model == OPUS.id
