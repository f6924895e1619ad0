import pytest

from ghostwriter.verification.records import Answer, Hours, answers, days_between, opening_hours

SOURCE = """\
name: Elm Café
attributes BusinessParking garage: False
WiFi: free
attributes Ambience intimate: None
Open to all: we do not mind
hours Monday: 0:0-0:0
hours Tuesday: 11:30-20:0
"""


def test_records_that_answer_yes_no_or_nothing_are_read_by_their_words() -> None:
    assert answers(SOURCE) == (
        Answer(("attributes", "business", "parking"), ("garage",), holds=False),
        Answer((), ("wi", "fi"), holds=True),
        Answer(("attributes", "ambience"), ("intimate",), holds=None),
    )


def test_the_hours_of_each_day_are_read_in_minutes() -> None:
    assert opening_hours((SOURCE,)) == {"monday": Hours(0, 0), "tuesday": Hours(690, 1_200)}


def test_days_that_two_sources_give_differently_are_left_out() -> None:
    assert opening_hours((SOURCE, "Tuesday: 9:00-17:00")) == {"monday": Hours(0, 0)}


@pytest.mark.parametrize(
    ("first", "last", "days"), [("Monday", "wednesday", 3), ("Saturday", "Monday", 3), ("friday", "friday", 1)]
)
def test_days_run_over_the_end_of_the_week(first: str, last: str, days: int) -> None:
    between = days_between(first, last)

    assert (between[0], between[-1], len(between)) == (first.lower(), last.lower(), days)
