import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ghostwriter.cli.progress.draft_preview import Words, only_visible

HOSTILE = "\x1b[2J\x1b]0;owned\x07[bold red]mark-up[/] \u202ereversed\u202c \u200bzero\r\nnext\tline"


def shown(text: str, width: int = 40, lines: int = 4) -> list[str]:
    words = Words()
    words.add(text)
    return [row.plain for row in words.render(width, lines)]


def test_the_latest_lines_are_shown_broken_between_words() -> None:
    assert shown("one two three four five six", width=9, lines=2) == ["four five", "six"]


def test_a_word_wider_than_the_terminal_is_broken() -> None:
    assert shown("abcdefghij", width=4) == ["abcd", "efgh", "ij"]


def test_nothing_of_it_reaches_the_terminal_as_a_command() -> None:
    assert shown(HOSTILE, width=80) == ["[2J]0;owned[bold red]mark-up[/] reversed zero", "next line"]


@given(st.text())
def test_only_what_can_be_seen_is_printed(text: str) -> None:
    assert all(
        character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        for character in only_visible(text)
    )


@given(st.text(), st.integers(2, 60), st.integers(1, 6))
def test_what_is_shown_fits(text: str, width: int, lines: int) -> None:
    rows = shown(text, width, lines)

    assert len(rows) <= lines
    assert all(cell_len(row) <= width for row in rows)


@given(st.lists(st.text(alphabet="ab \n", max_size=8)))
def test_words_are_counted_however_they_arrive(pieces: list[str]) -> None:
    words = Words()
    for piece in pieces:
        words.add(piece)

    assert words.count == len("".join(pieces).split())


def test_a_new_try_begins_anew() -> None:
    words = Words()
    words.add("half a draft")
    words.clear()
    words.add("a draft")

    assert [row.plain for row in words.render(40)] == ["a draft"]
    assert words.count == 2
