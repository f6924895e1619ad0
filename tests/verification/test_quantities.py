"""Quantities as both checks of figures read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.parsed_sentence import ParsedSentence
from ghostwriter.verification.quantities import Quantity, comparable_quantities, quantities

PIECES = [
    "12",
    "3.5",
    "1,200",
    "2014",
    "2022-01-31",
    "10:30",
    "$",
    "%",
    "three",
    "million",
    "a third",
    " of the ",
    " km",
    " years",
    " to ",
    " ",
    ". ",
]


def the_one(text: str) -> Quantity:
    (found,) = quantities(ParsedSentence(text))
    return found


def comparable(text: str) -> list[tuple[str, str]]:
    return [(one.shown, one.counted.things) for one in comparable_quantities(text)]


@pytest.mark.parametrize(
    ("text", "shown", "kind", "things", "unit"),
    [
        ("They sold 412 tickets.", "412 tickets", "count", "ticke", ""),
        ("The fine was $42,500.", "$42,500", "money", "dolla", ""),
        ("About 36 percent came.", "36 percent", "percent", "percent", ""),
        ("It opened in 1936.", "1936", "year", "year", ""),
        ("The road has 12 miles.", "12 miles", "miles", "length", "mi"),
        ("It lasted 18 months.", "18 months", "months", "duration", "month"),
        ("The field has 3 square miles.", "3 square", "square miles", "area", "mi²"),
        ("It begins at 7:30 pm.", "7:30 pm", "time of day", "time of day", ""),
        ("The water had 20 °C.", "20", "degrees", "c", "c"),
        ("The pump moves 40 litres per minute.", "40 litres", "liters", "volume/minute", "l"),
        ("It has 5 of the 9 seats.", "5 of", None, "of seat", ""),
    ],
)
def test_a_quantity_has_a_kind_and_the_things_that_it_counts(
    text: str, shown: str, kind: str | None, things: str, unit: str
) -> None:
    found = quantities(ParsedSentence(text))[0]

    assert (found.shown, found.kind) == (shown, kind)
    assert (found.counted.things, found.counted.unit) == (things, unit)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("It has 12 rooms and twelve beds.", ["digits", "words"]),
        ("A third of the 12 rooms is let.", ["share", "digits"]),
        ("It was on 2022-01-31.", ["digits", "date part", "date part", "date part"]),
        ("It cost 12 million.", ["digits"]),
    ],
)
def test_the_quantities_of_a_sentence_are_read_in_order(text: str, forms: list[str]) -> None:
    assert [one.form for one in quantities(ParsedSentence(text))] == forms


def test_the_ends_of_a_range_know_each_other() -> None:
    low, high = quantities(ParsedSentence("It takes 10 to 15 minutes."))

    assert (low.from_, low.to) == (None, high.ranges)
    assert (high.from_, high.to) == (low.ranges, None)
    assert low.kind == high.kind == "minutes"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("412 guests", "412", "412"),
        ("about 50 guests", "45", "55"),
        ("more than 50 guests", "50", "1e30"),
        ("up to 50 guests", "0", "50"),
        ("1,000 guests", "980", "1020"),
    ],
)
def test_a_quantity_lies_between_the_bounds_that_its_hedge_and_its_rounding_leave(
    text: str, least: str, most: str
) -> None:
    low, high = the_one(text).bounds

    assert low <= Decimal(least)
    assert high >= Decimal(most)
    assert the_one(text).agrees_with(the_one(text))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("10 miles", "16 km", True),
        ("10 miles", "19 km", False),
        ("2 years", "24 months", True),
        ("90 minutes", "two hours", False),
        ("about 400 guests", "412 guests", True),
        ("412 guests", "430 guests", False),
    ],
)
def test_two_quantities_agree_as_rounded_hedged_and_converted(one: str, other: str, agree: bool) -> None:  # noqa: FBT001
    assert the_one(one).agrees_with(the_one(other)) == agree
    assert the_one(other).agrees_with(the_one(one)) == agree


def test_numbers_that_name_something_are_not_compared() -> None:
    assert comparable("Grade 5 took line 7 to gate 3.") == []
    assert comparable("They ran three games on Windows 7.") == [("three games", "game")]
    assert comparable("They agreed on half of the bill.") == [("half", "percent")]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_quantity_stands_where_it_says(text: str) -> None:
    found = quantities(ParsedSentence(text))

    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    for one in comparable_quantities(text):
        assert one.shown in text.strip() or one.shown.strip() in text
        assert one.bounds[0] <= one.bounds[1]
