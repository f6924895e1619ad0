import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ghostwriter.text.normalise import normalise
from ghostwriter.text.quotes import find_quote, is_boundary, nearest_passage

DAM = "The Elm Dam was finished in 1936 after five years of work, and it holds 240 million cubic metres of water."
SIGNS = "the dam of Elm – was “closed” in 1936, it's 1.25 m high; costs $12 — “We built it” non-stop U.S. 12–15 naïve …"
WORDS = st.lists(
    st.sampled_from(SIGNS.split()),
    min_size=1,
    max_size=30,
)
ANYTHING = st.lists(
    st.text(max_size=8) | st.sampled_from([" ", "**", "“", "’s", " – ", "12", "\n> "]), max_size=12
).map(lambda pieces: unicodedata.normalize("NFC", "".join(pieces)))
TYPESETTING = {
    " ": [" ", "\n", "  ", "\u00a0", " \n> "],
    "–": ["-", "—", "\u2011", "−"],
    "—": ["-", "–", "--"],
    "“": ['"', "«", "„", "'"],
    "”": ['"', "»", "“", "'"],
    "'": ["’", "‘", "′"],
    "…": ["...", "...."],
}


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ('the "big" dam', "see the “big” dam", "the “big” dam"),
        ("the 'big' dam", "see the “big” dam", "the “big” dam"),
        ("the dam was closed", "the dam\n  was closed.", "the dam\n  was closed"),
        ("1914-1918", "in 1914–1918 there", "1914–1918"),
        ("wait... no", "wait… no", "wait… no"),
        ("wait. . . no", "wait… no", "wait… no"),
        ("The dam was closed early", "The **dam** was _closed_ early", "The **dam** was _closed_ early"),
        ("in 1932", "was in **1932**, when", "in **1932**"),
        ("1932, when", "was in **1932**, when", "**1932**, when"),
        ("see the report", "see [the report](https://x.org/a_(b)) here", "see [the report](https://x.org/a_(b))"),
        ("the report here", "see [the report](<a b> 'title') here", "[the report](<a b> 'title') here"),
        ("a dam in winter", "![a dam](dam.png) in winter", "![a dam](dam.png) in winter"),
        ("run make demo", "run `make demo` now", "run `make demo`"),
        ("two lines of it", "> two lines\n> of it", "two lines\n> of it"),
        ("a_b * c", r"is a\_b \* c", r"a\_b \* c"),
        ("finance", "the ﬁnance", "ﬁnance"),
        ("cooperate", "to co\u00adoperate\u200b", "co\u00adoperate"),
        ("built in 1936", "the dam—built in 1936—holds", "built in 1936"),
        ("the U.S.", "of the U.S. army", "the U.S."),
        ("她来了", "他走了，她来了。", "她来了"),
        ("cafe\u0301", "le café", "café"),
    ],
)
def test_typesetting_may_differ(quote: str, text: str, found: str) -> None:
    span = find_quote(quote, text)

    assert span is not None
    assert text[span.start : span.end] == found


@pytest.mark.parametrize(
    "quote", ['"It holds."', "“It holds.”", "It holds. ...", "It holds. […]", '"… It holds."', '"It holds.…"']
)
def test_what_the_quoter_puts_around_a_quote_is_not_part_of_it(quote: str) -> None:
    text = "They said: It holds. Then they left."
    span = find_quote(quote, text)

    assert span is not None
    assert text[span.start : span.end] == "It holds."


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the dam was opened", "the dam was closed"),
        ("The Dam", "the dam"),
        ("not closed", "closed"),
        ("", "anything"),
        ("...", "anything ..."),
        ('"It holds', "It holds"),
        ("It … holds", "It surely holds"),
        ("102", "10²"),
        ("2 3", "2 * 3"),
        ("He left.", "He left… or not"),
        ("colour", "color"),
        ("naive", "naïve"),
    ],
)
def test_words_may_not(quote: str, text: str) -> None:
    assert find_quote(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("12", "in 2012"),
        ("cat", "concatenate"),
        ("snake", "snake_case"),
        ("1.2", "a height of 1.25 m"),
        ("about 1.", "about 1.25 m"),
        ("200 men", "1,200 men"),
        ("000 men", "12 000 men"),
        ("They can", "They can't go"),
        ("They can", "They can’t go"),
        ("smoking is allowed", "non-smoking is allowed"),
        ("in 1932", "in 1932–36"),
        ("at 10", "at 10:30"),
        ("for 24", "for 24/7"),
        ("rose by 12", "rose by 12% in May"),
        ("5 degrees", "it was -5 degrees"),
        ("12 million", "it cost $12 million"),
        ("the U", "the U.S. army"),
        ("closed", "closed\u0323x"),
        ("ท", "ที่บ้าน"),
    ],
)
def test_a_quote_cuts_no_word_and_no_number_in_two(quote: str, text: str) -> None:
    assert find_quote(quote, text) is None


def test_a_later_place_is_found_where_the_first_cuts_a_word() -> None:
    text = "The damage at the dam."

    assert find_quote("dam", text) == (18, 21)


@given(WORDS, st.data())
def test_whatever_stands_in_a_text_is_found_however_it_is_typeset(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    passage = " ".join(words[first : last + 1])
    mangled = "".join(data.draw(st.sampled_from([sign, *TYPESETTING.get(sign, [])])) for sign in passage)
    assume(any(character.isalnum() for character in passage))

    span = find_quote(mangled, text)

    assert span is not None
    assert normalise(text[span.start : span.end]).text == normalise(passage).text.strip() or passage[0] in "“…–—"


@given(ANYTHING, st.data())
def test_any_passage_that_cuts_nothing_is_found_in_any_text(text: str, data: st.DataObject) -> None:
    within = normalise(text)
    edges = [at for at in range(len(within.visible) + 1) if is_boundary(within.visible, at)]
    start, end = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    passage = within.visible[start:end]
    # At its edges a sign may mean another thing than inside the text: an asterisk, an inch.
    comparable = normalise(passage).text == within.text[start:end]
    if comparable and passage.strip() == passage and any(character.isalnum() for character in passage):
        span = find_quote(passage, text)

        assert span is not None
        assert 0 <= span.start < span.end <= len(text)
        assert normalise(passage).text in normalise(text[span.start : span.end]).text


@given(WORDS, st.integers(0, 29), st.sampled_from(["otherwise", "1937,", "1.26", "not"]))
def test_an_altered_word_or_figure_is_never_found(words: list[str], at: int, other: str) -> None:
    altered = [*words]
    altered[at % len(words)] = other

    assert find_quote(" ".join(altered), " ".join(words)) is None


@given(st.integers(0, len(DAM) - 1), st.sampled_from("0123456789abcxyz"))
def test_one_altered_letter_or_digit_is_enough(at: int, other: str) -> None:
    assume(DAM[at].isalnum() and DAM[at] != other)

    assert find_quote(DAM[:at] + other + DAM[at + 1 :], DAM) is None


def test_the_nearest_passage_is_shown_in_whole_words_but_not_accepted() -> None:
    quote = "The Elm Dam was finished in 1937 after five year"

    assert find_quote(quote, DAM) is None
    assert nearest_passage(quote, DAM) == "The Elm Dam was finished in 1936 after five years"
    assert nearest_passage("quite something else entirely", DAM) is None
