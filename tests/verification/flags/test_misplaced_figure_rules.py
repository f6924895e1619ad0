"""Each reason why a figure that the sources hold is out of its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.schema.artifacts import Flag
from ghostwriter.verification.flags import SourceIndex, find_flags

NEWS = """
Noelle Velentzas, 28, and her former roommate, Asia Siddiqui, 31, were arrested in New York on April 2, 2015.
The court fined the company $42,500 after an inspection that lasted 18 months and covered 128 parks.
About 36 percent of the visitors came by train in 2014, while 51 percent of them drove.
The festival runs from March 3 to March 9, and the harvest fair from October 12 to October 14.
Anna Brook ran Season 7 of the show; Duke won the final 81-71.
The decision stands until November 13. Both sides will argue their case on December 7.
"""
RECORD = """name: Sushi Tyme
address: 406 State St
city: Santa Barbara
business_stars: 4.5
Review 1 (5.0 stars, 2021-12-08 02:20:07): Finally reopened, with a clean and handsome interior.
Review 2 (2.0 stars, 2022-01-04 19:36:12): The rolls were cold and the bill came to 63 dollars.
"""


def hints(text: str, source: str = NEWS, known: str = "") -> list[Flag]:
    return [flag for flag in find_flags(text, SourceIndex.of([source], known)) if flag.kind == "binding"]


@pytest.mark.parametrize(
    ("text", "figure", "reason"),
    [
        ("The court fined the company $2014 after an inspection.", "2014", "another kind (year, not money)"),
        ("The inspection by the company lasted 128 months.", "128", "another kind (count, not months)"),
        ("The company was fined in 128.", "128", "another kind (count, not year)"),
        ("Her former roommate Asia Siddiqui, 28, was arrested in New York.", "28", "Siddiqui 31"),
        ("The festival runs from March 3 to March 14.", "14", "here they have 9"),
        ("The harvest fair runs from October 12 to October 12.", "12", "both ends of a range"),
        ("The decision will stand until December 13.", "13", "another month"),
        ("Anna Brook ran Season 28 of the show.", "28", "Season 7"),
        ("Duke won the final by a score of 81-31.", "31", "here they have 71"),
    ],
)
def test_a_figure_out_of_its_place_is_a_hint_that_says_what_the_source_has(text: str, figure: str, reason: str) -> None:
    found = [flag for flag in hints(text) if flag.text == figure]

    assert found
    assert not any(flag.hard for flag in found)
    assert reason in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Asia Siddiqui, 31, was arrested in New York in April 2015, together with Noelle Velentzas, 28.",
        "A fine of $42,500 was what an inspection of 18 months led to.",
        "In 2014, 36% of the visitors took the train and 51% the car.",
        "The fair takes place in October, from the 12th to the 14th.",
        "In the 7th season it was Anna Brook who ran the show.",
        "Step 7: wait until November 13.",
        "The final ended 81-71.",
    ],
)
def test_what_a_source_says_in_other_words_is_no_hint(text: str) -> None:
    assert hints(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sushi Tyme, at 406 State St in Santa Barbara, has 4.5 stars.", []),
        ("Sushi Tyme, at 63 State St in Santa Barbara, has 4.5 stars.", ["63"]),
        ("The restaurant has a rating of 2.0 stars.", ["2.0"]),
        ("One reviewer gave it 2.0 stars.", []),
    ],
)
def test_a_record_binds_its_figures_to_its_keys_and_to_what_stands_under_them(text: str, found: list[str]) -> None:
    assert [flag.text for flag in hints(text, RECORD)] == found


def test_what_was_asked_binds_a_figure_as_well() -> None:
    assert hints("The answer holds for 128 months.", known="What holds for 128 months?") == []


def test_a_few_that_the_writer_may_have_counted_are_no_hint() -> None:
    assert hints("It was decided within 7 days.", "He lives at 7 Oak Lane.") == []


@given(st.permutations(NEWS.strip().splitlines()))
def test_sentences_of_a_source_bind_as_they_stand_whatever_their_order(sentences: list[str]) -> None:
    assert hints("\n".join(sentences)) == []
