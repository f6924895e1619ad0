import pytest

from ghostwriter.brief import Brief
from ghostwriter.compliance import check_compliance

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
