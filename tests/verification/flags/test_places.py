"""Stretches and ranges are found by their order as they would be by going through all of them."""

from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.flags.places import Places, RangeIndex

PAIRS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair)))
STRETCHES = st.lists(PAIRS, max_size=20)


@given(STRETCHES, PAIRS)
def test_what_is_around_a_place_and_what_touches_it(stretches: list[tuple[int, int]], place: tuple[int, int]) -> None:
    start, end = place
    places = Places(stretches)
    ordered = sorted(stretches)
    touching = [number for number, (first, last) in enumerate(ordered) if first < end and start < last]

    assert places.around(start, end) == any(first <= start and end <= last for first, last in stretches)
    assert places.touch(start, end) == bool(touching)
    assert {*touching} <= {*places.touching(start, end)}


@given(STRETCHES, PAIRS)
def test_the_ranges_that_share_a_value_with_one(ranges: list[tuple[int, int]], wanted: tuple[int, int]) -> None:
    index = RangeIndex((least, most, number) for number, (least, most) in enumerate(ranges))

    assert sorted(index.overlapping(*wanted)) == [
        number for number, (least, most) in enumerate(ranges) if least <= wanted[1] and wanted[0] <= most
    ]
