import pytest

from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.score.hours import NAMES, hours_features

HOURS = SourceIndex.of(
    [
        """\
hours Monday: 0:0-0:0
hours Tuesday: 11:0-20:0
hours Wednesday: 11:0-20:0
hours Thursday: 11:0-20:0
hours Friday: 11:0-21:30
hours Saturday: 11:0-21:30
hours Sunday: 11:0-21:30
"""
    ]
)


def found(sentence: str) -> dict[str, float]:
    features = hours_features(sentence, HOURS)
    assert tuple(features) == NAMES
    return {name: value for name, value in features.items() if value and name not in {"hours_spoken_of", "hours_days"}}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It is open Tuesday through Thursday from 11 am to 8 pm.", {}),
        ("It is open seven days a week.", {"hours_closed": 1.0}),
        ("It is closed on Mondays.", {}),
        ("It is open Tuesday to Sunday from 11:00 AM to 8:00 PM.", {"hours_uniform": 3.0}),
        (
            "On Friday it is open from 11 am to 9 pm.",
            {"hours_none_such": 1.0, "hours_of_others": 1.0, "hours_uniform": 1.0},
        ),
        ("It closes at 10:15 pm.", {"hours_none_such": 1.0}),
        ("The bridge is long.", {}),
    ],
)
def test_hours_are_held_against_those_of_the_days_spoken_of(sentence: str, expected: dict[str, float]) -> None:
    assert found(sentence) == expected


def test_without_a_record_nothing_is_said_of_hours() -> None:
    assert set(hours_features("Open from 9 to 5 pm.", SourceIndex.of(["They open early."])).values()) == {0.0}
