from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.score.features import text_features
from ghostwriter.verification.score.text_score import claim_row, is_claim, text_row

SOURCES = ["The Elm Dam was finished in 1936 after five years of work."]
TEXT = "The Elm Dam was finished in 1936. It cost a fortune."


def test_a_single_statement_is_a_claim_unless_it_answers_a_question() -> None:
    stated = text_features("The dam was finished in 1936.", SourceIndex.of(SOURCES), ())
    answered = text_features("The dam was finished in 1936.", SourceIndex.of(SOURCES, "When was it finished?"), ())

    assert is_claim(stated.whole, len(stated.sentences))
    assert not is_claim(answered.whole, len(answered.sentences))
    assert not is_claim(text_features(TEXT, SourceIndex.of(SOURCES), ()).whole, 2)


def test_a_text_is_told_by_its_likeliest_sentences_whatever_their_order() -> None:
    whole = text_features(TEXT, SourceIndex.of(SOURCES), ()).whole

    assert text_row(whole, [0.1, 0.9]) == text_row(whole, [0.9, 0.1])
    assert text_row(whole, [0.1, 0.9])["highest"] > text_row(whole, [0.1, 0.5])["highest"]


def test_certain_chances_are_weighed_like_any_others() -> None:
    whole = text_features(TEXT, SourceIndex.of(SOURCES), ()).whole

    assert text_row(whole, [0.0, 1.0])["highest"] == text_row(whole, [0.0, 0.9999])["highest"]
    assert claim_row(whole, 0.0)["sentence"] == claim_row(whole, 0.0001)["sentence"]
