"""What is proven wrong from the words alone is flagged at its place; what a source says in any form is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.schema.artifacts import Flag
from ghostwriter.verification.flags import SourceIndex, find_flags

SOURCE = """The World Health Organization sent Dr. Anna Brook of Zürich to the U.S. in May 1937.
She met 1,200,000 people, or 40 per cent.

The bridge is 16 kilometres long and cost $1.2 million. It was not closed in winter. Prices rose in 1938.

"We built it for the farmers, not for the maps," she said. Sales of bread increased by 5 per cent, and sales of milk fell by 9.
"""


def flags(text: str, source: str = SOURCE, known: str = "") -> list[Flag]:
    return find_flags(text, SourceIndex.of([source], known))


def hard(text: str, source: str = SOURCE, known: str = "") -> list[tuple[str, str]]:
    return [(flag.kind, flag.text) for flag in flags(text, source, known) if flag.hard]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She met 1,300,000 people.", ("number", "1,300,000")),
        ("It happened in May 1938, or in 1939.", ("number", "1939")),
        ("The bridge cost $1.4 million.", ("number", "1.4 million")),
        ("It opened at 7:45 pm.", ("time", "7:45 pm")),
        ("Then Ida Stream spoke.", ("name", "Ida Stream")),
        ("They sent Anna Miller to it.", ("name", "Miller")),
        ("It was in Berlin.", ("name", "Berlin")),
        (
            "She said, “We built it for the maps, not for the farmers.”",
            ("quotation", "We built it for the maps, not for the farmers"),
        ),
    ],
)
def test_what_no_source_holds_is_flagged_at_its_place(text: str, found: tuple[str, str]) -> None:
    assert found in hard(text)


@pytest.mark.parametrize(
    "text",
    [
        "She met 1.2 million people.",
        "She met about 1,200,000 people, 40% of them.",
        "The bridge is 10 miles long.",
        "The WHO sent Brook.",
        "A Zurich doctor, A. Brook, went to the United States.",
        "Americans met Brook's colleagues.",
        "She said, “We built it for the farmers …”",
        "“We built it for the farmers not for the maps.”",
        "In three steps:\n\n1. Open the bridge.\n2. Close it.",
        "Here is a summary in 55 words, based on passage 3:",
        "# What The Doctor Saw\n\nThe bridge cost money.",
        "However, it was open.",
    ],
)
def test_what_a_source_says_in_another_form_is_not_flagged(text: str) -> None:
    assert hard(text) == []


def test_what_was_asked_is_known() -> None:
    assert hard("Berlin is not mentioned.", known="How far is it to Berlin?") == []


def test_a_day_of_the_week_that_no_source_names_is_a_hint_since_it_may_follow_from_the_date() -> None:
    found = flags("It was opened on a Tuesday.")

    assert [(flag.kind, flag.text, flag.hard) for flag in found if flag.kind == "date"] == [("date", "Tuesday", False)]


def test_a_denial_of_what_a_source_affirms_is_a_hint() -> None:
    found = flags("Sales of bread did not increase by 5 per cent.")

    assert [(flag.kind, flag.hard) for flag in found] == [("negation", False)]
    assert "the nearest passage" in found[0].message


def test_a_figure_of_something_else_is_a_hint() -> None:
    found = [flag for flag in flags("Sales of bread increased by 40 per cent.") if flag.kind == "binding"]

    assert [(flag.text, flag.hard) for flag in found] == [("40", False)]


def test_a_source_says_nothing_against_itself() -> None:
    assert hard(SOURCE) == []


@given(st.text(max_size=120), st.text(max_size=120))
def test_places_are_those_of_the_text_whatever_it_holds(text: str, source: str) -> None:
    for flag in find_flags(text, SourceIndex.of([source])):
        assert text[flag.start : flag.end] == flag.text


@given(st.integers(2, 999_999))
def test_a_number_is_found_in_each_of_its_forms(value: int) -> None:
    source = f"There were {value:,} of them."

    assert hard(f"There were {value} of them.", source) == []
    assert hard(f"There were {value + 1} of them.", source) == [("number", str(value + 1))]


def test_german_nouns_are_no_names() -> None:
    german = (
        "Der Damm wurde nach fünf Jahren Arbeit fertig, und er hält das Wasser des Flusses für die Bauern zurück, die im Tal "
        "leben."
    )

    assert hard("Der Bürgermeister dankte den Arbeitern.", german) == []
