"""A slice of the long tests has something of every test, and slices in a row leave nothing out."""

import pytest

from tests.slices import in_slice

FEW = {f"test_few[{case}]": "test_few" for case in "abc"}
MANY = {f"test_many[{case}]": "test_many" for case in range(100)}
ALONE = "test_alone"
ALL = {**FEW, **MANY, ALONE: ALONE}


@pytest.mark.parametrize("seed", range(15))
def test_it_has_its_share_of_many_cases_and_one_of_few(seed: int) -> None:
    taken = in_slice(ALL, 15, seed)

    assert len(taken & FEW.keys()) == 1
    assert len(taken & MANY.keys()) in {6, 7}


@pytest.mark.parametrize("one_in", [1, 2, 5, 15, 200])
def test_as_many_in_a_row_as_there_are_take_every_case(one_in: int) -> None:
    slices = [in_slice(ALL, one_in, seed) for seed in range(739_951, 739_951 + one_in)]

    assert frozenset().union(*slices) == ALL.keys()
    assert sum(ALONE in taken for taken in slices) == 1


def test_which_one_of_few_it_has_changes_with_the_seed() -> None:
    assert {case for seed in range(3) for case in in_slice(FEW, 15, seed)} == FEW.keys()


def test_the_same_seed_takes_the_same() -> None:
    assert in_slice(ALL, 15, 7) == in_slice(ALL, 15, 7) != in_slice(ALL, 15, 8)
