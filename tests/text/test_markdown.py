import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.text.markdown import blocks, first_heading

TEXT = (
    "# Head\n\nOne\ntwo.\n\n- item\n  goes on\n- item\n\n> quoted\n> lines\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n---\n\n```\ncode\n```\n"
)


def test_the_blocks_of_a_text() -> None:
    found = [(block.kind, TEXT[block.start : block.end]) for block in blocks(TEXT)]

    assert [one for one in found if one[0] not in {"rule", "code"}] == [
        ("heading", "Head"),
        ("paragraph", "One\ntwo."),
        ("item", "item\n  goes on"),
        ("item", "item"),
        ("quote", "quoted\n> lines"),
        ("row", " c | d "),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [("# Head #", "Head"), ("## a # b ## ", "a # b"), ("# a#b#", "a#b#"), ("#   ", ""), ("# ###", "")],
)
def test_the_words_of_a_heading(line: str, words: str) -> None:
    assert [line[block.start : block.end] for block in blocks(line) if block.kind == "heading"] == [words] * bool(words)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("````\n```\nstill code\n````\nAfter.", ["code", "paragraph"]),
        ("```\ncode without an end\n", ["code"]),
        ("Words\n=====\n\nMore\n----\n", ["heading", "heading"]),
        ("    indented words\n", ["paragraph"]),
        ("[1]: https://example.org\n", ["paragraph"]),
        ("| no table |\n", ["paragraph"]),
        ("a | b\n--|--\nc | d\n", ["row"]),
        ("<div>\nwords\n</div>\n", ["paragraph"]),
        ("<!-- a comment\n\nstill -->\n\nAfter.", ["comment", "paragraph"]),
        ("1. first\n\n   more of it\n2. second\n", ["item", "paragraph", "item"]),
        ("> - quoted item\n", ["quote"]),
        ("- > item that quotes\n", ["quote"]),
        ("born in\n1990. The year\n", ["paragraph"]),
        ("> " * 60 + "deep\n", ["paragraph"]),
    ],
)
def test_the_kinds_of_blocks_are_those_of_commonmark(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in blocks(text)] == kinds


@given(
    st.lists(
        st.sampled_from(["ab", " ", "\n", "#", "- ", "> ", "|", "|-|", "`", "```", "1. ", "<p>", "  "]), max_size=60
    )
)
def test_no_word_is_outside_of_all_blocks_but_in_the_head_of_a_table(pieces: list[str]) -> None:
    text = "".join(piece for piece in pieces if "|" not in piece)
    inside = {place for block in blocks(text) for place in range(block.start, block.end)}

    assert {match.start() for match in re.finditer("ab", text)} <= inside


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Not this.\n\n## Too deep\n", ""),
        ("# The *dam* of [Elm](elm.md)\n", "The dam of Elm"),
        ("```\n# code\n```\n# Words\n", "Words"),
        ("Words\n=====\n", "Words"),
    ],
)
def test_the_first_heading_of_the_first_level(text: str, words: str) -> None:
    assert first_heading(text, 1) == words


@pytest.mark.parametrize("line", ["# a" + " " * 100_000 + "b", "# a" + "#" * 100_000 + "b"])
def test_a_heading_is_looked_at_once(line: str) -> None:
    assert [block.level for block in blocks(line)] == [1]


@given(st.text(st.sampled_from("ab \n#->*|`1.~_"), max_size=300))
def test_blocks_follow_one_another_and_stay_inside(text: str) -> None:
    at = 0
    for block in blocks(text):
        assert at <= block.start < block.end <= len(text)
        at = block.end
