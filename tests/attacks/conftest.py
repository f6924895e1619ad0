"""``--fresh`` runs every attack in a process of its own: slower, and nothing is shared. How many there were stands at the end."""

from collections.abc import Callable, Iterator

import pytest

from tests.attacks.arena import OUTCOMES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fresh", action="store_true", help="start a new process for every attack")


@pytest.fixture(autouse=True)
def noted(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """What each attack took, told to the process that prints the figures."""
    before = len(OUTCOMES)
    yield
    for outcome in OUTCOMES[before:]:
        record_property("attack", [outcome.seconds, outcome.kibibytes])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ended = [report for report in terminalreporter.getreports("") if report.when == "teardown"]
    took = [value for report in ended for name, value in report.user_properties if name == "attack"]
    if took:
        seconds, kibibytes = (max(figures) for figures in zip(*took, strict=True))
        terminalreporter.write_line(
            f"attacks: {len(took)} runs; the longest took {seconds:.1f} s, the largest {kibibytes // 1024} MB"
        )
