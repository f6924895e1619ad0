from ghostwriter.cli.check_output import findings
from ghostwriter.verification.check import check

SOURCE = "The ferry Marlene carried 1,250 passengers on 3 July 2021."


def shown(text: str, width: int = 60) -> list[str]:
    return [line for line, _ in findings("a.md", text, check(text, [SOURCE]), width)]


def test_a_finding_has_its_place_its_line_and_a_mark_beneath() -> None:
    place, line, mark, *_ = shown("# Ferry\n\nThe ferry Marlene carried 1,350 passengers.")

    assert place == "a.md:3:27: wrong: 1,350 is in no source"
    assert line == "    The ferry Marlene carried 1,350 passengers."
    assert line[mark.index("^") : mark.rindex("^") + 1] == "1,350"


def test_a_long_line_is_cut_around_what_was_found_and_wide_signs_count_twice() -> None:
    _, line, mark, *_ = shown("漢字 " * 40 + "in 1999 " + "and so on " * 20, width=50)

    assert line.strip().startswith("…")
    assert line.endswith("…")
    assert "1999" in line
    assert len(mark) > line.index("1999")


def test_a_sentence_is_not_doubted_twice() -> None:
    lines = shown("It cost 19 euros.")

    assert [line for line in lines if line.startswith("a.md")] == ["a.md:1:9: wrong: 19 is in no source"]
    assert lines[-2] == "1 thing proven wrong"


def test_what_would_move_the_cursor_of_a_terminal_is_left_out() -> None:
    assert not any("\x1b" in line for line in shown("It cost \x1b[31m19 euros."))


def test_nothing_found_is_said_in_two_lines() -> None:
    assert len(shown(SOURCE)) == 2
