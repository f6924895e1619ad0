import pytest

from ghostwriter.article.phrases import as_pattern, says


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("AI", "It runs on A.I. now."),
        ("US", "The U.S. Army came."),
        ("study", "Two studies were made."),
        ("penguins", "A penguin came."),
        ("carry", "It was carried out."),
        ("merge", "The companies merged."),
        ("climate change", "Of climate-change talk."),
        ("very high", "They were\nvery  high."),
        ("the mayor's wife", "The mayor’s wife spoke."),
        ("Zürich", "in zürich"),
    ],
)
def test_a_phrase_is_found_in_its_forms(phrase: str, text: str) -> None:
    assert as_pattern(phrase).search(" ".join(text.replace("’", "'").split()))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("AI", "She said so."),
        ("US", "Give us more."),
        ("WHO", "The man who came."),
        ("run", "It was a prune."),
        ("art", "It was a part."),
        ("market", "Their marketing failed."),
        ("two thirds", "two of the thirds"),
    ],
)
def test_a_phrase_is_no_part_of_another_word(phrase: str, text: str) -> None:
    assert not as_pattern(phrase).search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("1.2 million visitors", "The visitors numbered 1,200,000."),
        ("12 gates", "It has twelve gates."),
        ("twelve gates", "It has 12 gates."),
        ("the cost of building", "Building it cost a fortune."),
    ],
)
def test_figures_and_words_are_looked_for_in_any_form_and_order(phrase: str, text: str) -> None:
    assert says(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("13 gates", "It has twelve gates."),
        ("12 gates", "It has 12 doors."),
        ("a penguin", "It was cold."),
        ("", "It."),
    ],
)
def test_another_figure_or_word_does_not_say_it(phrase: str, text: str) -> None:
    assert not says(phrase, text)
