"""Nothing that is printed does more to a terminal than show text, whoever wrote it."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.cli.streams import Withholding, harmless
from ghostwriter.schema.events import Notice
from ghostwriter.security.secrets.scanner import NO_SECRETS
from ghostwriter.text.invisible import printable
from ghostwriter.text.json_text import json_of
from tests.scripting import EVENT

OBEYED = {
    "an escape sequence": "\x1b]0;title\x07",
    "a colour": "\x1b[31m",
    "a C1 sequence": "\x9b31m",
    "a next line of C1": "\x85",
    "delete": "\x7f",
    "a bell": "\x07",
    "a backspace": "\x08",
    "a return": "good\rbad",
    "a form feed": "\x0c",
    "a vertical tab": "\x0b",
    "a separator": "\x1c\x1f",
    "a line separator": "\u2028\u2029",
    "a direction": "\u202e\u2066",
    "tags": "\U000e0041\U000e007f",
    "half a character": "\udcff",
}
NEVER = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), 0x2028, 0x2029)} - {
    "\n",
    "\t",
}


@pytest.mark.parametrize("name", OBEYED)
def test_a_line_for_a_person_holds_nothing_that_a_terminal_obeys(name: str) -> None:
    shown = printable(f"a{OBEYED[name]}b")

    assert not NEVER & set(shown)
    shown.encode()


@pytest.mark.parametrize("name", OBEYED)
def test_json_for_a_program_says_the_same_and_does_nothing(name: str) -> None:
    event = Notice(text=f"a{OBEYED[name]}b")

    written = json_of(event)

    assert json.loads(written)["text"] == event.text
    assert not NEVER & set(written)
    written.encode()


@given(st.text(st.characters(exclude_categories=())))
def test_json_reads_back_whatever_it_holds(text: str) -> None:
    written = json_of([Notice(text=text)], indent=1)

    assert json.loads(written)[0]["text"] == text
    written.encode()


def test_an_event_is_read_back_as_it_was() -> None:
    event = Notice(text="a \x9b31m\u202e “dam” 漢 😀")

    assert EVENT.validate_json(json_of(event)) == event


@pytest.mark.parametrize("name", [name for name in OBEYED if name != "half a character"])
def test_what_was_forgotten_is_spelt_out_by_the_stream(name: str) -> None:
    stream = io.StringIO()

    Withholding(stream, lambda: NO_SECRETS).write(f"a{OBEYED[name]}b\n")

    assert not NEVER & set(stream.getvalue())
    assert stream.getvalue().endswith("b\n")


def test_on_a_terminal_the_displays_own_colours_stay_and_nothing_else() -> None:
    assert harmless("\x1b[1;31mred\x1b[0m\r\x1b[2K\x1b[?25l", painted=True) == "\x1b[1;31mred\x1b[0m\r\x1b[2K\x1b[?25l"
    assert harmless("\x1b]0;title\x07\x9b31m", painted=True) == "\\x1b]0;title\\x07\\x9b31m"
    assert harmless("plain “text” with\ttabs\n", painted=False) == "plain “text” with\ttabs\n"
