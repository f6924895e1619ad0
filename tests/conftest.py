"""No test may reach anything but this machine, and none sees the developer's own credentials."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cassette_format import json_body

PROXIES = {"http_proxy", "https_proxy", "all_proxy"}
SWITCHES = {"LITELLM_LOCAL_MODEL_COST_MAP", "LITELLM_MODE"}
FOREIGN = ("AWS_", "GHOSTWRITER_", "OPENAI_", "ANTHROPIC_", "LITELLM_", "OPENHANDS_")


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Cassettes match requests by what their JSON bodies say."""
    vcr.register_matcher("json_body", json_body)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drop whatever the machine would lend: credentials, regions, proxies."""
    for name in list(os.environ):
        if (name.startswith(FOREIGN) and name not in SWITCHES) or name.lower() in PROXIES:
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def wire() -> Iterator[object]:
    """A fresh emulator with the extractive author."""
    from ghostwriter.emulator.server import Emulator

    with Emulator() as emulator:
        yield emulator


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests have recorded, from whichever process."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "figures":
                terminalreporter.write_line(str(value))
    ended = [report for report in terminalreporter.getreports("") if report.when == "teardown"]
    attacks = [value for report in ended for name, value in report.user_properties if name == "attack"]
    if attacks:
        seconds, kibibytes = (max(figures) for figures in zip(*attacks, strict=True))
        terminalreporter.write_line(
            f"attacks: {len(attacks)} runs; the longest took {seconds:.1f} s, the largest {kibibytes // 1024} MB"
        )
