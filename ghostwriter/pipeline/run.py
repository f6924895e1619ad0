"""One run: its steps in order, and the record of its end."""

import contextlib
import time
from datetime import UTC, datetime

from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.brief.brief import Brief
from ghostwriter.config.credentials_in_use import credentials_in_use, dotenv_notices
from ghostwriter.config.settings import Settings
from ghostwriter.errors import BudgetReached, GhostwriterError, WorkspaceError
from ghostwriter.pipeline.budget.plan import BudgetPlan
from ghostwriter.pipeline.build import Build
from ghostwriter.pipeline.context import RunContext
from ghostwriter.pipeline.knowledge_cache import KnowledgeRetriever
from ghostwriter.pipeline.model_access import ModelAccess
from ghostwriter.pipeline.runner import ConversationRunner
from ghostwriter.pipeline.steps.budget_check import expect
from ghostwriter.pipeline.steps.extraction import find_facts, take_in
from ghostwriter.pipeline.steps.finishing import finish
from ghostwriter.pipeline.steps.writing import Written, write
from ghostwriter.pipeline.tasks import TaskWriter
from ghostwriter.pipeline.versions import versions
from ghostwriter.report import write_report
from ghostwriter.schema.events import CallLost, Notice, RunFinished, RunStarted, Sink
from ghostwriter.schema.record_parts import BudgetRecord, SandboxRecord
from ghostwriter.schema.run_record import RunRecord, Status
from ghostwriter.sources.discovery import BriefSources
from ghostwriter.sources.overlap import is_its_own_copy
from ghostwriter.workspace.artifact_store import ArtifactStore
from ghostwriter.workspace.event_log import EventLog, lost_spending, spending
from ghostwriter.workspace.layout import ARTICLE, EVENTS
from ghostwriter.workspace.ownership import brief_place
from ghostwriter.workspace.workspace import Workspace

BELOW_THRESHOLD = 4
"""The exit code of a run that is done, but whose article does not reach the threshold."""
INTERRUPTED = 130

NO_MODEL = "offline: the extractive author assembles this article from its sources; no language model writes it"


class Run:
    """One run of one brief: state in the workspace, progress in events."""

    def __init__(  # noqa: PLR0913, PLR0917  (what a run is made of)
        self,
        brief: Brief,
        settings: Settings,
        workspace: Workspace,
        access: ModelAccess,
        on_event: Sink,
        sandbox: SandboxRecord,
        writer: TaskWriter,
    ) -> None:
        self._brief = brief
        self._settings = settings
        self._workspace = workspace
        self._sandbox = sandbox
        self._env = env = access.env
        asks_bedrock = any(not isinstance(entry, str) for entry in brief.sources)
        self._credentials = (
            [] if settings.offline else credentials_in_use(settings.all_models(), env, signs=asks_bedrock)
        )
        self._emit = EventLog(workspace.path(EVENTS), on_event, workspace.scanner)
        before = spending(workspace.path(EVENTS), offline=settings.offline)
        self._lost = lost_spending(before, workspace.record, offline=settings.offline)
        self._budget = Budget(settings.budget, before.usd + self._lost)
        self._models = ConversationRunner(settings, access, workspace, self._emit, self._budget)
        self._retrievals = KnowledgeRetriever(workspace, settings, env, self._emit)
        plan = BudgetPlan(settings, self._budget)
        self._store = ArtifactStore(workspace, self._emit)
        build = Build(self._store, settings, self._models, self._emit, plan)
        self._context = RunContext(brief, settings, workspace, self._store, build, writer, plan, self._emit)
        self._started = time.monotonic()
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        # A run that was killed told its account what it paid, but not its record.
        recorded = workspace.record.totals
        self._paid_before = before.usage if before.usage.calls >= recorded.calls else recorded

    def go(self, found: BriefSources) -> RunRecord:
        """Run all stages; whatever happens, the record says how it ended."""
        self._begin()
        try:
            with self._models:
                written = self._stages(found)
        except KeyboardInterrupt:
            self._stopped("interrupted", INTERRUPTED, "interrupted; run the same command again to go on")
            raise
        except GhostwriterError as error:
            status: Status = "budget-reached" if isinstance(error, BudgetReached) else "failed"
            self._stopped(status, error.exit_code, "\n".join([str(error), *getattr(error, "__notes__", [])]))
            raise
        except Exception as error:  # not ours to explain, but the record must not say that all is well
            self._stopped("failed", 1, f"{type(error).__name__}: {error}")
            raise
        reached = written.coverage is not None and written.coverage.rate >= self._settings.threshold
        status = "done" if reached else "below-threshold"
        return self._end(status, 0 if reached else BELOW_THRESHOLD, written=written)

    def _stages(self, found: BriefSources) -> Written:
        sources = take_in(self._context, found, self._retrievals.ask)
        if self._settings.offline:
            self._emit(Notice(text=NO_MODEL))
        expect(self._context, sources)
        material = find_facts(self._context, sources)
        written = write(self._context, material)
        finish(self._context, material, written, self._models.apply_guardrail)
        return written

    def _begin(self) -> None:
        self._claim()
        self._emit(
            RunStarted(title=self._brief.title, workspace=str(self._workspace.root), offline=self._settings.offline)
        )
        for notice in self._workspace.notices:
            self._emit(Notice(text=notice))
        if self._lost:
            # Noted as a call without an answer is, so that it counts from now on, whatever becomes of the record.
            self._emit(CallLost(task="", call=f"lost from {EVENTS}", usd=self._lost))
            self._emit(
                Notice(text=f"{EVENTS} has lost some of its lines; ${self._lost:.3f} that run.json has still count")
            )
        if not self._settings.offline:
            for line in dotenv_notices(self._credentials, self._env):
                self._emit(Notice(text=line))
        if self._sandbox.mode == "auto" and not self._sandbox.in_force:
            self._emit(Notice(text=f"without a sandbox: {self._sandbox.why_not}"))

    def _claim(self) -> None:
        """Note whose workspace this is before anything else is written; a brief that is its own copy keeps the place it has."""
        root, record = self._workspace.root, self._workspace.record
        place = record.brief if is_its_own_copy(self._brief, root) else brief_place(self._brief, root)
        claimed = record.changed(brief=place, title=self._brief.title, brief_sha256=self._brief.sha256)
        if claimed != record:
            self._workspace.update(lambda _: claimed)

    def _stopped(self, status: Status, exit_code: int, error: str) -> None:
        """Note how it ended, if the disk takes it: what has to be heard is what stopped the run."""
        with contextlib.suppress(WorkspaceError):
            self._end(status, exit_code, error=error)

    def _end(
        self, status: Status, exit_code: int, *, written: Written | None = None, error: str | None = None
    ) -> RunRecord:
        """Complete the record, write the report, and say how it ended."""
        seconds = time.monotonic() - self._started
        complete = self._workspace.record.status == status and self._workspace.exists("report.html")
        if self._store.changed or written is None or not complete:
            self._workspace.update(lambda record: self._ended(record, status, exit_code, written, error))
        if written is not None:
            write_report(self._workspace.root, self._workspace.scanner)
        self._say_the_end(status, exit_code, seconds, written, error)
        return self._workspace.record

    def _ended(
        self, before: RunRecord, status: Status, exit_code: int, written: Written | None, error: str | None
    ) -> RunRecord:
        """The record as it is when the run has ended."""
        spent = spending(self._workspace.path(EVENTS), offline=self._settings.offline)
        record = before.changed(
            status=status,
            exit_code=exit_code,
            error=None if error is None else self._workspace.scanner.redacted(error),
            title=self._brief.title,
            workspace=self._workspace.root.name,
            offline=self._settings.offline,
            threshold=self._settings.threshold,
            rounds=self._settings.rounds,
            this_run=self._emit.spent,
            totals=self._paid_before + self._emit.spent,
            other_budget=before.budget if before.offline != self._settings.offline else before.other_budget,
            budget=BudgetRecord(limit=self._settings.budget, spent=spent.usd, assumed=spent.assumed),
            left_out=written.left_out if written else [],
            compared=before.comparison,
            versions=versions(),
            sandbox=self._sandbox,
            credentials=self._credentials,
            seconds=round(time.monotonic() - self._started, 3),
            started=self._started_at,
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        if written is not None:
            return record.changed(article=ARTICLE, report="report.html")
        return record.with_coverage(None) if self._store.is_edited(ARTICLE) else record

    def _say_the_end(
        self, status: Status, exit_code: int, seconds: float, written: Written | None, error: str | None
    ) -> None:
        root = self._workspace.root
        self._emit(
            RunFinished(
                status=status,
                exit_code=exit_code,
                seconds=seconds,
                usage=self._emit.spent,
                article=str(root / ARTICLE) if written else None,
                report=str(root / "report.html") if written else None,
                article_edited=written is not None and written.article_edited,
                coverage=str(written.coverage) if written and written.coverage else None,
                left_out=written.left_out if written else [],
                compared=[str(row) for row in self._workspace.record.comparison] if written else [],
                error=error,
            )
        )
