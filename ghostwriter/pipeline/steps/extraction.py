"""The first half of a run: sources are taken in, facts found in them and checked, disagreements between them found."""

from collections.abc import Sequence

from ghostwriter.errors import StageFailed
from ghostwriter.pipeline.context import RunContext
from ghostwriter.pipeline.material import Material
from ghostwriter.pipeline.prompts.style_guide import style_notices
from ghostwriter.schema.artifacts import Disagreements, Extraction, Fact
from ghostwriter.schema.base import Artifact
from ghostwriter.schema.events import FactsVerified, Notice, SourcesRead
from ghostwriter.schema.record_parts import SourceRecord
from ghostwriter.schema.source import Source
from ghostwriter.sources.discovery import BriefSources
from ghostwriter.sources.intake import Ask, load_sources
from ghostwriter.sources.overlap import is_its_own_copy
from ghostwriter.text.invisible import counted_by_kind
from ghostwriter.verification.disagreements.find import disagreement_line, find_disagreements
from ghostwriter.verification.facts import recheck, verify_facts

FACTS = "extraction/facts.json"
DISAGREEMENTS = "extraction/disagreements.json"


def take_in(context: RunContext, found: BriefSources, ask: Ask) -> Sequence[Source]:
    """Read the sources and say what was read, before any model is called."""
    intake = load_sources(found, ask=ask)
    context.emit(
        SourcesRead(**intake.receipt.model_dump(), titles={source.id: source.title for source in intake.sources})
    )
    if hidden := counted_by_kind(context.brief.taken_out):
        context.emit(Notice(text=f"the brief: hidden text removed: {hidden}"))
    for notice in (*style_notices(context.brief), *intake.notices):
        context.emit(Notice(text=notice))
    copies = {f"sources/{source.id}.md": source.text for source in intake.sources}
    if not is_its_own_copy(context.brief, context.workspace.root):
        copies["brief.md"] = context.brief.text
    context.store.restore(copies)
    known = [SourceRecord(words=source.words, **source.model_dump(exclude={"text"})) for source in intake.sources]
    context.workspace.update(lambda record: record.with_sources(intake.receipt, known))
    return intake.sources


def find_facts(context: RunContext, sources: Sequence[Source]) -> Material:
    """Collect facts from every source, side by side, let in those whose quotes stand, and hold them against one another."""
    tasks = [context.writer.extraction(source) for source in sources]
    context.build.make(tasks)
    extractions = {
        source.id: context.store.load(Extraction, task.artifact) for source, task in zip(sources, tasks, strict=True)
    }
    made = verify_facts(extractions, sources)
    sheet = recheck(_derived(context, FACTS, made), sources)
    titles = {source.id: source.title for source in sources}
    dropped = [f"{titles.get(fact.source, fact.source)}: {fact.statement} ({fact.reason})" for fact in sheet.dropped]
    context.emit(FactsVerified(kept=len(sheet.facts), dropped=dropped))
    context.workspace.update(lambda record: record.changed(dropped_facts=dropped))
    if not sheet.facts:
        raise StageFailed(
            f"extraction: of {len(dropped)} facts found, none stands verbatim in its source: there is nothing to write "
            f"from. See {FACTS}, or add sources that speak to the brief."
        )
    return Material(sources, sheet.facts, _disagreements(context, sheet.facts, sources).disagreements)


def _disagreements(context: RunContext, facts: Sequence[Fact], sources: Sequence[Source]) -> Disagreements:
    """Find them, and list them for the author: on the screen, and in the record."""
    found = _derived(context, DISAGREEMENTS, Disagreements(disagreements=find_disagreements(facts, sources)))
    by_id = {fact.id: fact for fact in facts}
    titles = {source.id: source.title for source in sources}
    lines = [disagreement_line(one, by_id, titles) for one in found.disagreements]
    for line in lines:
        context.emit(Notice(text=line))
    context.workspace.update(lambda record: record.changed(disagreements=lines))
    return found


def _derived[A: Artifact](context: RunContext, name: str, made: A) -> A:
    """An artifact that code has made, or its edit by hand; raises WorkspaceError for an edit that does not validate."""
    context.store.derive(name, made.to_json())
    return context.store.load(type(made), name)
