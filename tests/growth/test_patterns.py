"""Every pattern of the package is linear, as it is used: no text, not even one made for it, takes more than its length."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ghostwriter
from tests.growth.measuring import MOST_A_DOUBLING, Make, growth, repeated
from tests.growth.pattern_texts import hostile_texts

PACKAGE = Path(ghostwriter.__path__[0])
SHORT, LONG = 28, 8_000
"""Characters: of a text for which a pattern that takes twice as long for each of them would not end, and of the others."""
SECONDS = 0.5
"""For a short text: anything else is done in a thousandth of that."""
OWN = 12
"""Texts made of a pattern's own parts."""
SHARES = 30
"""The patterns are looked at in so many parts."""
RUNS = " \t\n\u00a0aA10._-*'\"“([<`|#,:\u0301字"
OURS = {
    "bedrock.wire.call_settings": "a guardrail's name, from the settings",
    "dotenv": "names of variables of the environment",
    "emulator.sigv4": "the header of our own client",
    "emulator.validation": "requests of our own client",
    "sandbox": "names of variables of the environment",
    "atomic": "names of our own temporary files",
}
"""Patterns that see no stranger's text."""


def patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Module, name and pattern; those in tables too."""
    for module in pkgutil.walk_packages(ghostwriter.__path__, "ghostwriter."):
        if not module.name.endswith("__main__") and not module.name.removeprefix("ghostwriter.").startswith(
            tuple(OURS)
        ):
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((module.name, name, pattern) for pattern in _within(value))


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _within(one)


def searched() -> frozenset[str]:
    """The names, with their modules, of the patterns that are looked for anywhere in a text, and not only at a given place."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        home = {
            name.asname or name.name: f"{node.module}.{name.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        at_a_place = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in {"match", "fullmatch"}
        }
        found |= {
            home.get(node.id, f"{module}.{node.id}")
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in at_a_place
        }
    return frozenset(found)


def used(pattern: re.Pattern[str], *, everywhere: bool) -> Callable[[str], object]:
    return (lambda text: list(pattern.finditer(text))) if everywhere else pattern.match


def texts(pattern: re.Pattern[str]) -> Iterator[Make]:
    yield from map(repeated, RUNS)
    yield from hostile_texts(pattern, OWN)


def distinct() -> list[tuple[str, re.Pattern[str], bool]]:
    """Each pattern once for each way of using it: its name with its module, and whether it is looked for everywhere."""
    anywhere = searched()
    found = {
        (pattern.pattern, pattern.flags, f"{module}.{name}" in anywhere): (f"{module}.{name}", pattern)
        for module, name, pattern in patterns()
    }
    return [(name, pattern, everywhere) for (_, _, everywhere), (name, pattern) in found.items()]


def is_linear(work: Callable[[str], object], make: Make) -> bool:
    began = time.thread_time()
    work(make(SHORT))
    return time.thread_time() - began <= SECONDS and growth(work, make, LONG) <= MOST_A_DOUBLING


@pytest.mark.long
@pytest.mark.parametrize("share", range(SHARES))
def test_no_pattern_takes_longer_than_linear_time(share: int) -> None:
    found = [
        f"{name} on {make(SHORT)!r}"
        for name, pattern, everywhere in distinct()[share::SHARES]
        for make in texts(pattern)
        if not is_linear(used(pattern, everywhere=everywhere), make)
    ]

    assert found == []


def test_they_are_all_found() -> None:
    assert len(distinct()) > 400
