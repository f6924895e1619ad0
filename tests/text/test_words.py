import pytest

from ghostwriter.text.words import count_words, in_the_language_of, terms

ENGLISH = "The dam was finished in 1936 by the engineers of the town, who had been at it for five years."
GERMAN = "Der Damm wurde 1936 von den Ingenieuren der Stadt vollendet, die fünf Jahre daran gearbeitet hatten."


@pytest.mark.parametrize(
    ("text", "words"), [("It cost $1.2 million – twice.", 5), ("24/7", 1), ("| — |", 0), ("她来了", 3), ("l'été", 1)]
)
def test_words_are_counted_as_a_reader_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


def test_terms_are_what_a_text_speaks_of() -> None:
    assert terms("The cables were laid.") == terms("They had laid this cable") == {"cable", "laid"}
    assert terms("It was 7 or so") == {"7"}


def test_another_language_is_told_by_its_small_words() -> None:
    assert in_the_language_of("The engineers finished the dam.", ENGLISH)
    assert not in_the_language_of("The engineers finished the dam.", GERMAN)
