from pathlib import Path

import pytest

from ghostwriter.article.compliance import check_compliance
from ghostwriter.brief.brief import Brief, read_brief

DRAFT = """# The dam that kept Elm dry

The Elm Dam was finished in 1936, and it holds back the water of the river. [S1F1] It was not the first of its kind in the valley.

## Costs

Building it cost 12 million dollars, of which the state paid for two thirds of the bill. [S1F2]
"""


def found(draft: str = DRAFT, **brief: object) -> dict[str, tuple[str, str]]:
    made = Brief.model_validate(brief)
    return {one.wanted: (one.status, one.found) for one in check_compliance(made, draft).requirements}


@pytest.mark.parametrize(("length", "status"), [(50, "met"), (55, "met"), (40, "not met"), (80, "not met")])
def test_length_may_be_off_by_a_tenth(length: int, status: str) -> None:
    draft = "# Head line\n\n" + "word " * 50
    assert found(draft.replace("Head line\n\n" + "word " * 2, "Head line\n\n"), length=max(length, 50))[
        f"{max(length, 50)} words"
    ]
    assert found("# Two words\n\n" + "word " * (48 if length in {50, 55} else 200), length=50)["50 words"][0] == status


def test_how_far_off_is_said() -> None:
    assert found("# Two words\n\n" + "word " * 98, length=50)["50 words"] == ("not met", "100 words, 100% more")


@pytest.mark.parametrize(
    ("phrase", "status"),
    [
        ("Elm Dam", "met"),
        ("elm dam", "met"),
        ("cost of building", "met"),
        ("two-thirds", "met"),
        ("the farmers", "not met"),
        ("water bill", "open"),
    ],
)
def test_what_must_be_included_is_looked_for_in_words_and_in_sense(phrase: str, status: str) -> None:
    assert found(must_include=[phrase])[phrase][0] == status


@pytest.mark.parametrize(
    ("phrase", "status"),
    [("two thirds", "not met"), ("dollar", "not met"), ("dam", "not met"), ("amd", "met"), ("million euros", "met")],
)
def test_what_must_be_avoided_is_looked_for_as_whole_words(phrase: str, status: str) -> None:
    assert found(must_avoid=[phrase])[phrase][0] == status


def test_where_a_thing_to_be_avoided_stands_is_said() -> None:
    assert "“Building it cost 12 million dollars" in found(must_avoid=["two thirds"])["two thirds"][1]


def test_another_language_than_the_briefs_is_noticed() -> None:
    assert found(language="German")["German"] == ("not met", "reads like English")
    assert found(language="Klingon")["Klingon"][0] == "open"


def test_an_empty_section_breaks_the_structure() -> None:
    (requirement,) = [
        one for one in check_compliance(Brief(), DRAFT + "\n## Later\n").requirements if one.kind == "structure"
    ]

    assert (requirement.status, requirement.found) == ("not met", "lacks text under “Later”")


def test_what_only_a_reader_can_judge_stays_open() -> None:
    assert found(tone="warm", audience="farmers")["warm"][0] == "open"
    assert [one.kind for one in check_compliance(Brief(tone="warm"), DRAFT).broken] == []


@pytest.mark.parametrize(
    ("structure", "status", "said"),
    [
        (["Cost"], "met", "all, in this order"),
        (["Costs", "Later on"], "not met", "lacks Later on"),
        (["How it began", "Costs"], "met", "all, in this order"),
        (["Costs", "How it began"], "not met", "in another order"),
    ],
)
def test_the_sections_that_a_brief_names_are_looked_for_in_their_order(
    structure: list[str], status: str, said: str
) -> None:
    draft = DRAFT.replace("## Costs", "## How it all began\n\nWith a flood.\n\n## What it cost: the costs")

    assert found(draft, structure=structure)[f"sections: {', '.join(structure)}"] == (status, said)


@pytest.mark.parametrize(("words", "status"), [(58, "met"), (82, "met"), (55, "not met"), (86, "not met")])
def test_a_range_of_words_is_kept_to_as_it_is_given(words: int, status: str) -> None:
    brief = read_brief("---\nlength: 58-82\n---\nTell it.\n", Path(), "brief.md")
    draft = "# Two words\n\n" + "word " * (words - 2)

    (length,) = [one for one in check_compliance(brief, draft).requirements if one.kind == "length"]

    assert (length.wanted, length.status) == ("58 to 82 words", status)


@pytest.mark.parametrize(
    "place", ["## Of penguins\n\nText.", "- a penguin", "> a penguin said", "| a | penguin |", "It was\na penguin."]
)
def test_a_thing_to_be_avoided_is_found_wherever_it_stands(place: str) -> None:
    assert found(f"{DRAFT}\n{place}\n", must_avoid=["penguins"])["penguins"][0] == "not met"
