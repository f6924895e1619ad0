import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.schema.artifacts import Claim
from ghostwriter.schema.source import Source
from ghostwriter.verification.citations import CITATION, citation_flags, cited, without_citations
from ghostwriter.verification.source_set import SourceSet

PIECES = st.sampled_from(["[S1F1]", "[S1F2, S3F4]", "([S1F1])", " ", "\n", "\n\n", "One", "two.", "(", "- ", ", "])
SOURCES = [
    Source(
        id="S1", origin="a.md", title="A", sha256="0" * 64, text="The dam was finished in 1936. It cost 12 million."
    ),
    Source(id="S2", origin="b.md", title="B", sha256="1" * 64, text='In 1936 the mayor said, "It will hold for ever."'),
]


def test_the_ids_of_a_citation_are_read_in_all_its_forms() -> None:
    text = "a [S1F1][S2F3] b [S1F2, S1F1] c [S1F4 and S1F5] [ S1F6;S1F7 ] [S9] [x] S1F8"

    assert cited(text) == ["S1F1", "S2F3", "S1F2", "S1F4", "S1F5", "S1F6", "S1F7"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("It held. [S1F1] Then", "It held. Then"),
        ("It held [S1F1]. Then", "It held. Then"),
        ("It held [S1F1], [S1F2]. Then", "It held. Then"),
        ("It held ([S1F1]; [S1F2]).", "It held."),
        ("It [S1F1] held", "It held"),
        ("held [S1F1]then", "held then"),
        ("It held.[S1F1]Then", "It held. Then"),
        ("[S1F1] It held.", "It held."),
        ("- [S1F1] It held.", "- It held."),
        ("It held.\n[S1F1]\nThen", "It held.\nThen"),
        ("It held.\n\n[S1F1]\n\nThen", "It held.\n\nThen"),
        ("It held.\n\n[S1F1]\nThen", "It held.\n\nThen"),
        ("# Head\n[S1F1]\nThen", "# Head\nThen"),
        ("| 12 [S1F1] | 13 |", "| 12 | 13 |"),
        ("Hard break. [S1F1]  \nThen", "Hard break.  \nThen"),
    ],
)
def test_a_text_reads_as_if_it_had_never_had_citations(text: str, bare: str) -> None:
    assert without_citations(text) == bare


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_citation_is_left_and_no_word_is_lost(text: str) -> None:
    bare = without_citations(text)

    assert not CITATION.search(bare)
    assert re.findall(r"\w+", bare) == re.findall(r"\w+", CITATION.sub(" ", text))


def flagged(text: str, *cites: str) -> list[tuple[str, str]]:
    claim = Claim(id="C1", text=text, start=0, end=len(text), section="", cites=[*cites])
    found = list(citation_flags(claim, SourceSet.of(SOURCES, text)))
    assert all(text[flag.start : flag.end] == flag.text and flag.hard for flag in found)
    return [(flag.text, flag.message) for flag in found]


def test_a_citation_of_a_source_that_lacks_what_another_has_is_flagged() -> None:
    assert flagged("It cost 12 million.", "S2F1", "S2F3") == [
        ("12 million", "it cites S2F1, S2F3, but “12 million” stands in S1 only")
    ]
    assert [text for text, _ in flagged("“It will hold for ever”, he said.", "S1F1")] == ["It will hold for ever"]


def test_what_the_cited_source_has_or_nobody_has_is_no_matter_of_citation() -> None:
    assert flagged("It was finished in 1936.", "S2F1") == []
    assert flagged("It cost 12 million.", "S2F1", "S1F1") == []
    assert flagged("It cost 13 million.", "S2F1") == []
    assert flagged("It cost 12 million.") == []
