"""The specification of what is a disagreement and what is not, as pairs of sentences: one pair a line of ``pairs/``.

Each pair stands among sentences about other things, as facts do.
"""

from pathlib import Path

import pytest

from tests.verification.disagreements.test_find import disagreements

PAIRS = Path(__file__).parent / "pairs"
BESIDE = (
    "The valley is known for its apples. The council meets every month. Many visitors come in summer. "
    "The harbour was built of stone. The people of the region speak two languages. A newspaper appears every week."
)
ALSO = "The weather was mild. A bus runs to the coast."


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (PAIRS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(first, second) for first, _, second in (line.partition(" | ") for line in lines)]


@pytest.mark.parametrize(("first", "second"), pairs("disagree"))
def test_two_sources_disagree(first: str, second: str) -> None:
    (found,) = disagreements(f"{first} {BESIDE}", f"{second} {ALSO}")

    assert (found.facts, found.kind == "taken back") == (["S1F1", "S2F1"], False)


@pytest.mark.parametrize(("first", "second"), pairs("agree"))
def test_two_sources_need_not_disagree(first: str, second: str) -> None:
    assert disagreements(f"{first} {BESIDE}", f"{second} {ALSO}") == []


@pytest.mark.parametrize(("first", "second"), pairs("taken_back"))
def test_a_source_takes_back_what_it_said(first: str, second: str) -> None:
    found = disagreements(f"{first} {BESIDE} {second}")

    assert "S1F1" in [one.facts[0] for one in found if one.kind == "taken back"]


@pytest.mark.parametrize(("first", "second"), pairs("not_taken_back"))
def test_nothing_is_taken_back(first: str, second: str) -> None:
    assert disagreements(f"{first} {BESIDE} {second}") == []
