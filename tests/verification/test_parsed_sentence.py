"""Sentences as words with their terms."""

import pytest

from ghostwriter.verification.parsed_sentence import ParsedSentence, TermWeights

SENTENCE = ParsedSentence("The mayor opened the bridge, and 12 ferries were sold.")


def test_the_words_of_a_sentence_are_those_that_have_a_term() -> None:
    assert [SENTENCE.text[word.start : word.end] for word in SENTENCE.words] == [
        "mayor", "opened", "bridge", "ferries", "sold",
    ]  # fmt: skip
    assert SENTENCE.terms == {"mayor", "opene", "bridg", "ferri", "sold"}


def test_a_term_is_nearer_the_fewer_words_stand_between() -> None:
    start = SENTENCE.text.index("12")
    near = SENTENCE.nearness(start, start + 2)

    assert near["ferri"] == near["bridg"] == 1
    assert near["bridg"] > near["opene"] > near["mayor"] > 0


@pytest.mark.parametrize(
    ("before", "behind"),
    [("12", ["ferri", "sold"]), ("bridge", []), ("mayor", ["opene", "bridg"])],
)
def test_the_terms_behind_a_place_end_at_a_mark(before: str, behind: list[str]) -> None:
    end = SENTENCE.text.index(before) + len(before)

    assert list(SENTENCE.terms_behind(end)) == behind


def test_a_rare_term_weighs_more_and_an_unknown_one_as_much_as_the_rarest() -> None:
    weights = TermWeights([{"dam", "river"}, {"dam", "valley"}, {"dam"}])

    assert weights.of("dam") < weights.of("river") == weights.of("ferry")
    assert weights.total(["dam", "river"]) == weights.of("dam") + weights.of("river")
    assert TermWeights([]).of("dam") == 1
