import io

import pytest

from ghostwriter.cli.streams import Withholding
from ghostwriter.security.secrets.scanner import SecretScanner

SECRET = "ghp-16C7e42F292c6912E7710c838347Ae178B4a"


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def stream(out: io.StringIO) -> Withholding:
    return Withholding(out, lambda: SecretScanner(lambda: {"GITHUB_TOKEN": SECRET}))


def test_words_pass_as_they_are(stream: Withholding, out: io.StringIO) -> None:
    written = print("The dam\nwas finished.", file=stream)

    assert written is None
    assert out.getvalue() == "The dam\nwas finished.\n"


def test_a_secret_is_replaced_by_its_name(stream: Withholding, out: io.StringIO) -> None:
    size = stream.write(f"models/{SECRET}.md\n")

    assert size == len(f"models/{SECRET}.md\n")
    assert out.getvalue() == "models/[GITHUB_TOKEN].md\n"


def test_what_holds_one_in_another_form_is_withheld_and_the_line_ends(stream: Withholding, out: io.StringIO) -> None:
    stream.write(f"see {SECRET.encode().hex()}\n")

    assert out.getvalue() == "[withheld: it holds the secret GITHUB_TOKEN, in hexadecimal]\n"


def test_the_watch_is_made_when_there_is_something_to_look_at(out: io.StringIO) -> None:
    made: list[int] = []

    def scanner() -> SecretScanner:
        made.append(1)
        return SecretScanner()

    stream = Withholding(out, scanner)
    before = list(made)
    stream.write("one")
    stream.write("two")

    assert before == []
    assert made == [1]
