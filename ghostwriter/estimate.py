"""What a run would cost, before it is paid for: ``--dry-run``.

Extraction's input is counted from the sources themselves; what models will write is estimated from the length that the
brief asks for. The constants are what the example's runs show.
"""

import math
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from ghostwriter.bedrock.models.catalogue import card
from ghostwriter.brief import Brief
from ghostwriter.config import Settings
from ghostwriter.sources.source import Source

CHARACTERS_PER_TOKEN = 4
PROMPT_TOKENS = 1_500
"""System prompt, tool and brief."""
FACTS_PER_SOURCE = 18
TOKENS_PER_FACT = 110
DEFAULT_WORDS = 800
TOKENS_PER_WORD = 2.0
"""Of a draft, its citations included."""
WORDS_PER_CLAIM = 18
CLAIMS_PER_BATCH = 20
TOKENS_PER_VERDICT = 120
CRITIQUE_TOKENS = 700


class EstimateRow(BaseModel):
    """One stage; ``usd`` is None where the model's price is not known."""

    model_config = ConfigDict(frozen=True)

    stage: str
    model: str
    calls: int
    input_tokens: int
    output_tokens: int
    usd: float | None
    note: str = ""


class Estimate(BaseModel):
    """All stages; revision is listed once and counted in the total, though most runs need none.

    ``to_ask`` names the sources on Bedrock that will be asked first; nothing is known of their length or price.
    """

    model_config = ConfigDict(frozen=True)

    rows: list[EstimateRow]
    to_ask: list[str] = []

    @property
    def usd(self) -> float | None:
        """The sum, or None if a price is missing."""
        prices = [row.usd for row in self.rows]
        return None if None in prices else sum(price for price in prices if price is not None)


def estimate(brief: Brief, sources: Sequence[Source], settings: Settings, to_ask: Sequence[str] = ()) -> Estimate:
    """Estimate a first run; what is already up to date in a workspace would cost nothing."""
    source_tokens = sum(len(source.text) for source in sources) // CHARACTERS_PER_TOKEN
    facts = len(sources) * FACTS_PER_SOURCE * TOKENS_PER_FACT
    words = brief.length or DEFAULT_WORDS
    draft = int(words * TOKENS_PER_WORD)
    claims = math.ceil(words / WORDS_PER_CLAIM)
    verifying = math.ceil(claims / CLAIMS_PER_BATCH)
    revising = f"at most {settings.rounds} rounds, only if critique or verification asks for it"
    rows = [
        _row(settings, "extraction", len(sources), source_tokens + len(sources) * PROMPT_TOKENS, facts),
        _row(settings, "drafting", 1, facts + PROMPT_TOKENS, draft),
        _row(settings, "critique", 1, facts + draft + PROMPT_TOKENS, CRITIQUE_TOKENS),
        _row(
            settings,
            "verification",
            verifying,
            verifying * (source_tokens + PROMPT_TOKENS) + facts // 2,
            claims * TOKENS_PER_VERDICT,
        ),
    ]
    if settings.rounds:
        rows.append(_row(settings, "revision", 1, facts + 2 * draft + PROMPT_TOKENS, draft, revising))
    return Estimate(rows=rows, to_ask=list(to_ask))


def _row(settings: Settings, stage: str, calls: int, tokens_in: int, tokens_out: int, note: str = "") -> EstimateRow:  # noqa: PLR0913, PLR0917
    model = settings.models[stage]
    known = card(settings.behind(stage))
    usd = None
    if known and known.input_cost_per_token is not None and known.output_cost_per_token is not None:
        usd = tokens_in * known.input_cost_per_token + tokens_out * known.output_cost_per_token
    return EstimateRow(
        stage=stage, model=model, calls=calls, input_tokens=tokens_in, output_tokens=tokens_out, usd=usd, note=note
    )
