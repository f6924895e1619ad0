import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.verification.quotes import find_quote, nearest_passage, normalised

WORDS = st.lists(
    st.sampled_from(
        ["the", "dam", "of", "Elm", "–", "was", "“closed”", "in", "1936,", "it's", "1.25", "m", "high;", "costs", "$12"]
    ),
    min_size=3,
    max_size=30,
)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ('the "big" dam', "the “big” dam"),
        ("the dam was closed", "the dam\n  was closed"),
        ("1914-1918", "in 1914–1918 there"),
        ("it's", "it’s"),
        ("The dam was closed", "The **dam** was _closed_ early"),
        ("see the report here", "see [the report](https://x.org/a) here"),
        ("two lines of it", "> two lines\n> of it"),
        ('"It holds."', "They said: It holds. Then"),
        ("It holds ...", "It holds"),
    ],
)
def test_typesetting_may_differ(quote: str, text: str) -> None:
    span = find_quote(quote, text)

    assert span is not None
    assert text[span.start : span.end].strip()


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the dam was opened", "the dam was closed"),
        ("12", "in 2012"),
        ("1.2", "a height of 1.25 m"),
        ("200", "1,200 men"),
        ("cat", "concatenate"),
        ("The Dam", "the dam"),
        ("not closed", "closed"),
        ("", "anything"),
        ("...", "anything ..."),
    ],
)
def test_words_and_figures_may_not(quote: str, text: str) -> None:
    assert find_quote(quote, text) is None


@given(WORDS, st.data())
def test_whatever_stands_in_a_text_is_found_however_it_is_typeset(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    joiner = data.draw(st.sampled_from([" ", "\n", "  ", "\u00a0"]))
    mangled = (
        joiner.join(words[first : last + 1]).replace("–", "-").replace("“", '"').replace("”", '"').replace("'", "’")
    )

    span = find_quote(mangled, text)

    if any(character.isalnum() for character in mangled):
        assert span is not None
        wanted = normalised(mangled).text.strip()
        assert normalised(text[span.start : span.end]).text.strip("\"' ;,") == wanted.strip("\"' ;,")


@given(WORDS, st.integers(0, 29))
def test_an_altered_word_is_never_found(words: list[str], at: int) -> None:
    altered = [*words]
    altered[at % len(words)] = "otherwise"

    assert find_quote(" ".join(altered), " ".join(words)) is None


def test_the_nearest_passage_is_shown_but_not_accepted() -> None:
    text = "The Elm Dam was finished in 1936 after five years."

    assert find_quote("The Elm Dam was finished in 1937", text) is None
    assert "finished in 1936" in (nearest_passage("The Elm Dam was finished in 1937", text) or "")
    assert nearest_passage("quite something else entirely", text) is None
