import pytest

from ghostwriter.text.dates.calendar import Day, days_of, months_of, named_days, named_months


@pytest.mark.parametrize(
    "text",
    ["3 March 2021", "March 3rd, 2021", "the 3rd of March, 2021", "2021-03-03", "03.03.2021", "3/3/21", "20210303"],
)
def test_a_day_is_known_however_it_is_written(text: str) -> None:
    assert Day(2021, 3, 3) in days_of(text)


def test_a_range_and_a_list_name_each_of_their_days() -> None:
    assert {day.day for day in days_of("from March 14 to 16")} == {14, 15, 16}
    assert {day.day for day in days_of("on 1, 3 and 5 May")} == {1, 3, 5}


def test_figures_may_be_two_days_where_the_order_is_open() -> None:
    assert days_of("4/3/2021") == {Day(2021, 3, 4), Day(2021, 4, 3)}


@pytest.mark.parametrize("text", ["version 2.3.1", "13/13/2021", "They may march.", "40 March"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert not days_of(text)


def test_a_month_is_told_from_a_verb() -> None:
    assert months_of("It may rain in march, or in May.") == {3, 5}
    assert [month for _, _, month in named_months("They May go in May, or in Augusta in August.")] == [5, 8]


@pytest.mark.parametrize("text", ["1," * 100_000, "1 to " * 40_000, "1-" * 100_000])
def test_a_list_of_days_without_end_is_read_in_one_go(text: str) -> None:
    assert list(named_days(text)) == []
