import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.text.markdown import blocks

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
    [("# Head #", "Head"), ("## a # b ## ", "a # b"), ("# a#b#", "a#b"), ("#   ", ""), ("# ###", "")],
)
def test_the_words_of_a_heading(line: str, words: str) -> None:
    assert [line[block.start : block.end] for block in blocks(line) if block.kind == "heading"] == [words] * bool(words)


@pytest.mark.parametrize("line", ["# a" + " " * 100_000 + "b", "# a" + "#" * 100_000 + "b"])
def test_a_heading_is_looked_at_once(line: str) -> None:
    assert [block.level for block in blocks(line)] == [1]


@given(st.text(st.sampled_from("ab \n#->*|`1.~_"), max_size=300))
def test_blocks_follow_one_another_and_stay_inside(text: str) -> None:
    at = 0
    for block in blocks(text):
        assert at <= block.start < block.end <= len(text)
        at = block.end
