"""A page is parsed in a process of its own, whose end is not the run's."""

import os
import signal
from collections.abc import Iterator

import pytest

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.parser_process import client
from ghostwriter.sources.parser_process.client import PageParser

PAGE = "<title>Dam</title><p>It held.<!-- not so -->"


@pytest.fixture
def parsers() -> Iterator[PageParser]:
    with PageParser() as parsers:
        yield parsers


def process_of(parsers: PageParser) -> int:
    assert parsers.process.running is not None
    return parsers.process.running.pid


def test_many_pages_are_read_by_one_process(parsers: PageParser) -> None:
    made = parsers.read_page(PAGE)
    first = process_of(parsers)
    parsers.read_page(PAGE)

    assert (made.title, made.text.strip(), made.taken_out) == ("Dam", "It held.", {"comments": 1})
    assert process_of(parsers) == first


def test_what_is_unreadable_is_told_and_the_next_page_is_read(parsers: PageParser) -> None:
    with pytest.raises(Unreadable, match="without text"):
        parsers.read_page("<nav>x</nav>")

    assert parsers.read_page(PAGE).text.strip() == "It held."


def test_a_page_that_needs_too_much_memory_is_refused_and_the_next_one_is_read(parsers: PageParser) -> None:
    with pytest.raises(Unreadable, match=r"512 MB of memory|takes too long|nested"):
        parsers.read_page("<p>x" + "<b a=b>y" * 290_000)

    assert parsers.read_page(PAGE).text.strip() == "It held."


def test_a_process_that_dies_is_told_in_words(parsers: PageParser) -> None:
    parsers.read_page(PAGE)
    os.kill(process_of(parsers), signal.SIGKILL)

    with pytest.raises(Unreadable, match="cannot be parsed"):
        parsers.read_page(PAGE)


def test_a_page_that_takes_too_long_is_given_up(parsers: PageParser, monkeypatch: pytest.MonkeyPatch) -> None:
    parsers.read_page(PAGE)
    monkeypatch.setattr(client, "LONGEST_WAIT", 0.2)
    os.kill(process_of(parsers), signal.SIGSTOP)

    with pytest.raises(Unreadable, match="takes too long"):
        parsers.read_page(PAGE)


def test_pages_that_take_long_share_one_wait(parsers: PageParser, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = "<p>" + "<b>word</b> " * 20_000
    monkeypatch.setattr(client, "FOR_A_MEGABYTE", 0.0)
    parsers.read_page(slow)
    monkeypatch.setattr(client, "LONGEST_WAIT", 0.02)

    with pytest.raises(Unreadable, match="takes too long"):
        parsers.read_page(slow)


def test_when_the_wait_is_used_up_no_page_is_parsed_any_more(
    parsers: PageParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "FOR_A_MEGABYTE", 0.0)
    monkeypatch.setattr(client, "LONGEST_WAIT", 0.001)
    with pytest.raises(Unreadable, match="takes too long"):
        parsers.read_page("<p>" + "<b>word</b> " * 20_000)

    with pytest.raises(Unreadable, match="takes too long"):
        parsers.read_page(PAGE)
    assert parsers.process.running is None


def test_nothing_is_left_running() -> None:
    with PageParser() as parsers:
        parsers.read_page(PAGE)
        process = process_of(parsers)

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_the_process_has_neither_credentials_nor_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    with PageParser() as parsers:
        parsers.read_page(PAGE)
        where = f"/proc/{process_of(parsers)}"
        if not os.path.exists(where):  # noqa: PTH110
            pytest.skip("only Linux shows a process's limits")
        with open(f"{where}/environ", "rb") as environment, open(f"{where}/limits", encoding="utf-8") as limits:  # noqa: PTH123
            assert b"hush" not in environment.read()
            said = limits.read()

    assert f"{client.MEMORY}" in said
    assert [line.split()[3] for line in said.splitlines() if line.startswith("Max file size")] == ["0"]


def test_a_page_of_too_many_tags_is_not_parsed(parsers: PageParser) -> None:
    with pytest.raises(Unreadable, match="more than 300,000 tags"):
        parsers.read_page("<b>" * 300_001)

    assert parsers.process.running is None
