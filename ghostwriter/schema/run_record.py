"""``run.json``: what a run did, and the manifest by which the next one knows what is up to date."""

import hashlib
import json
import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ghostwriter.schema.artifacts import Coverage
from ghostwriter.schema.brief_place import BriefPlace
from ghostwriter.schema.estimate import ComparedRow, Estimate
from ghostwriter.schema.events import MOST, Count, Quantity, Usage
from ghostwriter.schema.file_names import OwnName, SourceId

SCHEMA_VERSION = 1

type Status = Literal["running", "done", "below-threshold", "failed", "interrupted", "budget-reached"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceRecord(_Record):
    """One source that was read; ``sha256`` is of the bytes as they were read.

    ``taken_out`` counts, by its kind, what no reader sees and was left out.
    """

    id: SourceId
    origin: str
    title: str
    sha256: str
    words: Count
    taken_out: dict[str, Count] = Field(default_factory=dict)


class Receipt(_Record):
    """The intake receipt; ``taken_out`` has a line for each source out of which hidden text was left."""

    read: Count
    total: Count
    words: Count
    skipped: list[str]
    taken_out: list[str] = Field(default_factory=list)


class TaskRecord(_Record):
    """One finished conversation. ``sha256`` is of the artifact as the model left it: another one means a hand edit.

    ``findings`` are what a guardrail objected to while it was let pass.
    """

    key: str
    model: str
    artifact: OwnName
    sha256: str
    how: str
    attempts: Count
    usage: Usage
    findings: list[str] = Field(default_factory=list)


class StageRecord(_Record):
    """A stage's conversations, and their sum."""

    key: str
    model: str
    calls: Count
    input_tokens: Count
    output_tokens: Count
    cache_read_tokens: Count
    cache_write_tokens: Count
    usd: Quantity
    seconds: Quantity
    own_count: Count = 0
    attempts: Count
    tasks: dict[OwnName, TaskRecord]


class GuardrailRecord(_Record):
    """What a guardrail said of the article; ``key`` is of the article and the guardrail that it was held against."""

    key: str
    guardrail: str
    intervened: bool
    findings: list[str]


class BudgetRecord(_Record):
    """What counts against ``limit`` in this workspace, in US dollars.

    ``assumed`` is the part of ``spent`` that no answer confirms: worst cases of calls that broke off, or were under way when a
    run died.
    """

    limit: float | None = Field(ge=0, allow_inf_nan=False)
    spent: Quantity
    assumed: Quantity

    @model_validator(mode="after")
    def _a_part_of_it(self) -> Self:
        if self.assumed > self.spent:
            raise ValueError("more is assumed than was spent")
        return self


class SandboxRecord(_Record):
    """What the kernel held the latest run to; ``abi`` is Landlock's version, ``allows`` what was left, in broad words."""

    mode: str = "off"
    in_force: bool = False
    abi: int | None = None
    why_not: str | None = "not asked for"
    allows: list[str] = Field(default_factory=list)


class RunRecord(_Record):
    """The whole of ``run.json``.

    ``totals`` is everything ever paid for in this workspace, ``this_run`` what the latest run added. ``pending`` holds the
    keys of conversations that were begun: an artifact found beside its pending key was finished by a run that died before
    it could say so. ``derived`` holds the sha256 of what code wrote last, and of what stood there before (a run may die between
    the two): any other content is a hand edit. ``left_out`` is what the budget did not reach, in the words of the article's
    label; ``estimate`` is what was expected of each stage before the first call, to hold against ``stages``. ``brief`` is the
    place of the brief that the workspace belongs to. ``article_edited``: final.md is not what was verified, so that there is
    neither a ``coverage`` nor a ``rate`` for it; ``draft_sha256`` is of the draft that was. ``credentials`` says whose were used:
    the variables or the profile, and where they stand. ``other_budget`` is what counted when the last run of the other kind
    ended: offline, or not.
    """

    schema_version: int = SCHEMA_VERSION
    status: Status = "running"
    title: str = ""
    brief: BriefPlace | None = None
    workspace: str = ""
    offline: bool = False
    started: str = ""
    finished: str | None = None
    seconds: Quantity = 0.0
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
    def as_compared(self) -> list[ComparedRow]:
        """Each stage as it was estimated, and what the conversations that made the article as it stands came to."""
        return [
            ComparedRow(
                stage=row.stage,
                low_usd=row.low.usd,
                high_usd=row.high.usd,
                usd=self.stages[row.stage].usd if row.stage in self.stages else 0.0,
                low_calls=row.low.calls,
                high_calls=row.high.calls,
                calls=self.stages[row.stage].calls if row.stage in self.stages else 0,
            )
            for row in (self.estimate.rows if self.estimate else ())
        ]

    @property
    def guardrail_findings(self) -> list[str]:
        """What guardrails objected to while it was let pass, each with the place."""
        of_stages = [
            f"{name}: {finding}"
            for stage in self.stages.values()
            for name, task in stage.tasks.items()
            for finding in task.findings
        ]
        of_article = self.guardrail.findings if self.guardrail and self.guardrail.intervened else []
        return of_stages + [f"the article: {finding}" for finding in of_article]

    def task(self, name: str) -> TaskRecord | None:
        """The record of a finished conversation, or None."""
        stage = self.stages.get(name.split("/", 1)[0])
        return stage.tasks.get(name) if stage else None

    def with_task(self, name: str, record: TaskRecord) -> "RunRecord":
        """The record with one more finished conversation, no longer pending."""
        stage = name.split("/", 1)[0]
        before = self.stages[stage].tasks if stage in self.stages else {}
        return self._with_tasks(stage, before | {name: record}).model_copy(
            update={"pending": {task: key for task, key in self.pending.items() if task != name}}
        )

    def only_tasks(self, stage: str, names: set[str]) -> "RunRecord":
        """The record without a stage's conversations that the present brief no longer asks for."""
        if stage not in self.stages:
            return self
        kept = {name: record for name, record in self.stages[stage].tasks.items() if name in names}
        return self if len(kept) == len(self.stages[stage].tasks) else self._with_tasks(stage, kept)

    def _with_tasks(self, stage: str, tasks: dict[str, TaskRecord]) -> "RunRecord":
        ordered = dict(sorted(tasks.items(), key=lambda item: _natural(item[0])))
        stages = {name: record for name, record in self.stages.items() if name != stage}
        if ordered:
            stages[stage] = _sum_up(ordered)
        return self.model_copy(update={"stages": stages})


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
