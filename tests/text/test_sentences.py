import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.text.sentences import LONGEST_SENTENCE, sentence_spans, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. It poured!", ["It rained.", "It poured!"]),
        ("Cllr. Price asked. Capt. Anderson did not.", ["Cllr. Price asked.", "Capt. Anderson did not."]),
        ("It cost $1.2 million in the U.S. in 1936. Yes.", ["It cost $1.2 million in the U.S. in 1936.", "Yes."]),
        ('"We built it. It holds," she said. Then she left.', ['"We built it. It holds," she said.', "Then she left."]),
        ("Mayor L. Ortega spoke.", ["Mayor L. Ortega spoke."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(st.sampled_from('aA .!?\n"”Dr1'), max_size=150))
def test_sentences_follow_one_another_and_lose_no_letter(text: str) -> None:
    at, kept = 0, ""
    for start, end in sentence_spans(text):
        assert at <= start < end <= len(text)
        kept += text[at:end]
        at = end

    assert "".join((kept + text[at:]).split()) == "".join(text.split())
    assert not text[at:].strip()


def test_what_is_abbreviated_before_a_name_or_number_ends_no_sentence() -> None:
    assert split_sentences("See e.g. No. 5 of it. Was it so? No. It was not.") == [
        "See e.g. No. 5 of it.",
        "Was it so?",
        "No.",
        "It was not.",
    ]


def test_a_text_of_very_many_sentences_is_read_in_one_go() -> None:
    text = "It held. " * 100_000

    assert len(split_sentences(text)) == 100_000


@pytest.mark.parametrize("text", ["\u201c" * 400_000, "\u201ca \u2018b " * 60_000, "\xab" * 400_000])
def test_quotation_marks_that_are_never_closed_take_no_longer_than_others(text: str) -> None:
    assert "".join(split_sentences(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["and so on " * 2_000, "x" * 20_000, "A. " * 5_000, "one. " * 10 + "字" * 9_000])
def test_a_sentence_without_end_is_read_in_pieces_that_lose_no_letter(text: str) -> None:
    spans = list(sentence_spans(text))

    assert max(end - start for start, end in spans) <= LONGEST_SENTENCE
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
