"""No test may reach anything but this machine, and none sees the developer's own credentials."""

import os
from collections.abc import Iterator

import pytest

FOREIGN = ("AWS_", "GHOSTWRITER_", "OPENAI_", "ANTHROPIC_", "LITELLM_", "OPENHANDS_")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drop whatever the machine would lend: credentials, regions, proxies."""
    for name in list(os.environ):
        if name.startswith(FOREIGN) and name not in {"LITELLM_LOCAL_MODEL_COST_MAP", "LITELLM_MODE"}:
            monkeypatch.delenv(name)
        elif name.lower() in {"http_proxy", "https_proxy", "all_proxy"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def wire() -> Iterator[object]:
    """A fresh emulator with the extractive author."""
    from ghostwriter.emulator.server import Emulator

    with Emulator() as emulator:
        yield emulator
