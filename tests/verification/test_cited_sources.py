from ghostwriter.artifacts import Claim
from ghostwriter.sources.source import Source
from ghostwriter.verification.cited_sources import citation_flags
from ghostwriter.verification.ground import Ground

SOURCES = [
    Source(
        id="S1", origin="a.md", title="A", sha256="0" * 64, text="The dam was finished in 1936. It cost 12 million."
    ),
    Source(id="S2", origin="b.md", title="B", sha256="1" * 64, text='In 1936 the mayor said, "It will hold for ever."'),
]


def flagged(text: str, *cites: str) -> list[tuple[str, str]]:
    claim = Claim(id="C1", text=text, start=0, end=len(text), section="", cites=[*cites])
    found = list(citation_flags(claim, Ground.of(SOURCES, text)))
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
