"""Make the data of the report from the files of a run."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ghostwriter.article.final import count_draft_words
from ghostwriter.errors import WorkspaceError
from ghostwriter.report.draft_diff import addressed, changes
from ghostwriter.report.evidence import passage, unwrapped
from ghostwriter.report.load import VERDICTS, RunFiles
from ghostwriter.report.page import (
    CitedFact,
    ClaimFinding,
    Dispute,
    EvidencePassage,
    ReportPage,
    RevisedAway,
    SheetFact,
)
from ghostwriter.schema.artifacts import CheckedEvidence, Fact, Verdict
from ghostwriter.schema.record_parts import SourceRecord
from ghostwriter.verification.disagreements.find import with_titles


def report_page(files: RunFiles) -> ReportPage:
    """Gather the page.

    Raises:
        WorkspaceError: if evidence points to where there is no text, because a source has changed since.
    """
    background = _Background.of(files)
    citing: dict[str, list[str]] = defaultdict(list)
    for verdict in files.verification.verdicts:
        for fact in dict.fromkeys(verdict.claim.cites):
            citing[fact].append(verdict.claim.id)
    return ReportPage(
        record=files.record,
        brief=files.brief,
        draft_name=files.verification.draft,
        draft=files.draft,
        final_sha256=files.final_sha256,
        words=count_draft_words(files.draft),
        edited=files.article_edited,
        coverage=files.verification.coverage,
        findings=tuple(_finding(verdict, background) for verdict in files.verification.verdicts),
        facts=tuple(SheetFact(fact=fact, claims=tuple(citing[fact.id])) for fact in files.facts.facts),
        dropped=tuple(files.facts.dropped),
        critique=files.critique,
        disputes=background.disputes,
        requirements=tuple(files.compliance.requirements),
        changes=changes(files.drafts),
        addressed=addressed(files.critique, files.drafts),
        revised_away=tuple(_revised_away(files, background)),
    )


@dataclass(frozen=True)
class _Background:
    """Sources, facts and disputes that all findings refer to; ``texts`` are those of the sources, as they flow on the page."""

    sources: Mapping[str, SourceRecord]
    texts: Mapping[str, str]
    facts: Mapping[str, Fact]
    disputes: tuple[Dispute, ...]

    @classmethod
    def of(cls, files: RunFiles) -> "_Background":
        facts = {fact.id: fact for fact in files.facts.facts}
        titles = {source.id: source.title for source in files.record.sources}
        return cls(
            sources={source.id: source for source in files.record.sources},
            texts={name: unwrapped(text) for name, text in files.sources.items()},
            facts=facts,
            disputes=tuple(
                Dispute(
                    id=one.id,
                    kind=one.kind,
                    explanation=with_titles(one.explanation, titles),
                    sides=tuple(facts[name] for name in one.facts if name in facts),
                )
                for one in files.disagreements.disagreements
            ),
        )

    @cached_property
    def _facts_of(self) -> Mapping[str, Sequence[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.values():
            found[fact.source].append(fact)
        return found

    @cached_property
    def _disputes_of(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the disagreements that a fact is a side of."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, dispute in enumerate(self.disputes):
            for side in dispute.sides:
                found[side.id].append(number)
        return found

    def disputed(self, verdict: Verdict) -> tuple[Dispute, ...]:
        """The disagreements of which a claim takes one side: it rests on one of the facts, and not on all of them."""
        rests_on = {*verdict.claim.cites} | {
            fact.id
            for item in verdict.evidence
            for fact in self._facts_of.get(item.source, ())
            if item.start < fact.end and fact.start < item.end
        }
        numbers = {number for fact in rests_on for number in self._disputes_of.get(fact, ())}
        return tuple(
            dispute
            for dispute in (self.disputes[number] for number in sorted(numbers))
            if dispute.kind == "taken back" or not rests_on.issuperset(side.id for side in dispute.sides)
        )

    def passage(self, claim: str, evidence: CheckedEvidence) -> EvidencePassage:
        """The evidence for a claim, within its source."""
        try:
            return passage(evidence, self.sources[evidence.source], self.texts[evidence.source])
        except (KeyError, ValueError) as error:
            problem = "the run has read no such source" if isinstance(error, KeyError) else error
            raise WorkspaceError(
                f"{VERDICTS}: the evidence for {claim} in sources/{evidence.source}.md cannot be shown: {problem}. "
                "A source has changed since it was verified; run the brief again."
            ) from error


def _revised_away(files: RunFiles, background: _Background) -> Iterator[RevisedAway]:
    """Claims that did not stand in earlier rounds and that the last draft no longer makes, each once."""
    said = {verdict.claim.text for verdict in files.verification.verdicts}
    for number, verification in enumerate(files.rounds[:-1], start=1):
        for verdict in verification.verdicts:
            if verdict.verdict not in {"unsupported", "contradicted"} or verdict.claim.text in said:
                continue
            said.add(verdict.claim.text)
            yield RevisedAway(round=number, finding=_finding(verdict, background))


def _finding(verdict: Verdict, background: _Background) -> ClaimFinding:
    flagged = {flag.message for flag in verdict.flags}
    known = background.facts
    return ClaimFinding(
        **{**dict(verdict), "objections": [one for one in verdict.objections if one not in flagged]},
        passages=tuple(background.passage(verdict.claim.id, item) for item in verdict.evidence),
        cited=tuple(
            CitedFact(id=name, statement=known[name].statement if name in known else None)
            for name in verdict.claim.cites
        ),
        disputes=background.disputed(verdict),
    )
