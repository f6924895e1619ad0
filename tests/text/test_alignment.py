from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.text.alignment import AlignedText, Edit

TEXT = st.text("abc <>", max_size=40)


def test_an_edited_text_leads_back_to_where_it_came_from() -> None:
    aligned = AlignedText("a **bold** word").edited([Edit(2, 4), Edit(8, 10)]).edited([Edit(6, 7, " - ")])

    assert aligned.text == "a bold - word"
    assert aligned.original(2, 6) == (4, 8)
    assert aligned.original(2, 13) == (4, 15)
    assert aligned.original(6, 9) == (10, 11)


def test_a_text_without_edits_is_itself() -> None:
    aligned = AlignedText("as it is")

    assert aligned.edited([]) is aligned
    assert aligned.original(3, 5) == (3, 5)


@given(TEXT, st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.sampled_from(["", "x", "xyz"])))))
def test_every_character_that_was_kept_is_where_the_alignment_says(
    text: str, passes: list[list[tuple[int, int, str]]]
) -> None:
    aligned = AlignedText(text)
    for edits in passes:
        made, at = [], 0
        for gap, length, new in edits:
            if at + gap + length <= len(aligned.text):
                made.append(Edit(at + gap, at + gap + length, new))
                at += gap + length
        aligned = aligned.edited(made)

    last = 0
    for at, character in enumerate(aligned.text):
        start, end = aligned.original(at, at + 1)
        assert last <= start < end <= len(text)
        assert character == "x" or character in "yz" or text[start:end] == character
        last = start
