"""What would change the reading unseen is shown by its name."""

import pytest

from ghostwriter.report.render import made_visible


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\u202e", "⟨U+202E⟩"),
        ("\u2066", "⟨U+2066⟩"),
        ("\u2069", "⟨U+2069⟩"),
        ("\x00", "␀"),
        ("\x1b", "␛"),
        ("\x7f", "␡"),
        ("\x85", "\ufffd"),
    ],
)
def test_characters_that_turn_text_around_or_vanish_are_named(hidden: str, shown: str) -> None:
    assert made_visible(f"a{hidden}b") == f"a{shown}b"


@pytest.mark.parametrize("kept", ["\n", "\t", "\u200f", "\u200d", "\u2060", "הנמל", "é"])
def test_what_text_needs_stays(kept: str) -> None:
    assert made_visible(f"a{kept}b") == f"a{kept}b"
