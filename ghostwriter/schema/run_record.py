"""``run.json``: what a run did, and the manifest by which the next one knows what is up to date."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from ghostwriter.schema.artifacts import Coverage
from ghostwriter.schema.base import Strict
from ghostwriter.schema.estimate import ComparedRow, Estimate
from ghostwriter.schema.record_parts import (
    BriefPlace,
    BudgetRecord,
    GuardrailRecord,
    OwnName,
    SandboxRecord,
    SourceRecord,
    StageRecord,
    TaskRecord,
)
from ghostwriter.schema.source import Receipt
from ghostwriter.schema.usage import MOST, NonNegative, Usage

SCHEMA_VERSION = 1

type Status = Literal["running", "done", "below-threshold", "failed", "interrupted", "budget-reached"]


class RunRecord(Strict):
    """The whole of ``run.json``.

    ``totals`` is everything ever paid for in this workspace, ``this_run`` what the latest run added. ``pending`` holds the
    keys of conversations that were begun: an artifact beside its pending key was finished by a run that died before it could
    record that. ``derived`` holds the sha256 of what code wrote last, and of what was there before (a run may die between the
    two): any other content is an edit by hand. ``left_out`` is what the budget did not reach. ``brief`` is the place of the brief
    that the workspace belongs to. ``article_edited``: final.md is not what was verified, so it has no ``coverage`` and no
    ``rate``; ``draft_sha256`` is of the draft that was. ``credentials`` says whose were used, and where they were found.
    ``other_budget`` is what counted when the last run of the other kind ended: offline, or not.
    """

    schema_version: int = SCHEMA_VERSION
    status: Status = "running"
    title: str = ""
    brief: BriefPlace | None = None
    workspace: str = ""
    offline: bool = False
    started: str = ""
    finished: str | None = None
    seconds: NonNegative = 0.0
    threshold: float = Field(default=0.0, ge=0, le=1)
    rounds: int = Field(default=0, ge=0)
    brief_sha256: str = ""
    receipt: Receipt | None = None
    sources: list[SourceRecord] = Field(default_factory=list)
    stages: dict[OwnName, StageRecord] = Field(default_factory=dict)
    this_run: Usage = Usage()
    totals: Usage = Usage()
    budget: BudgetRecord | None = None
    other_budget: BudgetRecord | None = None
    estimate: Estimate | None = None
    compared: list[ComparedRow] = Field(default_factory=list)
    left_out: list[str] = Field(default_factory=list)
    coverage: Coverage | None = None
    rate: float | None = Field(default=None, ge=0, le=1)
    guardrail: GuardrailRecord | None = None
    dropped_facts: list[str] = Field(default_factory=list)
    disagreements: list[str] = Field(default_factory=list)
    failing_claims: list[str] = Field(default_factory=list)
    not_as_briefed: list[str] = Field(default_factory=list)
    article: OwnName | None = None
    article_edited: bool = False
    draft_sha256: str = ""
    report: OwnName | None = None
    error: str | None = None
    exit_code: int | None = None
    sandbox: SandboxRecord | None = None
    credentials: list[str] = Field(default_factory=list)
    pending: dict[OwnName, str] = Field(default_factory=dict)
    derived: dict[OwnName, list[str]] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)

    @property
    def comparison(self) -> list[ComparedRow]:
        """Each stage's estimate beside the cost of the conversations that made the present article."""
        rows = [(row, self.stages.get(row.stage)) for row in (self.estimate.rows if self.estimate else ())]
        return [
            ComparedRow(
                stage=row.stage,
                low_usd=row.low.usd,
                high_usd=row.high.usd,
                usd=found.usd if found else 0.0,
                low_calls=row.low.calls,
                high_calls=row.high.calls,
                calls=found.calls if found else 0,
            )
            for row, found in rows
        ]

    @property
    def guardrail_findings(self) -> list[str]:
        """Objections of guardrails that did not stop the run, each with its task."""
        tasks = [item for stage in self.stages.values() for item in stage.tasks.items()]
        of_article = self.guardrail.findings if self.guardrail and self.guardrail.intervened else []
        return [f"{name}: {finding}" for name, task in tasks for finding in task.findings] + [
            f"the article: {finding}" for finding in of_article
        ]

    def task(self, name: str) -> TaskRecord | None:
        """The record of a finished conversation, or None."""
        stage = self.stages.get(_stage_of(name))
        return stage.tasks.get(name) if stage else None

    def changed(self, **changes: Any) -> "RunRecord":
        """The record with some fields changed; raises ValidationError for an unknown field, or a value that is not valid."""
        return RunRecord.model_validate(dict(self) | changes)

    def with_sources(self, receipt: Receipt, sources: Sequence[SourceRecord]) -> "RunRecord":
        """The record with the sources that were read, without the extraction of any other."""
        extraction = self.stages.get("extraction")
        names = {f"extraction/{source.id}" for source in sources}
        tasks = {name: task for name, task in extraction.tasks.items() if name in names} if extraction else {}
        return self.changed(receipt=receipt, sources=sources, stages=self._with_tasks("extraction", tasks))

    def with_task(self, name: str, record: TaskRecord) -> "RunRecord":
        """The record with one more finished conversation, no longer pending."""
        stage = _stage_of(name)
        before = self.stages[stage].tasks if stage in self.stages else {}
        pending = {task: key for task, key in self.pending.items() if task != name}
        return self.changed(stages=self._with_tasks(stage, before | {name: record}), pending=pending)

    def with_coverage(self, coverage: Coverage | None) -> "RunRecord":
        """The record with the coverage of the article; None for one that was edited by hand."""
        rate = coverage.rate if coverage else None
        return self.changed(coverage=coverage, rate=rate, article_edited=coverage is None)

    def _with_tasks(self, stage: str, tasks: Mapping[str, TaskRecord]) -> dict[str, StageRecord]:
        """The stages with other conversations in one of them."""
        ordered = dict(sorted(tasks.items(), key=lambda item: _natural(item[0])))
        others = {name: record for name, record in self.stages.items() if name != stage}
        return self.stages | {stage: _sum_up(ordered)} if ordered else others


def _stage_of(task: str) -> str:
    return task.partition("/")[0]


def _natural(name: str) -> list[tuple[int, str]]:
    """A sort key that puts S2 before S10."""
    return [(len(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]


def _sum_up(tasks: dict[str, TaskRecord]) -> StageRecord:
    usage = sum((record.usage for record in tasks.values()), Usage())
    keys = [record.key for record in tasks.values()]
    return StageRecord(
        key=keys[0] if len(keys) == 1 else digest(keys),
        model=", ".join(dict.fromkeys(record.model for record in tasks.values())),
        attempts=min(sum(record.attempts for record in tasks.values()), MOST),
        tasks=tasks,
        **usage.model_dump(),
    )


def digest(parts: object) -> str:
    """The content key of anything JSON can say: a sha256 over its canonical form, in hex."""
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
