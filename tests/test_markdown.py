from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.markdown import blocks

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


@given(st.text(st.sampled_from("ab \n#->*|`1.~_"), max_size=300))
def test_blocks_follow_one_another_and_stay_inside(text: str) -> None:
    at = 0
    for block in blocks(text):
        assert at <= block.start < block.end <= len(text)
        at = block.end
