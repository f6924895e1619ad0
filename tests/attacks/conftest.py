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
