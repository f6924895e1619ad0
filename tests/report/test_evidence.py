"""Evidence is shown where it stands, with what the source says around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.report.evidence import SURROUNDINGS, passage, unwrapped
from ghostwriter.schema.artifacts import CheckedEvidence
from ghostwriter.schema.record_parts import SourceRecord

SOURCE = SourceRecord(id="S1", origin="minutes.md", title="Minutes", sha256="0" * 64, words=9)


def evidence(start: int, end: int, quote: str = "words") -> CheckedEvidence:
    return CheckedEvidence(source="S1", quote=quote, start=start, end=end, locator="paragraph 2")


def test_a_short_source_is_shown_whole() -> None:
    text = "The mill stands. The bridge fell. Nobody knows why."

    shown = passage(evidence(17, 33, "The bridge fell."), SOURCE, text)

    assert (shown.before, shown.marked, shown.after) == ("The mill stands. ", "The bridge fell.", " Nobody knows why.")
    assert shown.opens
    assert shown.closes
    assert shown.quoted_as is None


def test_a_long_source_is_cut_between_words() -> None:
    text = "abcdefg " * 200 + "HERE" + " hijklmn" * 200

    shown = passage(evidence(1600, 1604, "HERE"), SOURCE, text)

    assert not shown.opens
    assert not shown.closes
    assert set(shown.before.split()) == {"abcdefg"}
    assert set(shown.after.split()) == {"hijklmn"}
    assert SURROUNDINGS - 10 <= len(shown.before) <= SURROUNDINGS


def test_a_quote_that_reads_otherwise_than_its_source_is_shown_as_it_was_given() -> None:
    shown = passage(evidence(0, 16, "The mill fell."), SOURCE, "The mill stands. The bridge fell.")

    assert shown.quoted_as == "The mill fell."


def test_typesetting_alone_makes_no_other_quote() -> None:
    shown = passage(evidence(0, 23, '"The mill" stands - yes'), SOURCE, "“The mill” stands — yes")

    assert shown.quoted_as is None


@pytest.mark.parametrize(("start", "end"), [(0, 99), (5, 5), (20, 30)])
def test_evidence_outside_its_source_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="do not lie within its 9 characters"):
        passage(evidence(start, end), SOURCE, "The mill.")


@given(text=st.text(min_size=1, max_size=1500), data=st.data())
def test_the_parts_of_a_passage_stand_side_by_side_in_the_source(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    shown = passage(evidence(start, end), SOURCE, text)

    assert shown.marked == text[start:end]
    assert text[:start].endswith(shown.before)
    assert text[end:].startswith(shown.after)
    assert max(len(shown.before), len(shown.after)) <= SURROUNDINGS


LINE = "The plant will draw water from a depth of forty metres,"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_lines_of_a_paragraph_are_joined_without_moving_anything(end: str) -> None:
    text = f"{LINE}{end}where the sea stays at 6 °C.{end}{end}Next"

    joined = unwrapped(text)

    assert joined.split() == text.split()
    assert len(joined) == len(text)
    assert joined.splitlines()[0].endswith("6 °C.")


@pytest.mark.parametrize("following", ["\nNext", "- item", "# Head", "| cell |", "> quoted", "1. one", "  code"])
def test_what_begins_anew_keeps_its_line(following: str) -> None:
    text = f"{LINE}\n{following}"

    assert unwrapped(text) == text


def test_short_lines_are_meant_to_be_short() -> None:
    assert unwrapped("Roses are red,\nviolets are blue.") == "Roses are red,\nviolets are blue."
