"""``--fresh`` runs every attack in a process of its own: slower, and nothing is shared."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fresh", action="store_true", help="start a new process for every attack")
