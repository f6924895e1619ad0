from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.check import check
from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.score.features import text_features
from ghostwriter.verification.score.model import WEIGHTS, load_model

SOURCE = (
    "The Elm Dam was finished in 1936 after five years of work. It holds back 240 million cubic metres of water. The engineer "
    "Ada Brook led the work. Building the dam cost 12 million dollars, and the state paid for two thirds of it."
)
SAID = "The Elm Dam was finished in 1936 after five years of work."
INVENTED = "Guests praise its cozy restaurant, friendly staff and wide variety of Italian desserts."


def test_what_a_source_says_scores_lower_than_what_nobody_says() -> None:
    both = check(f"{SAID} {INVENTED}", [SOURCE])
    said, invented = both.sentences

    assert said.score < 0.3 < invented.score
    assert check(SAID, [SOURCE]).score < both.score


def test_a_sentence_that_is_likely_unsupported_is_shown_as_a_hint() -> None:
    found = [flag for flag in check(INVENTED, [SOURCE]).flags if flag.kind == "unsupported"]

    assert [(flag.text, flag.hard) for flag in found] == [(INVENTED, False)]


def test_the_answer_is_that_of_the_contract() -> None:
    answer = check("It cost 15 million dollars.", [SOURCE], identifier="a").model_dump()

    assert set(answer) == {"id", "hard", "score", "flags", "sentences"}
    assert answer["hard"] is True
    assert set(answer["flags"][0]) == {"kind", "start", "end", "text", "message", "hard"}
    assert set(answer["sentences"][0]) == {"start", "end", "score"}


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_gets_an_answer_and_always_the_same(text: str, sources: list[str]) -> None:
    answer = check(text, sources)

    assert answer == check(text, sources)
    assert 0 <= answer.score <= 1
    assert all(0 <= one.score <= 1 and 0 <= one.start < one.end <= len(text) for one in answer.sentences)


def test_only_the_clause_that_nobody_says_is_shown() -> None:
    text = f"{SAID} The engineer Ada Brook led the work, and guests praise the friendly staff of its cozy Italian restaurant."

    found = [flag for flag in check(text, [SOURCE]).flags if flag.kind == "unsupported"]

    assert [flag.text for flag in found] == ["and guests praise the friendly staff of its cozy Italian restaurant."]


def test_the_weights_are_small_and_say_what_they_were_made_from() -> None:
    model = load_model()

    assert WEIGHTS.stat().st_size < 300_000
    assert "MIT" in WEIGHTS.read_text()
    assert len(model.regression.names) == len(model.regression.weights)
    assert model.regression.names == model.trees.names


def test_what_is_told_of_a_text_is_what_the_model_was_made_for() -> None:
    features = text_features(SAID, SourceIndex.of([SOURCE]), ())

    assert set(load_model().regression.names) == set(features.sentences[0].values)
