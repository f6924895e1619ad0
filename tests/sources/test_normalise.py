"""Normalising takes out what nobody sees, and never a word."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.sources.normalise import normalise

ODD = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u202e\u2066\u2060\ufeff\ufff9\ufe0f\ufe0e\U000e0041\U000e0100"
    "\x00\x07\x0b\x0c\x1b\x1c\x1f\x7f\x85\u2028\u2029\r\n\t \u00a0\u3000"
    "e\u0301\u0338\u2adc\u212bא\ufb1dم漢\uf900❤👩🚀"
)
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=80)
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)


@given(TEXTS)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    once, _ = normalise(text)

    assert normalise(once) == (once, 0)


@given(TEXTS)
def test_every_word_stays(text: str) -> None:
    def words(text: str) -> list[str]:
        return unicodedata.normalize("NFC", UNSEEN.sub("", text)).split()

    assert words(normalise(text)[0]) == words(text)


@given(TEXTS)
def test_the_form_holds(text: str) -> None:
    made, _ = normalise(text)

    assert made.endswith("\n")
    assert "\n\n\n" not in made
    assert all(line == line.rstrip() for line in made.splitlines())
    assert not [character for character in made if unicodedata.category(character) == "Cc" and character != "\n"]
    assert unicodedata.is_normalized("NFC", made)


@pytest.mark.parametrize(
    ("text", "made", "invisible"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour\n", 0),
        ("page\x0cbreak", "page\nbreak\n", 0),
        ("a  \n\n\n\n b", "a\n\n b\n", 0),
        ("cafe\u0301", "café\n", 0),
        ("e\u200b\u0301", "é\n", 1),
        ("ig\u200bnore \U000e0041\U000e0042this\u202e", "ignore this\n", 4),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648\n", 0),
        ("👩\u200d🚀 ❤\ufe0f\u200d🔥", "👩\u200d🚀 ❤\ufe0f\u200d🔥\n", 0),
        ("a\u200db", "ab\n", 1),
        ("😀\ufe0f\ufe01\ufe02", "😀\ufe0f\n", 2),
        ("- a\n\t- b", "- a\n    - b\n", 0),
    ],
)
def test_what_becomes_of_a_text(text: str, made: str, invisible: int) -> None:
    assert normalise(text) == (made, invisible)
