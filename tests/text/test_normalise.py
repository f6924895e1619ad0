"""A link without a target is looked at once."""

from ghostwriter.text.normalise import normalise


def test_a_gap_without_end_is_no_link() -> None:
    text = "[a](" + " " * 100_000 + "("

    assert normalise(text).links == ()


def test_a_link_may_have_gaps_and_a_title() -> None:
    assert normalise('See [the dam]( x  "a title" ) there.').visible == "See the dam there."
