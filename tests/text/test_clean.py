"""Normalising takes out what nobody sees, and never a word."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.text.clean import clean_text

ODD = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u202e\u2066\u2060\ufeff\ufff9\ufe0f\ufe0e\U000e0041\U000e0100"
    "\x00\x07\x0b\x0c\x1b\x1c\x1f\x7f\x85\u2028\u2029\r\n\t \u00a0\u3000"
    "e\u0301\u0338\u2adc\u212bא\ufb1dم漢\uf900❤👩🚀"
)
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=80)
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|[\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0\u070f\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)


@given(TEXTS)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    once, _ = clean_text(text)

    assert clean_text(once) == (once, {})


@given(TEXTS)
def test_every_word_stays(text: str) -> None:
    def words(text: str) -> list[str]:
        return unicodedata.normalize("NFC", UNSEEN.sub("", text)).split()

    assert words(clean_text(text)[0]) == words(text)


@given(TEXTS)
def test_the_form_holds(text: str) -> None:
    made, _ = clean_text(text)

    assert made.endswith("\n")
    assert "\n\n\n" not in made
    assert all(line == line.rstrip() for line in made.splitlines())
    assert not [character for character in made if unicodedata.category(character) == "Cc" and character != "\n"]
    assert unicodedata.is_normalized("NFC", made)


@pytest.mark.parametrize(
    ("text", "made", "taken_out"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour\n", {}),
        ("page\x0cbreak", "page\nbreak\n", {}),
        ("a  \n\n\n\n b", "a\n\n b\n", {}),
        ("cafe\u0301", "café\n", {}),
        ("e\u200b\u0301", "é\n", {"zero-width characters": 1}),
        (
            "ig\u200bnore \U000e0041\U000e0042this\u202e",
            "ignore this\n",
            {"zero-width characters": 1, "Unicode tags": 2, "bidi controls": 1},
        ),
        ("a\u200db", "ab\n", {"zero-width characters": 1}),
        ("😀\ufe0f\ufe01\ufe02", "😀\ufe0f\n", {"variation selectors": 2}),
        ("d\ufe00a\ufe03t\ufe0fa\U000e0101", "data\n", {"variation selectors": 4}),
        ("soft\u00adhyphen", "softhyphen\n", {"soft hyphens": 1}),
        ("\x1b[31mred\x07", "[31mred\n", {"control characters": 2}),
        ("a\u3164b\ufffec", "abc\n", {"other invisible characters": 2}),
        ("left\u200e to \u200fright", "left to right\n", {"bidi controls": 2}),
        ("🏴\U000e0068\U000e0069\U000e007f", "🏴\n", {"Unicode tags": 3}),
        ("- a\n\t- b", "- a\n    - b\n", {}),
    ],
)
def test_what_becomes_of_a_text(text: str, made: str, taken_out: dict[str, int]) -> None:
    assert clean_text(text) == (made, taken_out)


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648",  # a Persian word with its non-joiner
        "\u0915\u094d\u200d\u0937",  # a Hindi conjunct with its joiner
        "👩\u200d🚀 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3 ©\ufe0e",
        "\u05e9\u05dc\u05d5\u05dd\u200f!",  # Hebrew, its exclamation mark kept on its side
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England's flag
        "\u1820\u180b",  # a Mongolian letter's form
    ],
)
def test_what_people_write_with_stays(text: str) -> None:
    assert clean_text(text) == (text + "\n", {})


def test_letters_that_look_alike_are_let_be() -> None:
    assert clean_text("p\u0430yp\u0430l \uff41") == ("p\u0430yp\u0430l \uff41\n", {})


def test_marks_stacked_without_end_are_cut_and_counted() -> None:
    made, taken_out = clean_text("Z" + "\u0301\u0316" * 100_000 + "algo \u0e01\u0e34\u0e49")

    assert taken_out == {"stacked marks": 199_970}
    assert made.endswith("algo \u0e01\u0e34\u0e49\n")
    assert len(made) < 60


def test_selectors_in_a_row_are_taken_out_at_once() -> None:
    assert clean_text("a" + "\u180b" * 200_000)[1] == {"variation selectors": 200_000}
