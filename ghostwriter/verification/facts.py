"""Facts: let in with a quote that stands verbatim in the source, or dropped with the reason."""

from collections.abc import Mapping, Sequence

from ghostwriter.artifacts import DroppedFact, ExtractedFact, Extraction, Fact, FactSheet
from ghostwriter.sources.source import Source
from ghostwriter.verification.locators import Locator
from ghostwriter.verification.numbers import missing_numbers
from ghostwriter.verification.quotes import find_quote, nearest_passage

FEWEST_WORDS = 2
"""A quote of one word proves that the word occurs, and nothing else."""
_SHOWN = 160


def verify_facts(extractions: Mapping[str, Extraction], sources: Sequence[Source]) -> FactSheet:
    """The fact sheet of all sources, by source id. A fact's number is its place in its extraction, dropped or not."""
    facts: list[Fact] = []
    dropped: list[DroppedFact] = []
    for source in sources:
        locate = Locator(source.text)
        seen: set[tuple[int, int, str]] = set()
        for number, extracted in enumerate(extractions[source.id].facts, start=1):
            verified = _verify(extracted, number, source, locate, seen)
            if isinstance(verified, Fact):
                facts.append(verified)
            else:
                dropped.append(verified)
    return FactSheet(facts=facts, dropped=dropped)


def recheck(sheet: FactSheet, sources: Sequence[Source]) -> FactSheet:
    """A fact sheet as it may be believed: facts whose quotes do not stand (after a hand edit) are dropped."""
    by_id = {source.id: source for source in sources}
    facts: list[Fact] = []
    dropped = list(sheet.dropped)
    for fact in sheet.facts:
        source = by_id.get(fact.source)
        span = find_quote(fact.quote, source.text) if source else None
        if span is None:
            reason = f"the quote does not stand in {fact.source}"
            dropped.append(DroppedFact(source=fact.source, statement=fact.statement, quote=fact.quote, reason=reason))
        else:
            facts.append(fact.model_copy(update={"start": span.start, "end": span.end}))
    return FactSheet(facts=facts, dropped=dropped)


def _verify(
    extracted: ExtractedFact, number: int, source: Source, locate: Locator, seen: set[tuple[int, int, str]]
) -> Fact | DroppedFact:
    span = find_quote(extracted.quote, source.text)
    reason = ""
    if span is None:
        reason = _not_verbatim(extracted.quote, source)
    elif len(extracted.quote.split()) < FEWEST_WORDS:
        reason = "the quote is too short to carry anything"
    elif (span.start, span.end, extracted.statement) in seen:
        reason = "it is there twice"
    elif absent := missing_numbers(extracted.statement, source.text):
        reason = f"{', '.join(absent)} in the statement does not occur in {source.id}"
    if reason or span is None:
        return DroppedFact(source=source.id, statement=extracted.statement, quote=extracted.quote, reason=reason)
    seen.add((span.start, span.end, extracted.statement))
    return Fact(
        id=f"{source.id}F{number}",
        source=source.id,
        statement=extracted.statement,
        quote=extracted.quote,
        start=span.start,
        end=span.end,
        locator=locate(span.start),
    )


def _not_verbatim(quote: str, source: Source) -> str:
    near = nearest_passage(quote, source.text)
    shown = f"; the nearest passage is “{near[:_SHOWN]}”" if near else ""
    return f"the quote does not stand verbatim in {source.id}{shown}"
