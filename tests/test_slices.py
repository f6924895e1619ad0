"""A slice of the long tests has something of every test, and slices in a row leave nothing out."""

import pytest

from tests.slices import in_slice

FEW = [f"tests/test_a.py::test_few[{case}]" for case in "abc"]
MANY = [f"tests/test_a.py::test_many[{case}]" for case in range(100)]
ALONE = "tests/test_b.py::test_alone"
ALL = [*FEW, *MANY, ALONE]


@pytest.mark.parametrize("seed", range(15))
def test_it_has_its_share_of_many_cases_and_one_of_few(seed: int) -> None:
    taken = in_slice(ALL, 15, seed)

    assert len(taken & {*FEW}) == 1
    assert len(taken & {*MANY}) in {6, 7}


@pytest.mark.parametrize("one_in", [1, 2, 5, 15, 200])
def test_as_many_in_a_row_as_there_are_take_every_case(one_in: int) -> None:
    slices = [in_slice(ALL, one_in, seed) for seed in range(739_951, 739_951 + one_in)]

    assert frozenset().union(*slices) == {*ALL}
    assert sum(ALONE in taken for taken in slices) == 1


def test_the_same_seed_takes_the_same() -> None:
    assert in_slice(ALL, 15, 7) == in_slice(ALL, 15, 7) != in_slice(ALL, 15, 8)
