"""From what a run has left to what the report shows."""

from collections.abc import Iterator, Mapping, Sequence

from ghostwriter.article import count_words
from ghostwriter.artifacts import CheckedEvidence, Disagreement, Fact, Verdict, Verification
from ghostwriter.errors import WorkspaceError
from ghostwriter.record import SourceRecord
from ghostwriter.report.changes import addressed, changes
from ghostwriter.report.page import (
    CitedFact,
    Dispute,
    FinalArticle,
    Finding,
    Passage,
    ReportPage,
    RevisedAway,
    SheetFact,
)
from ghostwriter.report.passage import passage, unwrapped
from ghostwriter.report.reading import VERDICTS, RunFiles


def report_page(files: RunFiles) -> ReportPage:
    """Gather the page.

    Raises:
        WorkspaceError: if evidence points to where there is no text, because a source has changed since.
    """
    facts = {fact.id: fact for fact in files.facts.facts}
    disputes = tuple(_dispute(one, facts) for one in files.disagreements.disagreements)
    return ReportPage(
        record=files.record,
        brief=files.brief,
        draft_name=files.verification.draft,
        draft=files.draft,
        final=FinalArticle(sha256=files.final_sha256, words=count_words(files.draft), edited=files.article_edited),
        coverage=files.verification.coverage,
        findings=tuple(_finding(verdict, facts, disputes, files) for verdict in files.verification.verdicts),
        facts=tuple(SheetFact(fact=fact, claims=_citing(fact.id, files.verification)) for fact in files.facts.facts),
        dropped=tuple(files.facts.dropped),
        critique=files.critique,
        disputes=disputes,
        requirements=tuple(files.compliance.requirements),
        changes=changes(files.drafts),
        addressed=addressed(files.critique, files.drafts),
        revised_away=tuple(_revised_away(files)),
    )


def _revised_away(files: RunFiles) -> Iterator[RevisedAway]:
    """What earlier rounds found wanting and the last draft no longer says, each sentence once."""
    sources = {source.id: source for source in files.record.sources}
    said = {verdict.claim.text for verdict in files.verification.verdicts}
    for number, verification in enumerate(files.rounds[:-1], start=1):
        for verdict in verification.verdicts:
            if verdict.verdict not in {"unsupported", "contradicted"} or verdict.claim.text in said:
                continue
            said.add(verdict.claim.text)
            yield RevisedAway(
                round=number,
                claim=verdict.claim,
                verdict=verdict.verdict,
                reasoning=verdict.reasoning,
                objections=_beside_flags(verdict),
                flags=tuple(verdict.flags),
                passages=tuple(_passage(verdict.claim.id, item, sources, files.sources) for item in verdict.evidence),
            )


def _dispute(one: Disagreement, facts: Mapping[str, Fact]) -> Dispute:
    return Dispute(
        id=one.id,
        kind=one.kind,
        explanation=one.explanation,
        sides=tuple(facts[name] for name in one.facts if name in facts),
    )


def _disputed(verdict: Verdict, disputes: Sequence[Dispute]) -> tuple[Dispute, ...]:
    """The disagreements of which a claim takes one side: it rests on one of the facts, and not on all of them."""
    return tuple(
        dispute
        for dispute in disputes
        if (sides := [_rests_on(verdict, side) for side in dispute.sides]) and any(sides)
        if dispute.kind == "taken back" or not all(sides)
    )


def _rests_on(verdict: Verdict, fact: Fact) -> bool:
    overlaps = any(
        item.source == fact.source and item.start < fact.end and fact.start < item.end for item in verdict.evidence
    )
    return overlaps or fact.id in verdict.claim.cites


def _citing(fact: str, verification: Verification) -> tuple[str, ...]:
    return tuple(verdict.claim.id for verdict in verification.verdicts if fact in verdict.claim.cites)


def _finding(verdict: Verdict, facts: Mapping[str, Fact], disputes: Sequence[Dispute], files: RunFiles) -> Finding:
    sources = {source.id: source for source in files.record.sources}
    return Finding(
        claim=verdict.claim,
        verdict=verdict.verdict,
        model_verdict=verdict.model_verdict,
        reasoning=verdict.reasoning,
        objections=_beside_flags(verdict),
        passages=tuple(_passage(verdict.claim.id, item, sources, files.sources) for item in verdict.evidence),
        rejected=tuple(verdict.rejected),
        cited=tuple(
            CitedFact(id=name, statement=facts[name].statement if name in facts else None)
            for name in verdict.claim.cites
        ),
        disputes=_disputed(verdict, disputes),
        flags=tuple(verdict.flags),
    )


def _beside_flags(verdict: Verdict) -> tuple[str, ...]:
    """The objections that no flag of the claim says in the same words."""
    flagged = {flag.message for flag in verdict.flags}
    return tuple(objection for objection in verdict.objections if objection not in flagged)


def _passage(
    claim: str, evidence: CheckedEvidence, sources: Mapping[str, SourceRecord], texts: Mapping[str, str]
) -> Passage:
    try:
        return passage(evidence, sources[evidence.source], unwrapped(texts[evidence.source]))
    except KeyError as error:
        problem = "the run has read no such source"
        raise _misplaced(claim, evidence, problem) from error
    except ValueError as error:
        raise _misplaced(claim, evidence, str(error)) from error


def _misplaced(claim: str, evidence: CheckedEvidence, problem: str) -> WorkspaceError:
    return WorkspaceError(
        f"{VERDICTS}: the evidence for {claim} in sources/{evidence.source}.md cannot be shown: {problem}. "
        "A source has changed since it was verified; run the brief again."
    )
