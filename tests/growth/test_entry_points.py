"""Wherever a stranger's text comes in, twice the text takes about twice the time, whatever it is made of."""

import random
from collections.abc import Iterator

import pytest

from tests.growth.entry_points import ENTRY_POINTS, refusals_aside
from tests.growth.measuring import Make, offenders, repeated

LENGTH = 8_000
"""Characters of the longest text: enough for a square to show, and for a cube not to take for ever."""
UNITS = (
    " ", "\t", "\n", " \n", "\u00a0", "Aa ", "A. ", "a ", "A.", "a'", "1 2 3 ", "12,345 ", ",345", "7", "1/",
    "1–2 ", "9:00-", "12 March 2021 ", "3/12/2021, ", '"', '"a b c d" ', "“a b c” ", "“", "„", "'", "(",
    "(a ", "[", "[a](b) ", "[^1]", "[^1]: a\n", "[S1F1]", "{", "**a** ", "*", "_a_ ", "|a|b|\n", "<", "<a>x",
    "<!--", "<p hidden>", "<div style='color:red'>x", "&#", "- a\n", "> ", "# a\n\nb c.\n\n", "```\n", "\\",
    "-", "https://a.b/c?d=e ", "a@b.c ", "$1 ", "5 per cent ", "Anna Bauer ", "Mr. Smith ", "J. R. ", "not ",
    "does not have ", "of the ", "5 km ", "twenty-", "one hundred and ", "two thirds ", "5 years old ",
    "million ", "a\u0301", "\u0301", "\u200b", "\U000e0041", "é", "XIV ", "这是一个句子。", "Анна Бауэр ", "It is so. ",
    "He ran! Why? ", "the lazy dog and ", "HasTV: False\n", "(555) 123-4567 ", "QUJDREVGR0g ", "a, ", "key: ",
    "?", "…", "; ",
)  # fmt: skip
PAIRS = 25
"""Units put together by chance, the same in every run."""


def texts() -> Iterator[tuple[str, Make]]:
    yield from ((repr(unit), repeated(unit)) for unit in UNITS)
    chance = random.Random(12)
    for _ in range(PAIRS):
        one, other = chance.sample(UNITS, 2)
        count = chance.choice((1, 3, 40))
        yield f"{one * count!r} and {other!r}", repeated(one * count + other)
        yield f"{one!r} without end, then {other!r}", lambda length, one=one, other=other: repeated(one)(length) + other  # type: ignore[misc]


@pytest.mark.parametrize("name", list(ENTRY_POINTS))
def test_time_grows_no_faster_than_the_text(name: str) -> None:
    work = refusals_aside(ENTRY_POINTS[name])
    work("Warm up 1. " * 50)

    assert offenders(work, texts(), LENGTH) == {}


@pytest.mark.parametrize(
    "name", ["a text to check", "a source to check by", "what check shows", "the flags of a draft"]
)
def test_a_number_without_end_is_a_number(name: str) -> None:
    for number in ("1" * 5_000, "1." + "2" * 5_000, "1," + "234," * 1_500, "1/" + "3" * 5_000):
        ENTRY_POINTS[name](f"There were {number} people in {number} per cent of 12 towns.")
