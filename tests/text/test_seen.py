import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghostwriter.text.seen import as_seen

PIECES = [
    *("---\n", "date: 2031\n", "# H\n", "```\n", "x = 7\n", "[^1]", "[^1]: a, b: ", '"c"'),
    *("![a](b)", "[a](b)", "<!-- 9", "-->", "\n", "é🚢", "| 5 |"),
]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("---\ntitle: A\ndate: 2031-01-02\n---\nText.", "2031"),
        ("Text.\n\n```\nx = 777\n```\n", "777"),
        ("See [the ledger](http://example.org/2044/x).", "2044"),
        ("See https://example.org/2044 for it.", "2044"),
        ("See [it][7].\n\n[7]: http://example.org/2044\n", "2044"),
        ("![plan of 1888](plan-444.png) Text.", "1888"),
        ("It was built.[^12] Then it fell.", "12"),
        ("Text <!-- 99 bottles --> more.", "99"),
        ('[^3]: Ledger of 1920, paragraph 7: "It was built."', "1920"),
        ("It fell. **[unverified]**", "unverified"),
    ],
)
def test_what_a_page_does_not_show_is_blank(text: str, hidden: str) -> None:
    assert hidden in text
    assert hidden not in as_seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "# The ferry of 1888",
        "| Depth | 9 m |",
        "> It takes 50 minutes.",
        "It is `555` long.",
        "A line\n\n---\n\nin the year 2031: this is.\n\n---\n",
        "[^1]: It cost 12 million in 1999.",
    ],
)
def test_what_a_page_shows_stays(text: str) -> None:
    assert as_seen(text).replace("[^1]:", "").split() == text.replace("[^1]:", "").split()


def test_the_evidence_of_a_footnote_stays() -> None:
    assert as_seen('[^3]: Ledger, paragraph 7: "It was built."').strip() == '"It was built."'


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_character_keeps_its_place(text: str) -> None:
    seen = as_seen(text)

    assert len(seen) == len(text)
    assert all(one in {other, " "} for one, other in zip(seen, text, strict=True))
