import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.score.source_phrases import known_text
from ghostwriter.verification.score.tokens import tokens

SOURCE = "The dam was finished in 1936. It holds back the water of the river Elm, and the engineer Ada Brook built it."
WORDS = st.lists(st.sampled_from("the dam river engineer water mill 1936 of it".split()), max_size=12).map(" ".join)  # noqa: SIM905


def test_words_that_stand_together_are_told_from_words_that_do_not() -> None:
    known = known_text(SourceIndex.of([SOURCE]))

    near = known.together([token.stem for token in tokens("dam finished 1936")], (6,))
    far = known.together([token.stem for token in tokens("dam engineer Brook")], (6,))

    assert near == [1.0]
    assert far[0] < 1.0


def test_phrases_are_as_long_as_the_source_has_them() -> None:
    known = known_text(SourceIndex.of([SOURCE]))

    stems = [token.stem for token in tokens("The engineer Ada Brook finished in 1936 a mill")]

    assert list(known.phrases(stems)) == [4, 3]


def test_no_phrase_runs_from_one_source_into_the_next() -> None:
    known = known_text(SourceIndex.of(["the old mill", "burned down"]))

    assert list(known.phrases([token.stem for token in tokens("mill burned")])) == [1, 1]


@given(WORDS, WORDS)
def test_a_text_is_put_together_from_itself_in_one_phrase(text: str, other: str) -> None:
    known = known_text(SourceIndex.of([f"{other}. {text}"]))
    stems = [token.stem for token in tokens(text)]

    assert sum(known.phrases(stems)) == len(stems)
    assert known.together(set(stems), (200,)) == [pytest.approx(1.0 if stems else 0.0)]
