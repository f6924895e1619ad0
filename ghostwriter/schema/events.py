"""Progress as data: the small frozen events that a run emits, and the sinks that read them.

The live display, the plain lines, ``--json``, ``events.jsonl`` and the tests all read this one stream. ``task`` names one
conversation, such as ``extraction/S1`` or ``verification/round-1/batch-2``; ``stage`` is its first part.
"""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST = 10**12
"""Of calls, tokens, dollars or seconds: more than anybody has."""
type Count = Annotated[int, Field(strict=True, ge=0, le=MOST)]
type Quantity = Annotated[float, Field(strict=True, ge=0, le=MOST)]
"""Dollars or seconds; the bounds keep out infinity, and what is not a number."""


class Usage(BaseModel):
    """Tokens, dollars and seconds of one or more model calls; ``usd`` is at LiteLLM's list prices.

    ``own_count`` is how many of the calls are metered by our own count, because what the model reported cannot be true.
    """

    model_config = ConfigDict(frozen=True)

    calls: Count = 0
    input_tokens: Count = 0
    output_tokens: Count = 0
    cache_read_tokens: Count = 0
    cache_write_tokens: Count = 0
    usd: Quantity = 0.0
    seconds: Quantity = 0.0
    own_count: Count = 0

    @property
    def cached_share(self) -> float:
        """How much of the input was read from cache, from 0 to 1."""
        return self.cache_read_tokens / self.input_tokens if self.input_tokens else 0.0

    def __add__(self, other: "Usage") -> "Usage":
        """The sum, field by field; it stops at what a field can hold."""
        mine, theirs = self.model_dump(), other.model_dump()
        return Usage(**{name: min(mine[name] + theirs[name], MOST) for name in mine})


class BaseEvent(BaseModel):
    """What every event has: when it happened, in seconds since the epoch."""

    model_config = ConfigDict(frozen=True)

    at: float = 0.0


class RunStarted(BaseEvent):
    """A run begins."""

    kind: Literal["run_started"] = "run_started"
    title: str
    workspace: str
    offline: bool


class SourcesRead(BaseEvent):
    """The intake receipt, before any model is called; ``skipped`` and ``taken_out`` have a line for each left out or changed."""

    kind: Literal["sources_read"] = "sources_read"
    read: int
    total: int
    words: int
    skipped: list[str]
    taken_out: list[str] = Field(default_factory=list)

    def __str__(self) -> str:
        """The receipt in one line."""
        return f"{self.read} of {self.total} sources read, {self.words:,} words, {len(self.skipped)} skipped"


class TaskStarted(BaseEvent):
    """A conversation begins."""

    kind: Literal["task_started"] = "task_started"
    stage: str
    task: str
    model: str
    key: str


class CallSent(BaseEvent):
    """A try is about to be sent. It counts as ``worst`` US dollars until ``ModelCalled`` or ``CallLost`` name its ``call``."""

    kind: Literal["call_sent"] = "call_sent"
    task: str
    call: str
    model: str
    max_output_tokens: Count | None
    worst: Quantity


class CallLost(BaseEvent):
    """A try has failed; ``usd`` is what it counts as: nothing if it was refused, its worst case if it may have been billed."""

    kind: Literal["call_lost"] = "call_lost"
    task: str
    call: str
    usd: Quantity


class ModelCalled(BaseEvent):
    """One answer of a model has arrived and been paid for."""

    kind: Literal["model_called"] = "model_called"
    stage: str
    task: str
    model: str
    key: str
    usage: Usage
    stop_reason: str
    findings: list[str] = Field(default_factory=list)
    call: str = ""


class CallRetried(BaseEvent):
    """A call failed and will be tried again, after ``wait`` seconds."""

    kind: Literal["call_retried"] = "call_retried"
    stage: str
    task: str
    attempt: int
    reason: str
    wait: Quantity = 0.0


class FellBack(BaseEvent):
    """A stage's model could not do a task, and the next one takes its place."""

    kind: Literal["fell_back"] = "fell_back"
    stage: str
    task: str
    model: str
    instead_of: str
    reason: str


class TextStreamed(BaseEvent):
    """Words of the file that a model is writing; never stored. A try that failed is followed by its words anew."""

    kind: Literal["text_streamed"] = "text_streamed"
    stage: str
    task: str
    text: str


class ArtifactRejected(BaseEvent):
    """An artifact did not validate and went back to the model."""

    kind: Literal["artifact_rejected"] = "artifact_rejected"
    stage: str
    task: str
    artifact: str
    error: str
    attempt: int


class TaskFinished(BaseEvent):
    """A conversation's artifact stands.

    ``how`` is ``done`` (a model wrote it now), ``up-to-date`` (nothing it reads has changed), ``kept`` (edited by hand) or
    ``recovered`` (written by an earlier run that died before it could say so).
    """

    kind: Literal["task_finished"] = "task_finished"
    stage: str
    task: str
    artifact: str
    how: Literal["done", "up-to-date", "kept", "recovered"]


class FactsVerified(BaseEvent):
    """The fact sheet stands; ``dropped`` holds one line for each fact that was not let in."""

    kind: Literal["facts_verified"] = "facts_verified"
    kept: int
    dropped: list[str]


class ClaimsVerified(BaseEvent):
    """One round of verification is over; ``coverage`` says the rate in words. None for an article that a hand has edited."""

    kind: Literal["claims_verified"] = "claims_verified"
    round: int
    draft: str
    rate: float | None
    coverage: str
    failing: list[str]


class LeftOut(BaseEvent):
    """Something that the rest of the budget could not pay, in the words of the article's label."""

    kind: Literal["left_out"] = "left_out"
    text: str


class Notice(BaseEvent):
    """Something a person should know, in one line."""

    kind: Literal["notice"] = "notice"
    text: str


class RunFinished(BaseEvent):
    """The run is over: ``status`` is done, below-threshold, failed, interrupted or budget-reached.

    ``compared`` is what each stage cost, and what was estimated. An article edited by hand has no ``coverage``.
    """

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
"""Whatever wants to hear of events. Called from several threads, one event at a time."""
