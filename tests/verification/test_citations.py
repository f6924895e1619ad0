import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.citations import CITATION, cited, without_citations

PIECES = st.sampled_from(["[S1F1]", "[S1F2, S3F4]", "([S1F1])", " ", "\n", "\n\n", "One", "two.", "(", "- ", ", "])


def test_the_ids_of_a_citation_are_read_in_all_its_forms() -> None:
    text = "a [S1F1][S2F3] b [S1F2, S1F1] c [S1F4 and S1F5] [ S1F6;S1F7 ] [S9] [x] S1F8"

    assert cited(text) == ["S1F1", "S2F3", "S1F2", "S1F4", "S1F5", "S1F6", "S1F7"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("It held. [S1F1] Then", "It held. Then"),
        ("It held [S1F1]. Then", "It held. Then"),
        ("It held [S1F1], [S1F2]. Then", "It held. Then"),
        ("It held ([S1F1]; [S1F2]).", "It held."),
        ("It [S1F1] held", "It held"),
        ("held [S1F1]then", "held then"),
        ("It held.[S1F1]Then", "It held. Then"),
        ("[S1F1] It held.", "It held."),
        ("- [S1F1] It held.", "- It held."),
        ("It held.\n[S1F1]\nThen", "It held.\nThen"),
        ("It held.\n\n[S1F1]\n\nThen", "It held.\n\nThen"),
        ("It held.\n\n[S1F1]\nThen", "It held.\n\nThen"),
        ("# Head\n[S1F1]\nThen", "# Head\nThen"),
        ("| 12 [S1F1] | 13 |", "| 12 | 13 |"),
        ("Hard break. [S1F1]  \nThen", "Hard break.  \nThen"),
    ],
)
def test_a_text_reads_as_if_it_had_never_had_citations(text: str, bare: str) -> None:
    assert without_citations(text) == bare


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_citation_is_left_and_no_word_is_lost(text: str) -> None:
    bare = without_citations(text)

    assert not CITATION.search(bare)
    assert re.findall(r"\w+", bare) == re.findall(r"\w+", CITATION.sub(" ", text))
