"""Parts of ``run.json``: its sources, conversations, stages, budget, guardrail and sandbox."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ghostwriter.schema.base import Strict
from ghostwriter.schema.source import SourceId
from ghostwriter.schema.usage import Count, NonNegative, Usage

type OwnName = Annotated[
    str, Field(max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$")
]
"""Any file or task of a run: no part of it is hidden, ``..`` or empty, for a workspace may come from a stranger."""


class SourceRecord(Strict):
    """One source that was read; ``sha256`` is of its bytes, ``taken_out`` counts removed hidden text by its kind."""

    id: SourceId
    origin: str
    title: str
    sha256: str
    words: Count
    taken_out: dict[str, Count] = Field(default_factory=dict)


class TaskRecord(Strict):
    """One finished conversation.

    ``sha256`` is of the artifact as the model wrote it: any other means that it was edited by hand. ``findings`` are objections
    of a guardrail that did not stop it.
    """

    key: str
    model: str
    artifact: OwnName
    sha256: str
    how: str
    attempts: Count
    usage: Usage
    findings: list[str] = Field(default_factory=list)


class StageRecord(Strict):
    """A stage's conversations, and their sum."""

    key: str
    model: str
    calls: Count
    input_tokens: Count
    output_tokens: Count
    cache_read_tokens: Count
    cache_write_tokens: Count
    usd: NonNegative
    seconds: NonNegative
    own_count: Count = 0
    attempts: Count
    tasks: dict[OwnName, TaskRecord]


class GuardrailRecord(Strict):
    """A guardrail's result for the article; ``key`` is the digest of both."""

    key: str
    guardrail: str
    intervened: bool
    findings: list[str]


class BudgetRecord(Strict):
    """Spending against ``limit`` in this workspace, in US dollars; ``assumed``: worst cases of calls without an answer."""

    limit: float | None = Field(ge=0, allow_inf_nan=False)
    spent: NonNegative
    assumed: NonNegative

    @model_validator(mode="after")
    def _a_part_of_it(self) -> Self:
        if self.assumed > self.spent:
            raise ValueError("more is assumed than was spent")
        return self


class SandboxRecord(Strict):
    """The sandbox of the latest run; ``abi`` is Landlock's version, ``allows`` summarises what it leaves open."""

    mode: str = "off"
    in_force: bool = False
    abi: int | None = None
    why_not: str | None = "not asked for"
    allows: list[str] = Field(default_factory=list)


class BriefPlace(Strict):
    """Where a brief lies: ``path`` is absolute, ``from_workspace`` leads there from the workspace; None for standard input."""

    path: str | None = None
    from_workspace: str | None = None
