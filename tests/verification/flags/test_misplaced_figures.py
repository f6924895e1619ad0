"""A figure of the sources in another one's place is a hint; where the sources have it for just that, it is none."""

import pytest

from ghostwriter.schema.artifacts import Flag
from ghostwriter.verification.flags import SourceIndex, find_flags

SOURCE = """The old bridge was built in 1932 and carried 4,500 people a day.

The new bridge opened in May 2016 and cost $85 million, of which the city paid 40 per cent. It is 610 metres long.

On August 21, the flood closed the bridge for 12 hours; 3 workers were injured, and the mayor, Ida Brook, 57, left her office.

name: Bridge Café
business_stars: 4.5
address: 2021 State St
Review 1 (2.0 stars, 2022-01-04): We waited 50 minutes for a table.
"""


def hints(text: str, source: str = SOURCE) -> list[Flag]:
    return [flag for flag in find_flags(text, SourceIndex.of([source])) if flag.kind == "binding"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The new bridge opened in May 1932 and cost $85 million.", "1932"),
        ("The old bridge was built in 2016 and carried many people.", "2016"),
        ("The new bridge cost $85 million, of which the city paid 12 per cent.", "12"),
        ("The new bridge is 4,500 metres long.", "4,500"),
        ("The flood closed the bridge for 610 hours.", "610"),
        ("In the flood, 57 workers were injured.", "57"),
        ("The café is at 610 State St.", "610"),
    ],
)
def test_a_figure_in_anothers_place_is_a_hint(text: str, figure: str) -> None:
    assert [(flag.text, flag.hard) for flag in hints(text)] == [(figure, False)]


@pytest.mark.parametrize(
    "text",
    [
        "The old bridge, built in 1932, carried 4,500 people a day.",
        "The new bridge, which opened in May 2016, cost $85 million; the city paid 40% of it.",
        "It is 610 metres long.",
        "The flood of August 21st closed the bridge for 12 hours, and 3 workers were injured.",
        "Mayor Ida Brook, who is 57 years old, left her office.",
        "The café at 2021 State St has a rating of 4.5 stars.",
        "As passage 3 says, the bridge is 610 metres long.",
    ],
)
def test_a_figure_in_its_own_place_is_none(text: str) -> None:
    assert hints(text) == []


def test_a_reader_is_shown_what_the_sources_have_in_its_place() -> None:
    (found,) = hints("The flood closed the bridge for 610 hours.")

    assert "here they have 12" in found.message
    assert "the flood closed the bridge for 12 hours" in found.message


def test_no_sentence_of_a_source_speaks_against_itself() -> None:
    assert hints(SOURCE) == []
