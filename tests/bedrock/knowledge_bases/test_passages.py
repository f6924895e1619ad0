"""What a knowledge base or an agent answered, as sources."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghostwriter.bedrock.knowledge_bases.passages import Retrieved, RetrievedPassage, documents, file_name
from ghostwriter.bedrock.knowledge_bases.query import BedrockAgent, KnowledgeBase
from ghostwriter.brief.brief import Brief
from ghostwriter.errors import CredentialsError, ModelUnavailable, SourceError
from ghostwriter.sources.discovery import BriefSources
from ghostwriter.sources.intake import Answers, load_sources
from ghostwriter.text.clean import clean_text
from ghostwriter.verification.locators import locate

KB = KnowledgeBase(kb="ABCDEFGHIJ", query="what it cost")
OTHER = KnowledgeBase(kb="KLMNOPQRST", query="what it cost")
AGENT = BedrockAgent(agent="AGENT12345/ALIAS12345", prompt="What happened?")
REPORT = "s3://reports/2024/the%20trial.pdf"


def found(*passages: RetrievedPassage, asked: KnowledgeBase = KB) -> Retrieved:
    return Retrieved(asked=asked, region="us-east-1", passages=passages)


def test_passages_of_one_document_are_one_source_that_names_document_and_knowledge_base() -> None:
    read = documents(
        found(
            RetrievedPassage(text="It cost 12 million.", location=REPORT, page="4", score=0.9),
            RetrievedPassage(text="Nobody knew.", location="https://example.com/news/", score=0.5),
            RetrievedPassage(text="It took five years.", location=REPORT, page="2", score=0.3),
        )
    )

    assert [(document.origin, document.title) for document in read] == [
        (f"{REPORT} (kb:ABCDEFGHIJ)", "the trial.pdf"),
        ("https://example.com/news/ (kb:ABCDEFGHIJ)", "news"),
    ]
    assert read[0].text == (
        "# the trial.pdf\n\n## Passage 1, page 4\n\nIt cost 12 million.\n\n## Passage 2, page 2\n\nIt took five years."
    )


def test_a_quote_is_located_by_its_passage_and_page_even_under_headings_of_its_own() -> None:
    (document,) = documents(found(RetrievedPassage(text="# Costs\n\nIt cost 12 million.", location=REPORT, page="4")))

    assert locate(document.text, document.text.index("It cost")) == "“Passage 1, page 4”, paragraph 2"
    assert "**Costs**" in document.text


def test_an_agents_answer_is_one_source_with_what_it_cites_and_where_that_is() -> None:
    cited = (
        RetrievedPassage(text="It cost 12 million.", location=REPORT, page="4"),
        RetrievedPassage(text="It took five years."),
    )
    (document,) = documents(Retrieved(asked=AGENT, region="us-east-1", answer="Twelve million.", passages=cited))

    assert document.origin == "agent:AGENT12345/ALIAS12345"
    assert document.text == (
        "# Answer\n\nTwelve million.\n\n## Reference 1: the trial.pdf, page 4\n\nIt cost 12 million.\n\n"
        f"```\n{REPORT}\n```\n\n## Reference 2: without an address\n\nIt took five years."
    )


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("s3://bucket/a/b.pdf", "b.pdf"),
        ("https://example.com", "example.com"),
        ("https://wiki/pages/1?x=2", "1"),
        ("notes/a.md", "notes/a.md"),
        ("", ""),
    ],
)
def test_a_document_is_called_by_the_last_part_of_its_address(location: str, name: str) -> None:
    assert file_name(location) == name


@given(st.text().filter(lambda text: not any(0xD800 <= ord(character) < 0xE000 for character in text)))
def test_what_is_kept_comes_back_as_it_was_and_every_word_of_it_can_be_read(text: str) -> None:
    kept = found(RetrievedPassage(text=text, location="s3://b/k", page="1", score=0.25))

    assert Retrieved.model_validate_json(kept.model_dump_json()) == kept
    words = set(clean_text(text)[0].replace("#", " ").replace("*", " ").split())
    (document,) = documents(kept)
    assert words <= set(clean_text(document.text)[0].replace("#", " ").replace("*", " ").split())


def brief(tmp_path: Path, *sources: str | KnowledgeBase | BedrockAgent) -> Brief:
    (tmp_path / "own.md").write_text("# Own\n\nMy words.\n", encoding="utf-8")
    return Brief(base=tmp_path, sources=sources)


def test_sources_are_numbered_in_the_order_of_the_brief(tmp_path: Path) -> None:
    answers: Answers = {
        KB: found(RetrievedPassage(text="a", location="s3://b/1"), RetrievedPassage(text="b", location="s3://b/2"))
    }

    intake = load_sources(BriefSources.find(brief(tmp_path, KB, "own.md")), ask=lambda _asked: answers)

    assert [(source.id, source.origin) for source in intake.sources] == [
        ("S1", "s3://b/1 (kb:ABCDEFGHIJ)"),
        ("S2", "s3://b/2 (kb:ABCDEFGHIJ)"),
        ("S3", "own.md"),
    ]


def test_nothing_is_asked_while_a_file_is_unreadable(tmp_path: Path) -> None:
    def ask(_asked: object) -> Answers:
        raise AssertionError

    with pytest.raises(SourceError, match=r"missing\.md: no such file.*\n.*--skip-unreadable"):
        load_sources(BriefSources.find(brief(tmp_path, KB, "missing.md")), ask=ask)


def test_the_same_passages_found_by_two_knowledge_bases_are_read_once(tmp_path: Path) -> None:
    same = RetrievedPassage(text="a", location="s3://b/1")
    answers: Answers = {KB: found(same), OTHER: found(same, asked=OTHER)}

    intake = load_sources(BriefSources.find(brief(tmp_path, KB, OTHER)), ask=lambda _asked: answers)

    assert len(intake.sources) == 1
    assert intake.notices == ("s3://b/1 (kb:KLMNOPQRST) is the same as s3://b/1 (kb:ABCDEFGHIJ); it is read once",)


def test_what_cannot_be_had_may_be_skipped_like_a_file(tmp_path: Path) -> None:
    answers: Answers = {KB: SourceError("kb:ABCDEFGHIJ: not there"), OTHER: ModelUnavailable("kb:KLMNOPQRST: timeout")}
    asking = brief(tmp_path, KB, "own.md", OTHER)

    intake = load_sources(BriefSources.find(asking, skip_unreadable=True), ask=lambda _asked: answers)

    assert [source.id for source in intake.sources] == ["S1"]
    assert intake.receipt.skipped == ("kb:ABCDEFGHIJ: not there", "kb:KLMNOPQRST: timeout")
    assert intake.receipt.total == 3


def test_what_is_no_fault_of_a_source_keeps_its_type(tmp_path: Path) -> None:
    answers: Answers = {KB: SourceError("kb:ABCDEFGHIJ: not there"), OTHER: ModelUnavailable("kb:KLMNOPQRST: timeout")}

    with pytest.raises(ModelUnavailable, match="KLMNOPQRST"):
        load_sources(BriefSources.find(brief(tmp_path, KB, OTHER)), ask=lambda _asked: answers)


def test_what_is_wrong_with_all_of_them_cannot_be_skipped(tmp_path: Path) -> None:
    def ask(_asked: object) -> Answers:
        raise CredentialsError("no keys")

    with pytest.raises(CredentialsError):
        load_sources(BriefSources.find(brief(tmp_path, "own.md", KB), skip_unreadable=True), ask=ask)


def test_an_intake_without_a_way_to_ask_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="kb:ABCDEFGHIJ: is on Bedrock, and nothing is asked here"):
        load_sources(BriefSources.find(brief(tmp_path, KB)))
