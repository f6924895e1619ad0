"""Whatever Bedrock answers: one typed error with its remedy, the right exit code, and a workspace that resumes."""

import re
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.bedrock.errors.table import FAULTS
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import (
    CredentialsError,
    GhostwriterError,
    GuardrailIntervened,
    ModelNotAvailable,
    ModelStopped,
    ModelUnavailable,
    QuotaReached,
    StageFailed,
)
from tests.scripting import Newsroom, answer

HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0"
PATIENCE: dict[str, Any] = {"attempts": 2, "longest_wait": 0.05, "deadline": 2.0, "timeout": 20}
IN_A_HURRY: dict[str, Any] = PATIENCE | {"timeout": 0.5}
"""For what never answers; a busy machine answers everything else later than that at times."""
ENTRIES = 1_000


def refusal(status: int, kind: str, message: str) -> dict[str, Any]:
    return {"error": {"status": status, "type": kind, "message": message}}


def stopped(reason: str) -> dict[str, Any]:
    return answer({"text": "Half an"}, reason)


PLAYED: dict[str, tuple[dict[str, Any], type[GhostwriterError], int, str]] = {
    "on-demand refusal": (
        refusal(400, "ValidationException", f"Invocation of model ID {HAIKU} with on-demand throughput isn’t supported."),
        ModelNotAvailable, 3, rf"global\.{HAIKU}",
    ),
    "expired credentials": (
        refusal(403, "ExpiredTokenException", "The security token included in the request is expired"),
        CredentialsError, 3, "Get new ones",
    ),
    "expired key": (refusal(403, "AccessDeniedException", "Bearer Token has expired"), CredentialsError, 3, "Get new ones"),
    "clock": (
        refusal(403, "InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than 2026"),
        CredentialsError, 3, "clock is wrong",
    ),
    "wrong credentials": (
        refusal(403, "UnrecognizedClientException", "The security token included in the request is invalid."),
        CredentialsError, 3, "ghostwriter doctor",
    ),
    "wrong key": (
        refusal(403, "AccessDeniedException", "Authentication failed: Please make sure your API Key is valid."),
        CredentialsError, 3, "ghostwriter doctor",
    ),
    "no access to the model": (
        refusal(403, "AccessDeniedException", "You don't have access to the model with the specified model ID."),
        ModelNotAvailable, 3, "Model access",
    ),
    "use case": (
        refusal(404, "ResourceNotFoundException", "Model use case details have not been submitted for this account."),
        ModelNotAvailable, 3, "Model access",
    ),
    "wrong region or profile": (
        refusal(400, "ValidationException", "The provided model identifier is invalid."),
        ModelNotAvailable, 3, "change AWS_REGION",
    ),
    "retired model": (
        refusal(404, "ResourceNotFoundException", "This model version has reached the end of its life."),
        ModelNotAvailable, 3, "Use a newer model",
    ),
    "unknown model": (
        refusal(404, "ResourceNotFoundException", "Model not found."), ModelNotAvailable, 3, "Check its spelling",
    ),
    "input too long": (
        refusal(400, "ValidationException", "Input is too long for requested model."),
        ModelStopped, 1, r"Split (dam|town)\.md \(\d+ words\)",
    ),
    "daily quota": (
        refusal(429, "ThrottlingException", "Too many tokens per day, please wait before trying again."),
        QuotaReached, 1, "tomorrow",
    ),
    "throttling": (
        refusal(429, "ThrottlingException", "Too many requests, please wait before trying again."),
        ModelUnavailable, 1, "beyond the deadline",
    ),
    "timeout": ({"stall": 3}, ModelUnavailable, 1, "did not answer in time"),
    "model timeout": (refusal(408, "ModelTimeoutException", "Processing timed out."), ModelUnavailable, 1, "in time"),
    "service fault": (refusal(503, "ServiceUnavailableException", "Down."), ModelUnavailable, 1, "AWS's side"),
    "internal": (refusal(500, "InternalServerException", "Oops."), ModelUnavailable, 1, "AWS's side"),
    "reset connection": ({"reset": True}, ModelUnavailable, 1, "Check the network"),
    "malformed answer": (stopped("malformed_model_output"), ModelStopped, 1, "use another model"),
    "refused request": (refusal(400, "ValidationException", "Some field is wrong."), StageFailed, 1, "settings"),
    "half an answer": (stopped("max_tokens"), ModelStopped, 1, "output limit"),
    "guardrail": (stopped("guardrail_intervened"), GuardrailIntervened, 1, "guardrail"),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(PLAYED))
def test_each_fault_is_one_error_with_its_remedy_and_the_workspace_resumes(fault: str, tmp_path: Path) -> None:
    entry, kind, code, remedy = PLAYED[fault]
    patience = IN_A_HURRY if fault == "timeout" else PATIENCE
    with Emulator(script=[entry] * ENTRIES) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        with pytest.raises(kind) as caught:
            newsroom.run(**patience)
        emulator._service._script._waiting.clear()
        message = "\n".join([str(caught.value), *getattr(caught.value, "__notes__", [])])

        assert caught.value.exit_code == code
        assert len(message.splitlines()) <= 3
        assert re.search(remedy, message), message
        assert newsroom.json("run.json")["status"] == "failed"
        assert newsroom.json("run.json")["exit_code"] == code
        assert newsroom.run(**PATIENCE).status == "done"


def test_every_row_of_the_table_is_played_but_the_one_that_needs_a_name_server() -> None:
    assert {fault.name for fault in FAULTS} - set(PLAYED) == {"no such region"}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.name in PLAYED], ids=lambda fault: fault.name)
def test_only_what_can_get_better_is_tried_again(fault: Any, tmp_path: Path) -> None:
    entry, kind, _, _ = PLAYED[fault.name]
    patience = IN_A_HURRY if fault.name == "timeout" else PATIENCE
    with Emulator(script=[{**entry, "match": {"contains": "S1.json"}}] * ENTRIES) as emulator:
        with pytest.raises(kind):
            Newsroom(tmp_path, emulator).run(**patience)
        tries = sum("S1.json" in str(received.body) for received in emulator.received)

    assert tries == 1 if fault.retry.name == "NEVER" else tries >= 2


def test_a_long_throttling_does_not_count_as_failed_attempts(tmp_path: Path) -> None:
    throttled = refusal(429, "ThrottlingException", "Too many requests, please wait before trying again.")
    with Emulator(script=[throttled] * 40) as emulator:
        record = Newsroom(tmp_path, emulator).run(attempts=2, longest_wait=0)

    assert record.status == "done"


def test_the_time_that_aws_asks_for_is_given(tmp_path: Path) -> None:
    asked = refusal(429, "ThrottlingException", "Too many requests, please wait before trying again.")
    asked["error"]["retry_after"] = 1
    with Emulator(script=[{**asked, "match": {"contains": "S1.json"}}]) as emulator:
        Newsroom(tmp_path, emulator).run(longest_wait=0)
        first, second = [received.at for received in emulator.received if "S1.json" in str(received.body)][:2]

    assert second - first >= 1.0
