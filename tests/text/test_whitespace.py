"""Runs of white space: those without end are as good as short ones, and all others stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.text.clean import clean_text
from ghostwriter.text.whitespace import LONGEST_GAP, without_gaps

MORE = LONGEST_GAP + 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a" + " " * LONGEST_GAP + "b", "a" + " " * LONGEST_GAP + "b"),
        ("a" + " " * MORE + "b", "a b"),
        ("a" + "\t\u00a0" * MORE + "b", "a b"),
        ("a" + " " * MORE + "\nb", "a\nb"),
        ("a" + " " * MORE + "\n    b", "a\n    b"),
        ("a" + "\n" * MORE + "b", "a\n\nb"),
        ("a" + " \n" * MORE + "  - b", "a\n\n  - b"),
    ],
)
def test_a_gap_without_end_says_what_a_short_one_says(text: str, left: str) -> None:
    assert without_gaps(text) == left


@given(st.lists(st.sampled_from(["a", "- b", "\n", " " * 150, "\n" * 150, "\t"]), max_size=12).map("".join))
def test_no_word_goes_and_a_second_time_changes_nothing(text: str) -> None:
    left = without_gaps(text)

    assert left.split() == text.split()
    assert without_gaps(left) == left


def test_a_source_is_taken_in_without_gaps_and_with_its_paragraphs_and_code() -> None:
    text = "Name" + " " * 40 + "Age\n\n    code\n" + " " * 5_000 + "\n" * 5_000 + "It was" + " " * 5_000 + "so.\n"

    assert clean_text(text)[0] == "Name" + " " * 40 + "Age\n\n    code\n\nIt was so.\n"
