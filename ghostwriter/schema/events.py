"""The events of a run: all displays, ``--json`` and ``events.jsonl`` read this one stream."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from ghostwriter.schema.base import Frozen
from ghostwriter.schema.source import Receipt
from ghostwriter.schema.usage import Count, NonNegative, Usage


class BaseEvent(Frozen):
    """Base of all events: ``at`` is the time, in seconds since the epoch."""

    at: float = 0.0
    kind: str


class TaskEvent(BaseEvent):
    """Base of the events of one conversation, such as ``verification/round-1/batch-2``; ``stage`` is its first part."""

    stage: str
    task: str


class RunStarted(BaseEvent):
    """A run begins."""

    kind: Literal["run_started"] = "run_started"
    title: str
    workspace: str
    offline: bool


class SourcesRead(Receipt, BaseEvent):
    """The sources have been read; no model has been called yet. ``titles`` are by the sources' ids."""

    kind: Literal["sources_read"] = "sources_read"
    titles: dict[str, str] = Field(default_factory=dict)


class TaskStarted(TaskEvent):
    """A conversation begins."""

    kind: Literal["task_started"] = "task_started"
    model: str
    key: str


class CallSent(BaseEvent):
    """A try is about to be sent. It counts as ``worst`` US dollars until ``ModelCalled`` or ``CallLost`` name its ``call``."""

    kind: Literal["call_sent"] = "call_sent"
    task: str
    call: str
    model: str
    max_output_tokens: Count | None
    worst: NonNegative


class CallLost(BaseEvent):
    """A try has failed; ``usd`` is what it counts as: nothing if it was refused, its worst case if it may have been billed."""

    kind: Literal["call_lost"] = "call_lost"
    task: str
    call: str
    usd: NonNegative


class ModelCalled(TaskEvent):
    """One answer of a model has arrived and been paid for."""

    kind: Literal["model_called"] = "model_called"
    model: str
    key: str
    usage: Usage
    stop_reason: str
    findings: list[str] = Field(default_factory=list)
    call: str = ""


class CallRetried(TaskEvent):
    """A call failed and will be tried again, after ``wait`` seconds."""

    kind: Literal["call_retried"] = "call_retried"
    attempt: int
    reason: str
    wait: NonNegative = 0.0


class FellBack(TaskEvent):
    """A stage's model could not do a task, and the next one takes its place."""

    kind: Literal["fell_back"] = "fell_back"
    model: str
    instead_of: str
    reason: str


class TextStreamed(TaskEvent):
    """Words of the file that a model is writing; never stored. A try that failed is followed by its words again."""

    kind: Literal["text_streamed"] = "text_streamed"
    text: str


class ArtifactRejected(TaskEvent):
    """An artifact did not validate and went back to the model."""

    kind: Literal["artifact_rejected"] = "artifact_rejected"
    artifact: str
    error: str
    attempt: int


class TaskFinished(TaskEvent):
    """An artifact is valid: a model wrote it now, nothing it reads has changed, it was edited by hand, or a dead run wrote it."""

    kind: Literal["task_finished"] = "task_finished"
    artifact: str
    how: Literal["done", "up-to-date", "kept", "recovered"]


class FactsVerified(BaseEvent):
    """The fact sheet is verified; ``dropped`` has a line for each fact that was dropped."""

    kind: Literal["facts_verified"] = "facts_verified"
    kept: int
    dropped: list[str]


class ClaimsVerified(BaseEvent):
    """One round of verification is over; ``coverage`` says the rate in words. None for an article edited by hand."""

    kind: Literal["claims_verified"] = "claims_verified"
    round: int
    draft: str
    rate: float | None
    coverage: str
    failing: list[str]


NOT_AS_BRIEFED = "not as the brief wants it"
"""The beginning of a notice about the article's length, contents or structure."""


class LeftOut(BaseEvent):
    """Something that the rest of the budget could not pay, in the words of the article's label."""

    kind: Literal["left_out"] = "left_out"
    text: str


class Notice(BaseEvent):
    """Something a person should know, in one line."""

    kind: Literal["notice"] = "notice"
    text: str


class RunFinished(BaseEvent):
    """The run is over; ``compared`` has a stage's cost and estimate a line. An article edited by hand has no ``coverage``."""

    kind: Literal["run_finished"] = "run_finished"
    status: str
    exit_code: int
    seconds: float
    usage: Usage
    article: str | None = None
    article_edited: bool = False
    report: str | None = None
    coverage: str | None = None
    left_out: list[str] = Field(default_factory=list)
    compared: list[str] = Field(default_factory=list)
    error: str | None = None


type Event = Annotated[
    RunStarted | SourcesRead | TaskStarted | CallSent | CallLost | ModelCalled | CallRetried | FellBack | TextStreamed
    | ArtifactRejected | TaskFinished | FactsVerified | ClaimsVerified | LeftOut | Notice | RunFinished,
    Field(discriminator="kind"),
]  # fmt: skip

type Sink = Callable[[Event], None]
"""A consumer of events; called from several threads, one event at a time."""
