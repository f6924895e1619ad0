"""The check as a library call."""

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
