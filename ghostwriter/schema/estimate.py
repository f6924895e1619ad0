"""What a run is expected to cost, stage by stage: from a good case to a bad one."""

from pydantic import BaseModel, ConfigDict

from ghostwriter.schema.usage import Count, NonNegative


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Amount(_Frozen):
    """Calls, tokens and US dollars; ``usd`` is None where the model's price is not known."""

    calls: Count = 0
    input_tokens: Count = 0
    output_tokens: Count = 0
    usd: NonNegative | None = 0.0


class EstimateRow(_Frozen):
    """One stage: ``low`` is if all goes well, ``high`` if answers are long, some are sent back, and revisions are asked for."""

    stage: str
    model: str
    low: Amount
    high: Amount


class Estimate(_Frozen):
    """All stages of a first run, and what is assumed.

    ``to_ask`` names the sources on Bedrock that will be asked first. ``least`` is the smallest budget with which the run can be
    expected to finish, in US dollars: what the least path costs, with the worst case of its dearest call.
    """

    rows: list[EstimateRow]
    assumptions: list[str]
    to_ask: list[str] = []
    least: NonNegative | None = None

    @property
    def low(self) -> float | None:
        """The sum of the good cases, or None if a price is missing."""
        return _sum([row.low.usd for row in self.rows])

    @property
    def high(self) -> float | None:
        """The sum of the bad cases, or None if a price is missing."""
        return _sum([row.high.usd for row in self.rows])


class ComparedRow(_Frozen):
    """One stage as it was expected, and as it came; dollars are None where a price is not known."""

    stage: str
    low_usd: NonNegative | None
    high_usd: NonNegative | None
    usd: NonNegative
    low_calls: Count
    high_calls: Count
    calls: Count

    def __str__(self) -> str:
        """The dollars in a few words."""
        if self.low_usd is None or self.high_usd is None:
            return f"{self.stage} ${self.usd:.3f} (price unknown)"
        return f"{self.stage} ${self.usd:.3f} (${self.low_usd:.3f} to ${self.high_usd:.3f})"


def _sum(prices: list[float | None]) -> float | None:
    return None if None in prices else sum(price for price in prices if price is not None)
