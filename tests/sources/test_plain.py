"""Markdown and text are taken word for word; only the title is looked for."""

import pytest

from ghostwriter.sources.plain import load


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
