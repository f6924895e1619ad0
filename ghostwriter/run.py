"""One run: the order of the stages, and the loop of revision and verification."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ghostwriter.article import final_article
from ghostwriter.artifacts import Critique, Extraction, Fact, FactSheet, VerdictBatch, Verification
from ghostwriter.brief import Brief
from ghostwriter.build import Build
from ghostwriter.config import Settings
from ghostwriter.errors import BudgetReached, GhostwriterError, StageFailed, WorkspaceError
from ghostwriter.events import ClaimsVerified, FactsVerified, Notice, RunFinished, RunStarted, Sink, SourcesRead
from ghostwriter.guarding import hold_against_guardrail
from ghostwriter.ledger import Ledger
from ghostwriter.models import Models
from ghostwriter.prompting import Prompts
from ghostwriter.record import Receipt, RunRecord, SourceRecord, Status, versions
from ghostwriter.report import write_report
from ghostwriter.retrievals import Retrievals
from ghostwriter.sources import load_sources
from ghostwriter.sources.source import Source
from ghostwriter.tasks import Task, TaskWriter, parse
from ghostwriter.verification.batches import batches
from ghostwriter.verification.claims import changed_claims, find_claims
from ghostwriter.verification.facts import recheck, verify_facts
from ghostwriter.verification.verdicts import coverage, failing_lines, is_failing, settle
from ghostwriter.workspace import EVENTS, Workspace

BELOW_THRESHOLD = 4
"""The exit code of a run that is done, but whose article does not reach the threshold."""
INTERRUPTED = 130

NO_MODEL = "offline: the extractive author assembles this article from its sources; no language model writes it"


class Run:
    """One run of one brief: state in the workspace, progress in events."""

    def __init__(
        self, brief: Brief, settings: Settings, workspace: Workspace, env: Mapping[str, str], on_event: Sink
    ) -> None:
        self._brief = brief
        self._settings = settings
        self._workspace = workspace
        self._emit = Ledger(workspace.path(EVENTS), on_event)
        self._models = Models(settings, env, workspace.root, self._emit)
        self._retrievals = Retrievals(workspace, settings, env, self._emit)
        self._build = Build(workspace, settings, self._models, self._emit)
        self._writer = TaskWriter(brief, Prompts(settings.prompts))
        self._sources: Sequence[Source] = ()
        self._facts: Sequence[Fact] = ()
        self._started = time.monotonic()
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._paid_before = workspace.record.totals

    def go(self, *, skip_unreadable: bool) -> RunRecord:
        """Run all stages; whatever happens, the record says how it ended."""
        self._begin()
        try:
            with self._models:
                verification = self._stages(skip_unreadable=skip_unreadable)
        except KeyboardInterrupt:
            self._end("interrupted", INTERRUPTED, error="interrupted; run the same command again to go on")
            raise
        except GhostwriterError as error:
            status: Status = "budget-reached" if isinstance(error, BudgetReached) else "failed"
            self._end(status, error.exit_code, error="\n".join([str(error), *getattr(error, "__notes__", [])]))
            raise
        except Exception as error:  # not ours to explain, but the record must not say that all is well
            self._end("failed", 1, error=f"{type(error).__name__}: {error}")
            raise
        reached = verification.coverage.rate >= self._settings.threshold
        status = "done" if reached else "below-threshold"
        return self._end(status, 0 if reached else BELOW_THRESHOLD, verification=verification)

    def _stages(self, *, skip_unreadable: bool) -> Verification:
        self._take_in(skip_unreadable=skip_unreadable)
        if self._settings.offline:
            self._emit(Notice(text=NO_MODEL))
        self._extract()
        drafting = self._writer.drafting(self._facts, self._sources)
        self._build.make([drafting])
        critique, verification = self._review(drafting.artifact)
        for number in range(1, self._settings.rounds + 1):
            issues = critique.issues if number == 1 and critique.asks_for_revision else []
            if not issues and verification.coverage.rate >= self._settings.threshold:
                break
            draft = self._workspace.read(verification.draft)
            failing = [verdict for verdict in verification.verdicts if is_failing(verdict)]
            revision = self._writer.revision(number, self._facts, self._sources, draft, issues, failing)
            self._build.make([revision])
            verification = self._verify(number + 1, revision.artifact, verification)
        self._finish(verification)
        return verification

    def _take_in(self, *, skip_unreadable: bool) -> None:
        """Read the sources and say what was read, before any model is called."""
        intake = load_sources(self._brief, ask=self._retrievals.ask, skip_unreadable=skip_unreadable)
        self._sources = intake.sources
        receipt = Receipt(
            read=intake.receipt.read,
            total=intake.receipt.total,
            words=intake.receipt.words,
            skipped=list(intake.receipt.skipped),
        )
        self._emit(SourcesRead(**receipt.model_dump()))
        for notice in intake.notices:
            self._emit(Notice(text=notice))
        self._build.restore("brief.md", self._brief.text)
        for source in self._sources:
            self._build.restore(f"sources/{source.id}.md", source.text)
        known = [SourceRecord(words=source.words, **source.model_dump(exclude={"text"})) for source in self._sources]
        names = {f"extraction/{source.id}" for source in self._sources}
        self._workspace.update(
            lambda record: record.model_copy(
                update={"receipt": receipt, "sources": known, "brief_sha256": self._brief.sha256}
            ).only_tasks("extraction", names)
        )

    def _extract(self) -> None:
        """Collect facts from every source, side by side, and let in those whose quotes stand."""
        tasks = [self._writer.extraction(source) for source in self._sources]
        self._build.make(tasks)
        extractions = {
            source.id: parse(Extraction, self._workspace.read(task.artifact))
            for source, task in zip(self._sources, tasks, strict=True)
        }
        made = verify_facts(extractions, self._sources)
        stands = self._build.derive("extraction/facts.json", made.model_dump_json(indent=1) + "\n")
        try:
            sheet = recheck(parse(FactSheet, stands), self._sources)
        except ValueError as error:
            raise WorkspaceError(
                f"extraction/facts.json was edited by hand and does not validate: {error}. Mend it, or delete it."
            ) from error
        dropped = [f"{fact.source}: {fact.statement} ({fact.reason})" for fact in sheet.dropped]
        self._emit(FactsVerified(kept=len(sheet.facts), dropped=dropped))
        self._workspace.update(lambda record: record.model_copy(update={"dropped_facts": dropped}))
        if not sheet.facts:
            raise StageFailed(
                f"extraction: of {len(dropped)} facts found, none stands verbatim in its source: there is nothing to write "
                "from. See extraction/facts.json, or add sources that speak to the brief."
            )
        self._facts = sheet.facts

    def _review(self, draft_file: str) -> tuple[Critique, Verification]:
        """Critique and verify the first draft, side by side."""
        draft = self._workspace.read(draft_file)
        critique = self._writer.critique(self._facts, self._sources, draft)
        verification = self._verify(1, draft_file, None, beside=[critique])
        return parse(Critique, self._workspace.read(critique.artifact)), verification

    def _verify(
        self, number: int, draft_file: str, previous: Verification | None, beside: Sequence[Task] = ()
    ) -> Verification:
        """Verify a draft; what a previous verification said of unchanged sentences holds."""
        claims = find_claims(self._workspace.read(draft_file))
        to_check, carried = (claims, []) if previous is None else changed_claims(previous, claims)
        asked = batches(to_check, self._sources, self._facts)
        tasks = [self._writer.verification(number, index, batch) for index, batch in enumerate(asked, start=1)]
        self._build.make([*beside, *tasks])
        answers = [
            verdict for task in tasks for verdict in parse(VerdictBatch, self._workspace.read(task.artifact)).verdicts
        ]
        order = {claim.id: position for position, claim in enumerate(claims)}
        settled = sorted(
            [*settle(to_check, answers, self._sources), *carried], key=lambda verdict: order[verdict.claim.id]
        )
        verification = Verification(draft=draft_file, coverage=coverage(len(claims), settled), verdicts=settled)
        self._build.derive(f"verification/round-{number}.json", verification.model_dump_json(indent=1) + "\n")
        self._emit(
            ClaimsVerified(
                round=number,
                draft=draft_file,
                rate=verification.coverage.rate,
                coverage=str(verification.coverage),
                failing=failing_lines(verification),
            )
        )
        return verification

    def _finish(self, verification: Verification) -> None:
        """Write the article; the report follows when the record is complete."""
        self._build.derive("verification/verdicts.json", verification.model_dump_json(indent=1) + "\n")
        draft = self._workspace.read(verification.draft)
        article = final_article(draft, verification, self._sources)
        self._guard(article)
        stands = self._build.derive("final.md", article)
        if stands != article:  # a hand has edited it, and what is printed is what has to pass
            self._guard(stands)

    def _guard(self, article: str) -> None:
        hold_against_guardrail(article, self._settings, self._workspace, self._models.judge, self._emit)

    def _begin(self) -> None:
        self._emit(
            RunStarted(title=self._brief.title, workspace=str(self._workspace.root), offline=self._settings.offline)
        )

    def _end(
        self, status: Status, exit_code: int, *, verification: Verification | None = None, error: str | None = None
    ) -> RunRecord:
        """Complete the record, write the report, and say how it ended."""
        seconds = time.monotonic() - self._started
        written = verification is not None
        ended: dict[str, Any] = {
            "status": status,
            "exit_code": exit_code,
            "error": error,
            "title": self._brief.title,
            "workspace": self._workspace.root.name,
            "offline": self._settings.offline,
            "threshold": self._settings.threshold,
            "rounds": self._settings.rounds,
            "this_run": self._emit.spent,
            "totals": self._paid_before + self._emit.spent,
            "versions": versions(),
        }
        if verification is not None:
            ended |= {
                "coverage": verification.coverage,
                "rate": verification.coverage.rate,
                "failing_claims": failing_lines(verification),
                "article": "final.md",
                "report": "report.html",
            }
        complete = self._workspace.record.status == status and self._workspace.exists("report.html")
        if self._build.changed or not written or not complete:
            finished = datetime.now(UTC).isoformat(timespec="seconds")
            ended |= {"seconds": round(seconds, 3), "started": self._started_at, "finished": finished}
            self._workspace.update(lambda record: record.model_copy(update=ended))
            if written:
                write_report(self._workspace.root)
        root = self._workspace.root
        self._emit(
            RunFinished(
                status=status,
                exit_code=exit_code,
                seconds=seconds,
                usage=self._emit.spent,
                article=str(root / "final.md") if written else None,
                report=str(root / "report.html") if written else None,
                coverage=str(verification.coverage) if verification else None,
                error=error,
            )
        )
        return self._workspace.record
