import json
import subprocess
import sys
from pathlib import Path

import pytest

from ghostwriter.bedrock.models.catalog import HAIKU
from ghostwriter.brief.brief import Brief
from ghostwriter.cli.doctor.ping import QUESTION, Health, ping
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from tests.scripting import answer, credentials

UNKNOWN = "vendor.unheard-of-v1:0"


def healths(env: dict[str, str], *, offline: bool = False) -> dict[str, Health]:
    settings = resolve_settings(Flags(offline=offline), env, Brief())
    return {health.model: health for health in ping(settings, env)}


def refusal(status: int, kind: str, message: str) -> dict[str, object]:
    return {"error": {"status": status, "type": kind, "message": message}}


def test_each_model_is_asked_once_and_a_little(wire: Emulator) -> None:
    found = healths(credentials(wire))

    assert [(health.healthy, health.status) for health in found.values()] == [(True, "ok")] * 2
    assert [health.used_by for health in found.values()] == [
        ("extraction", "verification"),
        ("drafting", "critique", "revision"),
    ]
    assert len(wire.received) == 2
    for received in wire.received:
        assert QUESTION in json.dumps(received.body)
        assert received.body["inferenceConfig"]["maxTokens"] == 64
        assert "toolConfig" not in received.body
        assert received.raw_path.endswith("/converse")


def test_a_stages_own_settings_are_tried_and_thinking_is_not(wire: Emulator) -> None:
    env = {
        "GHOSTWRITER_MODEL": "sonnet",
        "GHOSTWRITER_SERVICE_TIER": "flex",
        "GHOSTWRITER_GUARDRAIL": "abc123:1",
        "GHOSTWRITER_THINKING_BUDGET": "2000",
    }

    healths(credentials(wire) | env)

    (received,) = wire.received
    assert received.body["serviceTier"] == {"type": "flex"}
    assert received.body["guardrailConfig"]["guardrailIdentifier"] == "abc123"
    assert "thinking" not in json.dumps(received.body)


def test_an_unhealthy_model_says_why_and_what_to_do(wire: Emulator) -> None:
    found = healths(credentials(wire) | {"GHOSTWRITER_MODEL": "haiku", "GHOSTWRITER_INFERENCE_PROFILE": "none"})

    health = found[f"bedrock/{HAIKU}"]
    assert not health.healthy
    assert health.status == "fail"
    assert health.reason.startswith("on-demand refusal: ")
    assert f"us.{HAIKU}" in health.remedy
    assert health.remedy not in health.reason


def test_what_only_takes_anothers_place_is_not_needed(wire: Emulator) -> None:
    found = healths(credentials(wire) | {"GHOSTWRITER_DRAFTING_FALLBACKS": UNKNOWN})

    assert found[f"bedrock/{UNKNOWN}"].status == "warn"
    assert found[f"bedrock/{UNKNOWN}"].used_by == ()


def test_missing_credentials_are_each_models_own_trouble() -> None:
    found = healths({})

    assert all("AWS_BEARER_TOKEN_BEDROCK" in health.reason for health in found.values())


def test_other_providers_are_asked_beside_missing_credentials(wire: Emulator) -> None:
    env = {"GHOSTWRITER_DRAFTING_MODEL": "openai/gpt-4.1", "OPENAI_API_BASE": f"{wire.url}/none", "OPENAI_API_KEY": "k"}

    found = healths(env)

    assert "credentials" not in found["openai/gpt-4.1"].reason
    assert not found["openai/gpt-4.1"].healthy


@pytest.mark.parametrize(
    ("entry", "healthy", "words"),
    [
        (answer({"text": "ready, and then some"}, "max_tokens"), True, ""),
        (refusal(403, "AccessDeniedException", "You don't have access to the model."), False, "Model access"),
        (refusal(403, "ExpiredTokenException", "The security token is expired"), False, "Get new ones"),
        (refusal(429, "ThrottlingException", "Too many tokens per day"), False, "tomorrow"),
        ({"reset": True}, True, ""),
    ],
)
def test_the_answer_decides(entry: dict[str, object], healthy: bool, words: str) -> None:  # noqa: FBT001
    with Emulator(script=[entry]) as wire:
        (health,) = healths(credentials(wire) | {"GHOSTWRITER_MODEL": "haiku"}).values()

    assert health.healthy is healthy
    assert words in health.remedy


def test_an_offline_ping_needs_no_account() -> None:
    assert all(health.healthy for health in healths({}, offline=True).values())


def doctor(*arguments: str, cwd: Path, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "ghostwriter", "doctor", "--ping", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=env | {"COLUMNS": "120"}, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_exit_code_says_whether_a_needed_model_is_unhealthy(wire: Emulator, tmp_path: Path) -> None:
    good = doctor("--json", cwd=tmp_path, env=credentials(wire))
    bad = doctor("--json", "--model", f"drafting={UNKNOWN}", cwd=tmp_path, env=credentials(wire))

    assert (good.returncode, bad.returncode) == (0, 3)
    assert [found["healthy"] for found in json.loads(good.stdout) if found["name"] == "ping"] == [True, True]
    assert [found["healthy"] for found in json.loads(bad.stdout) if found["name"] == "ping"].count(False) == 1


def test_the_table_names_health_stages_reason_and_remedy(wire: Emulator, tmp_path: Path) -> None:
    shown = doctor("--model", f"drafting={UNKNOWN}", cwd=tmp_path, env=credentials(wire)).stdout

    assert "unhealthy  vendor.unheard-of-v1:0" in shown
    assert "critique, revision" in shown
    assert "unknown model: " in shown
    assert "-> Check its spelling" in shown
    assert wire.bearer_token not in shown
