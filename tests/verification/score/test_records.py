import pytest

from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.score.records import mentions

RECORD = SourceIndex.of(
    [
        """\
name: Elm Café
attributes BusinessParking garage: False
attributes BusinessParking street: False
attributes BusinessParking lot: True
attributes OutdoorSeating: True
attributes WiFi: no
attributes RestaurantsTakeOut: True
attributes Ambience trendy: False
attributes Ambience intimate: None
attributes Music: False
Review 1: Nice live music on a Sunday, though we did not stay for long; the record itself says nothing about it.
"""
    ]
)


def kinds(sentence: str) -> list[tuple[str, str]]:
    return [(sentence[one.start : one.end], one.kind) for one in mentions(sentence, 0, len(sentence), RECORD)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It has WiFi.", [("WiFi", "affirms_no")]),
        ("It offers outdoor seating, but has no WiFi.", [("outdoor seating", "agrees_yes"), ("WiFi", "agrees_no")]),
        ("Takeout is not available.", [("Takeout", "denies_yes")]),
        ("The atmosphere is trendy.", [("trendy", "affirms_no")]),
        ("It is a trendy address.", [("trendy", "affirms_no_bare")]),
        ("The setting is intimate.", [("intimate", "affirms_blank")]),
        ("There is live music.", [("music", "affirms_no_told")]),
        ("Garage and street parking are not available.", [("Garage", "agrees_no"), ("street", "agrees_no")]),
        ("Nothing of the sort is said here.", []),
    ],
)
def test_what_a_sentence_says_of_a_record_is_held_against_it(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(sentence) == expected


def test_a_denial_does_not_reach_beyond_a_turn() -> None:
    assert kinds("There is no garage, but there is street parking.") == [
        ("garage", "agrees_no"),
        ("street", "affirms_no"),
    ]


def test_a_record_that_is_given_both_ways_says_nothing() -> None:
    both = SourceIndex.of(["WiFi: yes", "WiFi: no"])

    assert [one.kind for one in mentions("It has WiFi.", 0, 12, both)] == ["affirms_blank"]


def test_prose_is_no_record() -> None:
    assert mentions("It has WiFi.", 0, 12, SourceIndex.of(["They told us that the WiFi was good."])) == []
