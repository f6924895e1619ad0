"""The door to OpenHands and LiteLLM: what is switched off before they are imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

IMPORTED = """
import json, os, sys
before = list(sys.path)
import ghostwriter.bedrock.sdk as sdk
import litellm, logging
from openhands.sdk.observability.laminar import should_enable_observability
print(json.dumps({
    "environment": dict(os.environ),
    "path": sys.path == before and type(sys.path) is list,
    "switches": sdk.SWITCHES,
    "telemetry": should_enable_observability(),
    "callbacks": [*litellm.success_callback, *litellm.callbacks, *litellm.failure_callback],
    "fetches tokenizers": not litellm.disable_hf_tokenizer_download,
    "opens a loop for each piece of a stream": not litellm.disable_streaming_logging,
    "levels": {name: logging.getLogger(name).level for name in ("LiteLLM", "litellm", "openhands")},
}))
"""
HOSTILE = {
    "LMNR_PROJECT_API_KEY": "x",
    "LMNR_BASE_URL": "https://telemetry.example",
    "OTEL_ENDPOINT": "https://telemetry.example",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "https://telemetry.example",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://telemetry.example",
    "LITELLM_LOG": "DEBUG",
    "LITELLM_MODE": "DEV",
    "LITELLM_DEV_ENV_HOT_RELOAD": "True",
    "LITELLM_PRINT_STANDARD_LOGGING_PAYLOAD": "1",
    "LITELLM_DISABLE_REDACT_SECRETS": "true",
    "LITELLM_ROUTE_ALL_CHAT_OPENAI_TO_RESPONSES": "true",
    "JSON_LOGS": "true",
    "USE_DDTRACE": "true",
    "DEBUG": "1",
    "LOG_TO_FILE": "true",
    "LOG_JSON": "true",
    "DEBUG_LLM": "true",
    "OH_PERSISTENCE_DIR": "elsewhere",
    "FASTMCP_ENV_FILE": ".env",
}
OURS_AS_WELL = {
    "LITELLM_PROXY_API_BASE": "http://127.0.0.1:4000",
    "LITELLM_PROXY_API_KEY": "sk-1",
    "OTEL_SERVICE_NAME": "x",
}


@pytest.mark.parametrize("hostile", [HOSTILE, {}], ids=["an environment that asks for everything", "a plain one"])
def test_importing_it_switches_off_what_logs_fetches_and_phones_home(hostile: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PLANTED=1\n")

    done = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path / "home")} | hostile | OURS_AS_WELL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    environment, switches = found.pop("environment"), found.pop("switches")
    assert environment.items() >= switches.items()
    assert environment.items() >= OURS_AS_WELL.items()
    assert "PLANTED" not in environment
    gone = {
        name for name in hostile if name.startswith(("LMNR", "OTEL", "LITELLM", "JSON", "USE")) and name not in switches
    }
    assert not gone & set(environment)
    assert environment["OH_PERSISTENCE_DIR"] != "elsewhere"
    assert found == {
        "path": True,
        "telemetry": False,
        "callbacks": [],
        "fetches tokenizers": False,
        "opens a loop for each piece of a stream": False,
        "levels": {"LiteLLM": 50, "litellm": 50, "openhands": 50},
    }
    assert [path.name for path in tmp_path.iterdir()] == [".env"]
