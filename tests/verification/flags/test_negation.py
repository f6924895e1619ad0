"""A clause that turns a source's round is a hint; a denial that a source makes, too, in whatever words, is none."""

import pytest

from ghostwriter.schema.artifacts import Flag
from ghostwriter.verification.flags import SourceIndex, find_flags
from ghostwriter.verification.flags.denials import is_no_claim, plain_denials

SOURCE = """The council approved the new bridge in March, and the mayor was charged with fraud in April.

Farmers in the valley supported the plan with a petition. The bridge was not closed during the winter flood.

The engineers refused to sign the report. Tourists can visit the tower on Sundays.

attributes OutdoorSeating: False
attributes WiFi: True
"""


def hints(text: str, source: str = SOURCE) -> list[Flag]:
    return [flag for flag in find_flags(text, SourceIndex.of([source])) if flag.kind == "negation"]


@pytest.mark.parametrize(
    "text",
    [
        "The council did not approve the new bridge in March.",
        "In April, the mayor was not charged with fraud.",
        "In April the mayor wasn't charged with fraud.",
        "Farmers in the valley never supported the plan.",
        "Farmers supported the plan without a petition.",
        "Tourists cannot visit the tower on Sundays.",
    ],
)
def test_a_denial_that_no_source_makes_is_a_hint(text: str) -> None:
    assert [flag.hard for flag in hints(text)] == [False]


def test_a_dropped_denial_is_a_hint() -> None:
    (found,) = hints("The bridge was closed during the winter flood.")

    assert found.message == "a source denies this: “The bridge was not closed during the winter flood.”"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge wasn't closed in the winter flood.",
        "The engineers did not sign the report.",
        "The place does not offer outdoor seating.",
        "The passages do not mention who built the tower.",
        "Do not visit the tower on Mondays.",
        "The mayor was charged with fraud in April.",
    ],
)
def test_what_a_source_denies_may_be_denied(text: str) -> None:
    assert hints(text) == []


def test_a_reader_is_shown_the_nearest_passage_at_the_clause() -> None:
    (found,) = hints("It was a hard year, but the mayor was not charged with fraud.")

    assert found.text == "the mayor was not charged with fraud."
    assert "the mayor was charged with fraud in April" in found.message


def test_no_sentence_of_a_source_speaks_against_itself() -> None:
    assert hints(SOURCE) == []


def test_what_only_looks_like_a_denial_is_none() -> None:
    assert plain_denials("It is not only long, and no doubt it no longer sways.") == []


@pytest.mark.parametrize(
    ("sentence", "silent"),
    [
        ("The passages do not say or specify it.", True),
        ("Do not open it.", True),
        ("The tower did not fall.", False),
    ],
)
def test_silence_and_commands_claim_nothing(sentence: str, silent: bool) -> None:  # noqa: FBT001  (what is expected)
    assert [is_no_claim(sentence, denial) for denial in plain_denials(sentence)] == [silent]
