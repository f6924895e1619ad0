"""Tokens, dollars and seconds of model calls, and the bounds of such numbers."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from ghostwriter.schema.base import Frozen

MOST = 10**12
"""The largest number of calls, tokens, dollars or seconds that a record or an event may hold."""
type Count = Annotated[int, Field(strict=True, ge=0, le=MOST)]
type NonNegative = Annotated[float, Field(strict=True, ge=0, le=MOST)]
"""Dollars or seconds; the bounds exclude infinity and NaN."""


class Usage(Frozen):
    """Tokens, seconds and dollars, at LiteLLM's list prices, of model calls; ``own_count`` of them were counted by ourselves."""

    calls: Count = 0
    input_tokens: Count = 0
    output_tokens: Count = 0
    cache_read_tokens: Count = 0
    cache_write_tokens: Count = 0
    usd: NonNegative = 0.0
    seconds: NonNegative = 0.0
    own_count: Count = 0

    @property
    def cached_share(self) -> float:
        """How much of the input was read from cache, from 0 to 1."""
        return self.cache_read_tokens / self.input_tokens if self.input_tokens else 0.0

    def __add__(self, other: "Usage") -> "Usage":
        """The sum, field by field; it stops at what a field can hold."""
        mine, theirs = self.model_dump(), other.model_dump()
        return Usage(**{name: min(mine[name] + theirs[name], MOST) for name in mine})


@dataclass(frozen=True)
class ModelResponse:
    """Usage and outcome of one model call.

    ``findings`` are a guardrail's, one line a policy; ``call`` is the number of the call in the event log, if it has one.
    """

    usage: Usage
    stop_reason: str
    model: str
    findings: tuple[str, ...] = ()
    call: str = ""
