"""Facts: let in with a quote that stands verbatim in the source, or dropped with the reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ghostwriter.schema.artifacts import DroppedFact, ExtractedFact, Extraction, Fact, FactSheet
from ghostwriter.schema.source import Source
from ghostwriter.security.datamarking import without_marks
from ghostwriter.text.invisible import without_unseen
from ghostwriter.text.numbers.figures import missing_numbers
from ghostwriter.text.quotes import find_quote, nearest_passage
from ghostwriter.text.words import count_words
from ghostwriter.verification.locators import locate

_FEWEST_WORDS = 2
"""A quote of one word proves that the word occurs, and nothing else."""
MOST_FACTS = 80
"""Of one source: what a source says that talks without end does not drown what the others say."""
LONGEST_QUOTE, LONGEST_STATEMENT = 1_200, 600
"""Characters that leave extraction: a paragraph, and a sentence about it."""
_SHOWN = 160


def verify_facts(extractions: Mapping[str, Extraction], sources: Sequence[Source]) -> FactSheet:
    """The fact sheet of all sources, by source id. A fact's number is its place in its extraction, dropped or not."""
    return _sheet(_verified(source, extractions[source.id].facts) for source in sources)


def recheck(sheet: FactSheet, sources: Sequence[Source]) -> FactSheet:
    """A fact sheet as it may be believed after a hand edit: what does not stand is dropped, what stands is located again."""
    by_id = {source.id: source for source in sources}
    seen: set[str] = set()
    checked: list[Fact | DroppedFact] = []
    for fact in sheet.facts:
        source = by_id.get(fact.source)
        if source is None:
            checked.append(_dropped(fact.source, fact, f"there is no source {fact.source}"))
        elif fact.id in seen:
            checked.append(_dropped(fact.source, fact, f"the id {fact.id} is used twice"))
        else:
            seen.add(fact.id)
            checked.append(_placed(fact, fact.id, source))
    rechecked = _sheet([checked])
    return FactSheet(facts=rechecked.facts, dropped=[*sheet.dropped, *rechecked.dropped])


def _sheet(checked: Iterable[Iterable[Fact | DroppedFact]]) -> FactSheet:
    everything = [one for some in checked for one in some]
    return FactSheet(
        facts=[one for one in everything if isinstance(one, Fact)],
        dropped=[one for one in everything if isinstance(one, DroppedFact)],
    )


def _verified(source: Source, extracted: Sequence[ExtractedFact]) -> Iterator[Fact | DroppedFact]:
    seen: set[str] = set()
    for number, raw in enumerate(extracted, start=1):
        fact = _as_it_stands(raw, source)
        if len(seen) >= MOST_FACTS:
            yield _dropped(source.id, fact, f"{source.id} has {MOST_FACTS} facts already")
            continue
        placed = _placed(fact, f"{source.id}F{number}", source)
        said = fact.statement.casefold().rstrip(".")
        reason = _objection(fact, source, repeated=said in seen)
        if isinstance(placed, DroppedFact) or not reason:
            yield placed
        else:
            yield _dropped(source.id, fact, reason)
        if isinstance(placed, Fact) and not reason:
            seen.add(said)


def _as_it_stands(fact: ExtractedFact, source: Source) -> ExtractedFact:
    """The quote without the marks of the prompt, and a statement of one line of what can be seen."""
    statement = without_unseen(without_marks(fact.statement, source.text))[0]
    return ExtractedFact(
        statement=" ".join(statement.split()) or "(nothing)",
        quote=without_marks(fact.quote, source.text) or "(nothing)",
    )


def _objection(fact: ExtractedFact, source: Source, *, repeated: bool) -> str:
    """Objection to a fact whose quote stands in the source; empty if there is none."""
    if count_words(fact.quote) < _FEWEST_WORDS:
        return "the quote is too short to carry anything"
    if repeated:
        return "it is there twice"
    if len(fact.quote) > LONGEST_QUOTE or len(fact.statement) > LONGEST_STATEMENT:
        return f"it is too long: a quote has {LONGEST_QUOTE:,} characters at most, a statement {LONGEST_STATEMENT}"
    absent = missing_numbers(fact.statement, source.text)
    return f"{', '.join(absent)} in the statement does not occur in {source.id}" if absent else ""


def _placed(fact: ExtractedFact | Fact, identifier: str, source: Source) -> Fact | DroppedFact:
    """The fact with the place of its quote, or dropped if that has none."""
    span = find_quote(fact.quote, source.text)
    if span is None:
        return _dropped(source.id, fact, _not_verbatim(fact.quote, source))
    return Fact(
        id=identifier,
        source=source.id,
        statement=fact.statement,
        quote=fact.quote,
        start=span.start,
        end=span.end,
        locator=locate(source.text, span.start),
    )


def _dropped(source: str, fact: ExtractedFact | Fact, reason: str) -> DroppedFact:
    return DroppedFact(source=source, statement=fact.statement, quote=fact.quote, reason=reason)


def _not_verbatim(quote: str, source: Source) -> str:
    near = nearest_passage(quote, source.text)
    shown = f"; the nearest passage is “{near[:_SHOWN]}”" if near else ""
    return f"the quote does not stand in {source.id} word for word{shown}"
