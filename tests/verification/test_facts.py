from ghostwriter.artifacts import ExtractedFact, Extraction, Fact
from ghostwriter.sources.source import Source
from ghostwriter.verification.facts import recheck, verify_facts

TEXT = "# Dam\n\nThe Elm Dam was finished in 1936.\n\n## Costs\n\nIt cost 12 million dollars.\n"
SOURCE = Source(id="S1", origin="dam.md", title="Dam", sha256="0" * 64, text=TEXT)


def sheet(*facts: tuple[str, str]) -> tuple[list[Fact], list[str]]:
    extraction = Extraction(facts=[ExtractedFact(statement=statement, quote=quote) for statement, quote in facts])
    made = verify_facts({"S1": extraction}, [SOURCE])
    return made.facts, [fact.reason for fact in made.dropped]


def test_a_fact_whose_quote_stands_is_let_in_with_its_place() -> None:
    facts, dropped = sheet(("It cost 12 million dollars.", "It cost 12 million dollars."))

    assert not dropped
    assert facts[0].id == "S1F1"
    assert TEXT[facts[0].start : facts[0].end] == "It cost 12 million dollars."
    assert facts[0].locator == "“Costs”, paragraph 1"


def test_an_altered_quote_is_dropped_beside_the_passage_it_is_like() -> None:
    facts, dropped = sheet(("It was finished in 1937.", "The Elm Dam was finished in 1937."))

    assert not facts
    assert "does not stand verbatim in S1; the nearest passage is “The Elm Dam was finished in 1936" in dropped[0]


def test_a_statement_with_a_figure_that_the_source_lacks_is_dropped() -> None:
    assert sheet(("It cost 13 million dollars.", "It cost 12 million dollars."))[1] == [
        "13 million in the statement does not occur in S1"
    ]


def test_a_quote_of_one_word_carries_nothing() -> None:
    assert sheet(("It is a dam.", "Dam"))[1] == ["the quote is too short to carry anything"]


def test_a_dropped_fact_keeps_its_number() -> None:
    facts, _ = sheet(("Wrong.", "Not there at all"), ("It cost 12 million dollars.", "It cost 12 million dollars."))

    assert [fact.id for fact in facts] == ["S1F2"]


def test_a_sheet_edited_by_hand_is_believed_only_where_its_quotes_stand() -> None:
    made = verify_facts(
        {"S1": Extraction(facts=[ExtractedFact(statement="It cost 12 million.", quote="It cost 12 million dollars.")])},
        [SOURCE],
    )
    forged = made.model_copy(update={"facts": [made.facts[0].model_copy(update={"quote": "It cost nothing at all."})]})

    assert not recheck(forged, [SOURCE]).facts
    assert recheck(made, [SOURCE]).facts == made.facts
