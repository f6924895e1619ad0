"""The expected costs of a run, stage by stage: from a good case to a bad one."""

from pydantic import Field

from ghostwriter.schema.base import Frozen
from ghostwriter.schema.usage import Count, NonNegative


class Amount(Frozen):
    """Calls, tokens and US dollars; ``usd`` is None where the model's price is not known."""

    calls: Count = 0
    input_tokens: Count = 0
    output_tokens: Count = 0
    usd: NonNegative | None = 0.0


class EstimateRow(Frozen):
    """One stage: ``low`` if all goes well, ``high`` if answers are long, some are sent back, and revisions are needed."""

    stage: str
    model: str
    low: Amount
    high: Amount


class Estimate(Frozen):
    """All stages of a first run, and the assumptions.

    ``to_ask`` names the sources on Bedrock that will be asked first. ``least`` is the smallest budget, in US dollars, with which
    the run can be expected to finish: the cost of the shortest path, with the worst case of its dearest call.
    """

    rows: list[EstimateRow]
    assumptions: list[str]
    to_ask: list[str] = Field(default_factory=list)
    least: NonNegative | None = None

    @property
    def low(self) -> float | None:
        """The sum of the good cases, or None if a price is missing."""
        return _sum([row.low.usd for row in self.rows])

    @property
    def high(self) -> float | None:
        """The sum of the bad cases, or None if a price is missing."""
        return _sum([row.high.usd for row in self.rows])


class ComparedRow(Frozen):
    """Estimate and cost of one stage; dollars are None where a price is not known."""

    stage: str
    low_usd: NonNegative | None
    high_usd: NonNegative | None
    usd: NonNegative
    low_calls: Count
    high_calls: Count
    calls: Count

    def __str__(self) -> str:
        if self.low_usd is None or self.high_usd is None:
            return f"{self.stage} ${self.usd:.3f} (price unknown)"
        return f"{self.stage} ${self.usd:.3f} (${self.low_usd:.3f} to ${self.high_usd:.3f})"


def _sum(prices: list[float | None]) -> float | None:
    known = [price for price in prices if price is not None]
    return sum(known) if len(known) == len(prices) else None
