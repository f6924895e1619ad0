import itertools

from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.score.clauses import clause_spans


def test_a_sentence_falls_into_its_clauses() -> None:
    sentence = "The dam, which holds back the Elm, was finished in 1936 and paid for by the state."

    assert [sentence[start:end] for start, end in clause_spans(sentence, 0, len(sentence))] == [
        "The dam",
        "which holds back the Elm",
        "was finished in 1936",
        "and paid for by the state.",
    ]


@given(st.text(alphabet="ab ,;:()-–\nand", max_size=80))
def test_clauses_are_in_order_and_lose_no_word(text: str) -> None:
    spans = list(clause_spans(text, 0, len(text)))

    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]
