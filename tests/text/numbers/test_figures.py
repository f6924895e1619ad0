import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.text.numbers.figures import figures, missing_numbers

LABELLED = Path(__file__).parents[4] / "shared" / "labelled" / "ragtruth_dev.jsonl.xz"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("1.2 million people", "1,200,000 people"),
        ("$1.2M", "1.2 million dollars"),
        ("$3bn", "3 billion"),
        ("2,300", "2.3 thousand"),
        ("1 200 000", "1,200,000"),
        ("1.200.000", "1,200,000"),
        ("1,5", "1.5"),
        ("1,234.5", "1234.5"),
        ("12,000 men", "12000 men"),
        ("12.5", "12½"),
        ("2.5m", "2.5 metres"),
        ("3 ships", "three ships"),
        ("the 1st", "the first"),
        ("50%", "half of them"),
        ("the years 1990-95", "from 1990 to 95"),
        ("1936", "1932–36"),
        ("from 12 million to 15 million", "12 to 15 million"),
        ("the 1930s", "in 1936"),
        ("the '90s", "in 1994"),
        ("4 May 1937", "1937-05-04"),
        ("7 pm", "open until 19:00"),
        ("11 am to 10 p.m.", "11:0-22:0"),
        ("7 am to 9 am", "from 7 to 9 am"),
        ("in 1936 [S1F2]", "1936"),
        ("1.2 million", "1,234,567"),
        ("about 1,200", "1,234 men"),
        ("more than 60%", "62.5 percent"),
        ("no figures", ""),
    ],
)
def test_the_same_figure_in_another_form_is_there(claim: str, text: str) -> None:
    assert missing_numbers(claim, text) == []


@pytest.mark.parametrize(
    "claim", ["open 24/7", "4 out of 5", "rated 4/5 and 4.5/5", "COVID-19", "an A380", "1. First", "(2) Second"]
)
def test_what_states_no_quantity_is_not_asked_for(claim: str) -> None:
    assert missing_numbers(claim, "rated 4, and 4.5 by others") == []


@pytest.mark.parametrize(
    ("claim", "text", "missing"),
    [
        ("in 1937", "in 1936", ["1937"]),
        ("from the mid-1940s", "in 1936", ["1940s"]),
        ("EUR12 million", "11 million", ["12 million"]),
        ("12.5 metres", "12 metres", ["12.5"]),
        ("25", "1.25", ["25"]),
        ("1", "1.25", ["1"]),
        ("7 pm", "at 7.30", ["7 pm"]),
        ("200", "1,200", ["200"]),
        ("$99 million", "12 million dollars", ["$99 million"]),
        ("12 billion", "12 million", ["12 billion"]),
        ("12 million", "12", ["12 million"]),
        ("1.3 million", "1,234,567", ["1.3 million"]),
        ("about 300", "234", ["300"]),
        ("the 1940s", "in 1936", ["1940s"]),
        ("8 pm", "at 19:00", ["8 pm"]),
        ("04.05.1937", "04.06.1937", ["04.05.1937"]),
        ("7", "twenty-seven", ["7"]),
        ("12 and 12 and 13", "11", ["12", "13"]),
    ],
)
def test_another_figure_is_missing(claim: str, text: str, missing: list[str]) -> None:
    assert missing_numbers(claim, text) == missing


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}", "${:,}", "{}%", "{} men", "({} men)", "**{}**", "{:,}."]))
def test_a_whole_number_is_found_however_it_is_written_and_no_other_is(number: int, form: str) -> None:
    assert missing_numbers(f"It was {form.format(number)}", f"we counted {number:,} there") == []
    assert missing_numbers(f"It was {form.format(number + 1)}", f"we counted {number:,} there") != []


@given(st.text(max_size=80))
def test_a_text_holds_all_its_own_figures(text: str) -> None:
    assert missing_numbers(text, text) == []
    assert all(figure.shown for figure in figures(text))


def test_few_correct_sentences_of_real_answers_are_objected_to() -> None:
    if not LABELLED.exists():
        pytest.skip("needs ../shared/labelled/ragtruth_dev.jsonl.xz")
    with lzma.open(LABELLED, "rt", encoding="utf-8") as lines:
        answers = [answer for answer in map(json.loads, lines) if answer["task"] == "Data2txt"]

    clean = [answer for answer in answers if answer["label"] == "faithful"]
    objected = [
        answer["id"] for answer in clean if missing_numbers(answer["response"], "\n".join(answer["source_texts"]))
    ]

    assert len(clean) > 50
    assert len(objected) <= 2


def test_blank_lines_without_end_are_read_in_one_go() -> None:
    assert [figure.shown for figure in figures(" \n" * 100_000 + "It cost 12 dollars.")] != []
