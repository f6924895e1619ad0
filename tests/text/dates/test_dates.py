import pytest

from ghostwriter.text.dates.dates import months, weekdays


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("on 4 May 1937", {"may"}),
        ("on May 4th", {"may"}),
        ("the 4th of March", {"march"}),
        ("since last May", {"may"}),
        ("Sept. 12 and 3 Dec", {"september", "december"}),
        ("August was hot", {"august"}),
        ("on 1937-05-04", {"may"}),
        ("on 04.06.1937", {"april", "june"}),
        ("She may march with Jan and Mar.", set()),
    ],
)
def test_months_are_known_however_a_date_is_written(text: str, named: set[str]) -> None:
    assert months(text) == named


def test_days_of_the_week_are_known() -> None:
    assert weekdays("On Friday, and on Sundays") == {"friday", "sunday"}
