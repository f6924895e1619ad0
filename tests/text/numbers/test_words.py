from decimal import Decimal

import pytest

from ghostwriter.text.numbers.words import spelled_values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three ships", "3"),
        ("twenty-five", "25"),
        ("two hundred and forty men", "240"),
        ("one hundred and twenty thousand", "120000"),
        ("two million three hundred thousand", "2300000"),
        ("half a million", "500000"),
        ("two dozen", "24"),
        ("nineteen thirty-six", "1936"),
        ("the third time", "3"),
        ("a third of it", "33"),
        ("half of it", "50"),
        ("twice", "2"),
        ("a ship", "1"),
    ],
)
def test_a_number_in_words_has_its_value(text: str, value: str) -> None:
    assert Decimal(value) in spelled_values(text)


@pytest.mark.parametrize(("text", "value"), [("twenty-seven", "7"), ("two hundred", "2"), ("four five", "9")])
def test_a_part_of_a_number_is_not_a_number(text: str, value: str) -> None:
    assert Decimal(value) not in spelled_values(text)
