"""Whatever a draft says, and wherever its pieces are cut, its words come out; and at each moment only words that are there."""

import json
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.agents.stream_parser import ArgumentWords, StreamedWords, TaggedWords

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@st.composite
def cut(draw: st.DrawFn, whole: st.SearchStrategy[tuple[str, str]]) -> tuple[str, list[str]]:
    """A text, and its form on the wire in pieces."""
    text, form = draw(whole)
    cuts = sorted(draw(st.lists(st.integers(0, len(form)), max_size=12)))
    return text, [form[start:end] for start, end in pairwise([0, *cuts, len(form)])]


@st.composite
def arguments(draw: st.DrawFn) -> tuple[str, str]:
    text = draw(TEXTS)
    others = draw(
        st.dictionaries(st.sampled_from(["command", "path", "note"]), TEXTS | st.none() | st.lists(TEXTS, max_size=2))
    )
    values = draw(st.permutations([*others.items(), (draw(st.sampled_from(["file_text", "new_str"])), text)]))
    ascii_only, indent = draw(st.booleans()), draw(st.sampled_from([None, 1]))
    return text, json.dumps(dict(values), ensure_ascii=ascii_only, indent=indent)


@st.composite
def spelled_out(draw: st.DrawFn) -> tuple[str, str]:
    text = draw(TEXTS.filter(lambda text: "<" not in text)).strip("\n")
    newline = draw(st.sampled_from(["", "\n"]))
    call = f"<parameter=command>create</parameter>\n<parameter=file_text>{newline}{text}{newline}</parameter>\n"
    return text, f"{draw(TEXTS)}<function=file_editor>\n{call}</function>"


def grows(feed: Callable[[str], str], pieces: list[str], text: str) -> str:
    """All words, after it was seen that at each moment they were the text's beginning."""
    shown = ""
    for piece in pieces:
        shown += feed(piece)
        assert text.startswith(shown)
    return shown


@given(cut(arguments()))
def test_the_words_of_arguments_come_out_however_they_are_cut(case: tuple[str, list[str]]) -> None:
    text, pieces = case

    assert grows(ArgumentWords().feed, pieces, text) == text


@given(cut(spelled_out()))
def test_the_words_of_a_call_in_text_come_out_however_it_is_cut(case: tuple[str, list[str]]) -> None:
    text, pieces = case

    assert grows(TaggedWords().feed, pieces, text) == text


@given(st.lists(st.text(alphabet='{}[]":,\\u dDn8file_text<>=/parameter', max_size=30), max_size=8))
def test_nonsense_is_passed_over(pieces: list[str]) -> None:
    json_reader, tag_reader = ArgumentWords(), TaggedWords()

    for piece in pieces:
        json_reader.feed(piece)
        tag_reader.feed(piece)


def test_words_come_as_soon_as_they_are_there() -> None:
    reader = ArgumentWords()

    assert [reader.feed(piece) for piece in ('{"file_text": "The d', "am", "\\", 'n"', '", "path": "x"}')] == [
        "The d",
        "am",
        "",
        "\n",
        "",
    ]


def test_what_another_parameter_says_is_not_shown() -> None:
    assert (
        ArgumentWords().feed(
            '{"path": "file_text", "view_range": [1, 2], "deep": {"file_text": "no"}, "command": "create"}'
        )
        == ""
    )


def test_prose_around_the_call_is_not_the_draft() -> None:
    assert (
        TaggedWords().feed("I will write it now.\n<function=file_editor>\n<parameter=path>file_text</parameter>") == ""
    )


def test_each_answer_begins_anew() -> None:
    words = StreamedWords()

    assert words.feed("first", "", {0: '{"file_text": "half a dra'}) == "half a dra"
    assert words.feed("second", "", {0: '{"file_text": "a draft"}'}) == "a draft"
    assert words.feed("third", "<parameter=file_text>in text</parameter>", {}) == "in text"
