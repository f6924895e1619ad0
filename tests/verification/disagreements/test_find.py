import pytest

from ghostwriter.schema.artifacts import Disagreement, Fact
from ghostwriter.schema.source import Source
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.disagreements.find import find_disagreements


def disagreements(*texts: str) -> list[Disagreement]:
    """What is found when each sentence of each text is a fact."""
    sources = [
        Source(id=f"S{number}", origin=f"{number}.md", title="", text=text, sha256="0" * 64)
        for number, text in enumerate(texts, start=1)
    ]
    facts = [
        Fact(id=f"{source.id}F{number}", source=source.id, statement=source.text[start:end], quote=source.text[start:end],
             start=start, end=end, locator="")
        for source in sources
        for number, (start, end) in enumerate(sentence_spans(source.text), start=1)
    ]  # fmt: skip
    return find_disagreements(facts, sources)


def fact(name: str, text: str) -> Fact:
    return Fact(id=name, source=name[:2], statement=text, quote=text, start=0, end=len(text), locator="")


def test_two_figures_for_one_thing_disagree() -> None:
    (found,) = disagreements("Attendance was 412 on the first night.", "On the first night the attendance was 430.")

    assert (found.id, found.kind, found.facts) == ("D1", "figures differ", ["S1F1", "S2F1"])
    assert found.explanation == "S1 says 412, S2 says 430"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Elm Dam was finished in 1936.", "The dam at Elm was finished in 1935."),
        ("The fair had twelve thousand visitors.", "The fair had 14,000 visitors."),
        ("The message took sixteen hours to send.", "Sending the message took 17 hours."),
        ("Building the bridge cost 12 million dollars.", "The bridge cost $14.5 million to build."),
    ],
)
def test_digits_words_years_and_units_are_compared(first: str, second: str) -> None:
    assert len(disagreements(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Attendance was 412 on the first night.", "On the first night the attendance was 412."),
        ("The bridge cost 12 million dollars.", "The bridge cost $12,000,000."),
        ("The fair had about 12,000 visitors.", "The fair had 12,341 visitors."),
        ("Plant A cost 12 million dollars.", "Plant B cost 14 million dollars."),
        ("Sales in 2019 were 5 million dollars.", "Sales in 2020 were 7 million dollars."),
        ("The dam holds 240 million litres.", "The dam is 90 metres long."),
        ("The council has 12 members.", "The choir sang for 20 minutes."),
    ],
)
def test_what_agrees_or_is_of_other_things_is_let_be(first: str, second: str) -> None:
    assert disagreements(first, second) == []


def test_a_sentence_of_a_longer_fact_is_held_against_others_by_what_stands_beside_it() -> None:
    first = fact("S1F1", "The Queen greeted the President in a message of 98 words. It took sixteen hours to send.")
    second = fact("S2F1", "Thomson kept a record of the Queen's message. By his account it took 17 hours to send.")

    (found,) = find_disagreements([first, second], [])

    assert found.explanation == "S1 says sixteen hours, S2 says 17 hours"


def test_a_figure_that_is_set_beside_anothers_is_of_another_thing() -> None:
    first = fact("S1F1", "Its copper core weighed only 107 pounds for each mile.")
    second = fact(
        "S2F1", "Its copper core weighed 300 pounds for each mile, nearly three times as much as that of 1858."
    )

    assert find_disagreements([first, second], []) == []


@pytest.mark.parametrize(
    "later",
    [
        "Later she said that the survey figure was wrong: it was 840 homes.",
        "Correction: the survey covered 840 homes, not 900.",
        "The figure of 900 homes in the survey has been withdrawn.",
    ],
)
def test_a_figure_that_is_taken_back_later_is_found(later: str) -> None:
    (found, *_) = disagreements(f"The survey covered 900 homes in the valley. The mayor was pleased. {later}")

    assert found.kind == "taken back"
    assert found.facts[0] == "S1F1"
    assert later in found.explanation


def test_a_correction_of_something_else_takes_nothing_back() -> None:
    assert disagreements("The survey covered 900 homes. The mayor corrected the spelling of her name in 1937.") == []


def test_the_clearest_comes_first() -> None:
    found = disagreements(
        "The survey covered 900 homes. Correction: the survey covered 840 homes, not 900.",
        "Attendance was 412 on the first night.",
        "On the first night the attendance was 430.",
    )

    assert [one.kind for one in found] == ["taken back", "figures differ"]
    assert [one.id for one in found] == ["D1", "D2"]
