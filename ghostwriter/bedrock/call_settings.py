"""Call settings and caps of a stage: what its requests carry beside the conversation, how long each may take, and how much."""

import re
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ghostwriter.bedrock.endpoints.regions import KNOWN_REGIONS
from ghostwriter.bedrock.models.model_names import region_of_arn
from ghostwriter.bedrock.retry.retry import RetryPolicy

_GUARDRAIL = re.compile(
    r"([a-z0-9]+|arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail/[a-z0-9]+):([1-9]\d{0,7}|DRAFT)"
)
_SHAPES_NO_TEXT = {
    "caching", "cache_ttl", "latency", "service_tier", "request_metadata", "stream", "attempts", "longest_wait", "deadline",
    "timeout",
}  # fmt: skip
"""Settings that change when and at what price a response comes, but not its text: changing one redoes nothing."""
_MOST_TOKENS = 10_000_000
"""More than any answer holds."""
_SILENCE = 60.0
"""Seconds without a byte after which a connection counts as dead."""
_LONGEST = 604_800.0
"""Seconds in a week: what comes to more than clocks can count is no time."""
_SLOWEST = 25
"""Tokens a second that any model writes: a whole answer is silent until its last one is written."""


class CallSettings(BaseModel):
    """The settings of one stage. Field names are those of ``[llm]`` in ``ghostwriter.toml``; times are in seconds.

    None and empty mean: not sent. The descriptions are what the documentation shows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    canonical_model: str | None = Field(
        None,
        description="The model behind an application-profile ARN or a proxy's alias: gives limits, caching and price.",
    )
    temperature: float | None = Field(None, ge=0, le=1, description="Left to the stage where it is not set.")
    max_output_tokens: int | None = Field(
        None, ge=1, le=_MOST_TOKENS, description="The most that one answer may hold, thinking included."
    )
    thinking_budget: int | None = Field(
        None, ge=1024, le=_MOST_TOKENS, description="Tokens for extended thinking (Claude up to 4.5)."
    )
    effort: Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None = Field(
        None, description="How hard to think, for models that take an effort instead of a budget."
    )
    additional_model_request_fields: dict[str, Any] = Field(
        default_factory=dict, description="Sent as they are in additionalModelRequestFields."
    )
    use_converse: bool | Literal["auto"] = Field(
        "auto", description="true: the Converse API; false: InvokeModel; auto: whatever suits the model."
    )
    caching: bool = Field(
        default=True, description="Mark the part of a prompt that stages share, so that it is read from cache."
    )
    cache_ttl: Literal["5m", "1h"] = Field("5m", description="How long the cache is kept; an hour costs more to write.")
    latency: Literal["standard", "optimized"] | None = Field(None, description="performanceConfig.latency.")
    service_tier: Literal["default", "priority", "flex", "reserved"] | None = Field(
        None, description="serviceTier.type."
    )
    request_metadata: dict[str, str] = Field(default_factory=dict, description="Shows in AWS's invocation logs.")
    guardrail: str | None = Field(None, description='A Bedrock guardrail as "ID:VERSION", or its ARN and version.')
    on_intervention: Literal["fail", "record"] = Field(
        "fail", description="What an intervention does: stop the run, or be recorded while what was written is kept."
    )
    stream: bool | Literal["auto"] = Field("auto", description="auto: drafts are streamed, short answers are not.")
    attempts: int = Field(6, ge=1, description="Tries per call for faults other than throttling.")
    longest_wait: float = Field(
        30.0,
        ge=0,
        le=_LONGEST,
        description="The waits between tries double from half a second up to this, with full jitter.",
    )
    deadline: float = Field(
        900.0, gt=0, le=_LONGEST, description="How long one answer may take, all tries included; throttling waits."
    )
    timeout: float | None = Field(
        None,
        gt=0,
        le=_LONGEST,
        description=f"Silence that ends a try: {_SILENCE:.0f}, and 1 for every {_SLOWEST} tokens if not streamed.",
    )

    @field_validator("guardrail")
    @classmethod
    def _guardrail(cls, value: str | None) -> str | None:
        if value is not None:
            split_guardrail(value)
        return value

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.thinking_budget is not None and self.effort is not None:
            raise ValueError("thinking_budget and effort exclude each other; leave one of them out")
        if self.max_output_tokens is not None and (self.thinking_budget or 0) >= self.max_output_tokens:
            raise ValueError(
                f"thinking_budget ({self.thinking_budget}) must be smaller than max_output_tokens ({self.max_output_tokens})"
            )
        return self

    @property
    def thinks(self) -> bool:
        """True if extended thinking is asked for."""
        return self.thinking_budget is not None or self.effort not in {None, "none"}

    @property
    def retry_policy(self) -> RetryPolicy:
        """Retry policy of a call."""
        return RetryPolicy(self.attempts, self.longest_wait, self.deadline)

    def silence(self, most_tokens: int | None) -> float:
        """Seconds without a byte that end a try.

        ``most_tokens`` is what has to be written before the first byte comes: 0 in a stream, None if unknown.
        """
        if self.timeout is not None:
            return self.timeout
        return self.deadline if most_tokens is None else min(self.deadline, _SILENCE + most_tokens / _SLOWEST)

    def shaping(self) -> dict[str, Any]:
        """The settings that shape what is written, those not set left out: they belong to a task's key."""
        return self.model_dump(exclude=_SHAPES_NO_TEXT, exclude_defaults=True)


class Caps(BaseModel):
    """The caps of one stage. Field names are those of ``[llm]`` in ``ghostwriter.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_stage_calls: int = Field(
        2_000, ge=1, description="Requests that a stage may send in one run, every try and fallback counted."
    )
    max_stage_tokens: int = Field(20_000_000, ge=1, description="Tokens in and out that a stage may use in one run.")
    max_stage_seconds: float = Field(
        14_400.0, gt=0, description="Seconds from a stage's first request in a run, after which it sends no more."
    )
    max_stage_bytes: int = Field(500_000_000, ge=1, description="Bytes that a stage may send and receive in one run.")
    max_turns: int = Field(24, ge=1, description="Answers that one conversation may take, tries not counted.")


def split_guardrail(value: str) -> tuple[str, str]:
    """A guardrail's identifier (or ARN) and version.

    Raises:
        ValueError: if either is missing.
    """
    match = _GUARDRAIL.fullmatch(value)
    if match is None:
        raise ValueError(
            f'{value!r} is not a guardrail and its version; write "abc123:1", "abc123:DRAFT" or its ARN and ":1"'
        )
    if (region := region_of_arn(match[1])) is not None and region not in KNOWN_REGIONS:
        raise ValueError(f"{value!r} names {region!r}, which is not a region of AWS")
    return match[1], match[2]
