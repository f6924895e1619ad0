"""No test may reach anything but this machine, and none sees the developer's own credentials.

Tests marked ``long`` are run in slices: ``--one-in 20`` runs one in twenty of them, and ``--seed`` says which; without, all are.
"""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.cassette_format import json_body
from tests.slices import in_slice

PROXIES = {"http_proxy", "https_proxy", "all_proxy"}
SWITCHES = {"LITELLM_LOCAL_MODEL_COST_MAP", "LITELLM_MODE"}
FOREIGN = ("AWS_", "GHOSTWRITER_", "OPENAI_", "ANTHROPIC_", "LITELLM_", "OPENHANDS_")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--one-in", type=int, default=1, metavar="N", help="of tests marked long, run one in N")
    # The default is the controller's: its workers are given the value, and agree on it at midnight.
    today = date.today().toordinal()  # noqa: DTZ011  (any day is as good as another)
    parser.addoption("--seed", type=int, default=today, help="which of the N slices; by default it is the date's")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: run in full by `make test-all`, in slices by `make test` and `.ci/run`")


@pytest.hookimpl(tryfirst=True)  # before -k and -m, so that they find the same slice
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long tests that are not in the slice."""
    long = {item.nodeid: _marked(item) for item in items if item.get_closest_marker("long")}
    left_out = long.keys() - in_slice(long, config.getoption("one_in"), config.getoption("seed"))
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left_out])
    items[:] = [item for item in items if item.nodeid not in left_out]


def _marked(item: pytest.Item) -> str:
    """The name of what is marked long: the whole module, or the test with all its cases."""
    module = item.getparent(pytest.Module)
    whole = module is not None and any(mark.name == "long" for mark in module.own_markers)
    return module.nodeid if module and whole else item.nodeid.partition("[")[0]


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Cassettes match requests by what their JSON bodies say."""
    vcr.register_matcher("json_body", json_body)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Drop whatever the machine would lend: credentials, regions, proxies; keep the user's own state out of it."""
    for name in list(os.environ):
        if (name.startswith(FOREIGN) and name not in SWITCHES) or name.lower() in PROXIES:
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture
def wire() -> Iterator[object]:
    """A fresh emulator with the extractive author."""
    from ghostwriter.emulator.server import Emulator

    with Emulator() as emulator:
        yield emulator


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the seed of the slice, and the figures that tests have recorded, from whichever process."""
    one_in, seed = config.getoption("one_in"), config.getoption("seed")
    if one_in > 1:
        terminalreporter.write_line(
            f"of the long tests one in {one_in} was run; --one-in {one_in} --seed {seed} runs the same again"
        )
    ended = [report for report in terminalreporter.getreports("") if report.when == "teardown"]
    properties = [named for report in ended for named in report.user_properties]
    if struck := [value for name, value in properties if name == "chaos"]:
        from tests.chaos.figures import in_words
        from tests.chaos.scenario import Outcome

        outcomes = [Outcome(**value | {"struck": Counter(value["struck"])}) for value in struck]
        terminalreporter.write_line(in_words(sorted(outcomes, key=lambda outcome: outcome.seed)))
    if attacks := [value for name, value in properties if name == "attack"]:
        seconds, kibibytes = (max(figures) for figures in zip(*attacks, strict=True))
        terminalreporter.write_line(
            f"attacks: {len(attacks)} runs; the longest took {seconds:.1f} s of processor time, "
            f"the largest {kibibytes // 1024} MB"
        )
