"""One run: the order of its halves, and a record of how it ended."""

import contextlib
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ghostwriter.artifacts import Verification
from ghostwriter.brief import Brief
from ghostwriter.build import Build
from ghostwriter.config import Settings
from ghostwriter.desk import Desk
from ghostwriter.errors import BudgetReached, GhostwriterError, WorkspaceError
from ghostwriter.events import Notice, RunFinished, RunStarted, Sink
from ghostwriter.finishing import finish
from ghostwriter.ledger import Ledger
from ghostwriter.models import Models
from ghostwriter.prompting import Prompts
from ghostwriter.record import RunRecord, Status, versions
from ghostwriter.report import write_report
from ghostwriter.research import find_facts, take_in
from ghostwriter.retrievals import Retrievals
from ghostwriter.tasks import TaskWriter
from ghostwriter.workspace import EVENTS, Workspace
from ghostwriter.writing import write

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
        writer = TaskWriter(brief, Prompts(settings.prompts))
        self._desk = Desk(brief, settings, workspace, self._build, writer, self._emit)
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
            self._stopped("interrupted", INTERRUPTED, "interrupted; run the same command again to go on")
            raise
        except GhostwriterError as error:
            status: Status = "budget-reached" if isinstance(error, BudgetReached) else "failed"
            self._stopped(status, error.exit_code, "\n".join([str(error), *getattr(error, "__notes__", [])]))
            raise
        except Exception as error:  # not ours to explain, but the record must not say that all is well
            self._stopped("failed", 1, f"{type(error).__name__}: {error}")
            raise
        reached = verification.coverage.rate >= self._settings.threshold
        status = "done" if reached else "below-threshold"
        return self._end(status, 0 if reached else BELOW_THRESHOLD, verification=verification)

    def _stages(self, *, skip_unreadable: bool) -> Verification:
        sources = take_in(self._desk, self._retrievals.ask, skip_unreadable=skip_unreadable)
        if self._settings.offline:
            self._emit(Notice(text=NO_MODEL))
        material = find_facts(self._desk, sources)
        verification, critique = write(self._desk, material)
        finish(self._desk, material, verification, critique, self._models.judge)
        return verification

    def _begin(self) -> None:
        self._emit(
            RunStarted(title=self._brief.title, workspace=str(self._workspace.root), offline=self._settings.offline)
        )

    def _stopped(self, status: Status, exit_code: int, error: str) -> None:
        """Note how it ended, if the disk takes it: what has to be heard is what stopped the run."""
        with contextlib.suppress(WorkspaceError):
            self._end(status, exit_code, error=error)

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
            ended |= {"article": "final.md", "report": "report.html"}
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
