"""The check as a library call."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghostwriter.verification.check import check

SOURCES = ["The ferry Marlene carried 1,250 passengers on 3 July 2021. The captain said: “The fog came in fast.”"]
PIECES = [
    *(
        "The ferry Marlene carried 1,250 passengers. ",
        "Im Jahr 1999 fuhr 🚢 Þóra Ólafsdóttir. ",
        "\n\n# Kapitel 7\n\n",
        "[^1]",
    ),
    *("é́\u200b", "It cost $12.5M at 7 pm. ", "“The fog came in slowly”, said Ida Stream.\r\n", "| 9 m | 12 |\n"),
    *("- 40 % 漢字 ", "[S1F1] ", "```\n5\n```\n"),
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=8).map("".join))
def test_every_offset_is_that_of_the_text_as_it_was_given(text: str) -> None:
    checked = check(text, SOURCES)

    assert all(text[flag.start : flag.end] == flag.text for flag in checked.flags)
    assert all(0 <= one.start < one.end <= len(text) for one in checked.sentences)
    assert checked.hard == any(flag.hard for flag in checked.flags)
    assert 0 <= checked.score <= 1


def test_what_the_page_does_not_show_is_not_held_against_a_text() -> None:
    footnote = '[^7]: Log, paragraph 9: "The fog came in fast."'
    text = f"---\ndate: 2031-05-06\n---\nThe ferry Marlene sailed.[^7]\n\n```\n444\n```\n\n{footnote}\n"

    assert not check(text, SOURCES).hard


def test_a_text_without_sentences_says_nothing_wrong() -> None:
    for text in ("", " \n", "# \n\n---\n"):
        checked = check(text, SOURCES)
        assert (checked.hard, checked.score, checked.flags, checked.sentences) == (False, 0.0, (), ())


@pytest.mark.parametrize("gap", [" " * 5_000, "\n" * 5_000, "\t \u00a0" * 2_000, "<!--" + "x" * 5_000 + "-->"])
def test_offsets_are_those_of_the_text_whatever_gaps_it_has(gap: str) -> None:
    text = f"The ferry carried 1,250 passengers.{gap}It carried 9,999 on{gap}14 May{gap}and met Ida Stream."
    checked = check(text, SOURCES)

    said = [flag.text for flag in checked.flags if flag.hard]
    assert {"9,999", "Ida Stream"} <= {*said}
    assert all(text[flag.start : flag.end] == flag.text for flag in checked.flags)
    assert text[checked.sentences[0].start : checked.sentences[0].end] == "The ferry carried 1,250 passengers."


@pytest.mark.parametrize(
    "text",
    [
        "It cost 7{digits} dollars.",
        "It is 0.{digits} of it.",
        "On page {digits} it says so.",
        "Step {digits}: go.",
        "At half past {digits} we left.",
        "It was 1/{digits}, or {digits}%, or {digits},5.",
        "Die {digits}. Zahl und {digits} km.",
    ],
)
@pytest.mark.parametrize("digits", ["7" * 5_000, "0" * 5_000])
def test_a_number_without_end_is_a_number(text: str, digits: str) -> None:
    text = text.format(digits=digits)

    checked = check(text, [*SOURCES, text[:-20]])

    assert all(text[flag.start : flag.end] == flag.text for flag in checked.flags)
    assert check("It was 5 miles.", [text]).sentences


def test_a_number_that_is_too_great_for_any_reckoning_is_one_too() -> None:
    text = f"It cost {'9' * 1_100_000} dollars."

    assert check(text, [text]).hard is False


def test_words_of_numbers_without_end_are_numbers() -> None:
    for words in ("million ", "hundred ", "dozen ", "one point two ", "twenty "):
        assert check(words * 2_000, SOURCES).sentences
