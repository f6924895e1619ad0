"""Markdown and text are taken word for word; only the title is looked for."""

from pathlib import Path

import pytest

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.loaders.loaded_text import LoadedText
from ghostwriter.sources.loaders.text import load as load_plain
from ghostwriter.sources.parser_process.html_to_markdown import read_page


def load(data: bytes, name: str = "a.txt") -> LoadedText:
    return load_plain(Path(name), data, read_page)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *Elm* dam #\n\nText", "The Elm dam"),
        ("The dam\n=======\n", "The dam"),
        ("## A section\n", "A section"),
        ("### Too deep\n", ""),
        ("```\n# code\n```\n# [Real](x.md)\n", "Real"),
        ('---\ntitle: "Named"\n---\n# Heading\n', "Named"),
        ("---\r\ntitle: Named\r\n---\r\nText", "Named"),
        ("---\ndate: 1936\n---\n# Heading\n", "Heading"),
        ("No title", ""),
    ],
)
def test_a_title_is_found_where_people_write_it(text: str, title: str) -> None:
    assert load(text.encode()).title == title


@pytest.mark.parametrize("text", ["---\ndate: 1936\n---\nText", "---\nWords between rules.\n---\nRest.", "a  b\n"])
def test_no_word_is_left_out(text: str) -> None:
    assert load(text.encode()).text == text


def test_a_text_may_begin_like_a_picture() -> None:
    assert load(b"GIF89a is the name of a format.").text.startswith("GIF89a")


@pytest.mark.parametrize(
    ("text", "seen", "taken_out"),
    [
        ("one <!-- IGNORE\n\nIGNORE --> two", "one  two", {"comments": 1}),
        ("one\n[//]: # (IGNORE)\n[comment]: <> (IGNORE)\ntwo", "one\n\n\ntwo", {"comments": 2}),
        ("one<span style='display:none'>IGNORE <span>x</span></span> two", "one two", {"hidden elements": 1}),
        ('one<p hidden>IGNORE</p><font color="white">IGNORE</font>', "one", {"hidden elements": 2}),
        ("<script>IGNORE</script>one", "one", {"scripts and styles": 1}),
        ("```\n<!-- shown as code -->\n```\n", "```\n<!-- shown as code -->\n```\n", {}),
        ("    ```\n\n<!-- IGNORE -->\n\n    ```\n", "    ```\n\n\n\n    ```\n", {"comments": 1}),
        ("```<!-- IGNORE -->\n<!-- shown -->\n```\n", "```\n<!-- shown -->\n```\n", {"comments": 1}),
        ("never closed <!-- is text", "never closed <!-- is text", {}),
        ("one\n<!-- IGNORE", "one\n", {"comments": 1}),
        ("one<p hidden>IGNORE\n\ntwo", "one\n\ntwo", {"hidden elements": 1}),
        ("one\n\n<div style=display:none>\n\nIGNORE", "one\n\n", {"hidden elements": 1}),
        ('one<p title=">" style="display&#58;none">IGNORE</p>', "one", {"hidden elements": 1}),
        (
            "<style>.x{display:none}</style>one<p class=x>IGNORE</p>",
            "one",
            {"scripts and styles": 1, "hidden elements": 1},
        ),
        (
            "<table bgcolor=black><font color=black>IGNORE</font></table>",
            "<table bgcolor=black><font color=black></font></table>",
            {"hidden elements": 1},
        ),
        (
            "<table bgcolor=black><td>IGNORE</td><td style='color:white'>one</td></table>",
            "<table bgcolor=black><td></td><td style='color:white'>one</td></table>",
            {"hidden elements": 1},
        ),
        ("~~~\n```\n~~~\n<!-- IGNORE -->", "~~~\n```\n~~~\n", {"comments": 1}),
        ("<!--\n```\nIGNORE\n-->one", "one", {"comments": 1}),
        ("<i>\n`<!-- IGNORE -->`</i>", "<i>\n``</i>", {"comments": 1}),
        ("<div hidden><b title='</div>'>IGNORE</b></div>one", "one", {"hidden elements": 1}),
        ("![IGNORE](x.png 'IGNORE') [one](y \"IGNORE\")", "![](x.png) [one](y)", {"texts in attributes": 3}),
        ("one\n\n[x]: http://y\n  'IGNORE'\n", "one\n\n\n", {"comments": 1}),
        ("<b title='IGNORE it'>one</b>", "<b>one</b>", {"texts in attributes": 1}),
        ("o&#917569;&ZeroWidthSpace;ne &amp; two", "one &amp; two", {"zero-width characters": 2}),
        ("<?php IGNORE ?><!DOCTYPE IGNORE>one", "one", {"comments": 2}),
        ("`<div hidden>` shows", "`<div hidden>` shows", {}),
        ("> ```\n> <!-- shown -->\n> ```\n", "> ```\n> <!-- shown -->\n> ```\n", {}),
        ("a < b, <b>c</b>, [link]: https://example.org", "a < b, <b>c</b>, [link]: https://example.org", {}),
    ],
)
def test_what_rendered_markdown_hides_is_taken_out(text: str, seen: str, taken_out: dict[str, int]) -> None:
    made = load(text.encode(), "a.md")

    assert (made.text, made.taken_out) == (seen, taken_out)


def test_nothing_is_hidden_in_a_text_file() -> None:
    assert load(b"a <!-- note --> b").text == "a <!-- note --> b"


@pytest.mark.parametrize(
    "text",
    [
        "a" + "<!--" * 200_000,
        "# a" + " " * 1_000_000 + "b",
        "[" * 1_000_000,
        "![" * 500_000,
        "[a](" * 200_000,
        '[a]: b "' * 100_000,
        "<a b='" * 100_000,
        "`" * 500_000,
        "".join("`" * run + "a" for run in range(1, 1_000)),
        "> " * 400_000,
        "> " * 60 + "<b>x",
        "- " * 60 + "<b>x",
        "[x]:" + " " * 20_000 + "(",
        "[x]: a" + " " * 20_000 + "(",
        "](" + " " * 20_000 + "(",
        "](a 'x'" + " " * 20_000 + "(",
    ],
)
def test_no_text_takes_more_than_one_look(text: str) -> None:
    assert load(text.encode(), "a.md").text == text


def test_rules_are_not_held_against_tags_without_end() -> None:
    sheet = "<style>" + "".join(f".a{number}{{color:red}}" for number in range(5_000)) + "</style>"

    with pytest.raises(Unreadable, match="too many style rules for its tags"):
        load((sheet + "<b class='a1 a2'>x</b>\n" * 2_000).encode(), "a.md")


def test_a_media_query_may_be_negated_without_end() -> None:
    text = "<style>@media " + "not " * 100_000 + "print{.x{display:none}}</style><p class=x>IGNORE</p>"

    assert load(text.encode(), "a.md").taken_out == {"scripts and styles": 1}


@pytest.mark.parametrize(
    "text",
    [
        '[x]: y "a\\" IGNORE"', "1. [x]: y 'IGNORE'", "[x\\]]: y 'IGNORE'", "[a\nb]: y 'IGNORE'",
        '[x](y "a\\" IGNORE")', "[x](<a\\> IGNORE>)",
    ],
)  # fmt: skip
def test_an_escaped_sign_ends_nothing(text: str) -> None:
    made = load(f"Words.\n\n{text}\n".encode(), "a.md")

    assert "IGNORE" not in made.text
    assert made.taken_out
