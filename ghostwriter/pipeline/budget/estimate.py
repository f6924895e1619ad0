"""Estimate of a run's cost, for ``--dry-run`` and to compare real runs with.

Extraction's input is counted from the sources themselves; what models will write is estimated from the length that the
brief asks for and the words of the sources. The constants are what the example's runs show.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ghostwriter.bedrock.budget.prices import prices_of
from ghostwriter.brief.brief import Brief
from ghostwriter.config.settings import Settings
from ghostwriter.schema.estimate import Amount, Estimate, EstimateRow
from ghostwriter.schema.source import Source
from ghostwriter.schema.usage import Usage

CHARACTERS_PER_TOKEN = 4
PROMPT_TOKENS = 900
"""System prompt, tool and brief."""
FACT_TOKENS_PER_WORD = (1.5, 4.0)
"""What extraction writes of each word of a source, and what the writing stages read of it again."""
LONGEST_EXTRACTION = (4_000, 8_000)
DISAGREEMENT_TOKENS = (0, 200)
"""What the writing stages are told of each two sources."""
DEFAULT_WORDS = 800
TOKENS_PER_WORD = (1.2, 2.5)
"""Of a draft, its citations and JSON escapes included."""
WORDS_PER_CLAIM = (24, 14)
CLAIMS_PER_BATCH = 20
TOKENS_PER_VERDICT = (50, 130)
CRITIQUE_TOKENS = (100, 1_200)
SENT_BACK = 0.25
"""How many conversations take another answer, in the bad case; it reads all that went before."""

ASSUMPTIONS = (
    "a first run: what a workspace already holds costs nothing",
    "LiteLLM's list prices; a token is four characters",
    "low: all goes well at once, what stages share is read from cache, nothing has to be revised",
    "high: answers are long, a quarter of them sent back once, one round of revision; each further round costs as much again",
    "thinking, guardrails and tries that fail are not counted",
)
NO_PRICE_TO_ASK = "knowledge bases and agents have no price in LiteLLM's map: what asking them costs is not counted"

_LOW, _HIGH = 0, 1


@dataclass(frozen=True)
class _Case:
    """Sizes in tokens, in a good case (0) or a bad one (1); ``shared`` is what the writing stages begin with."""

    sources: int
    source_tokens: int
    extracted: int
    shared: int
    draft: int
    claims: int
    case: int

    @property
    def batches(self) -> int:
        return math.ceil(self.claims / CLAIMS_PER_BATCH)


def estimate(
    brief: Brief,
    sources: Sequence[Source],
    settings: Settings,
    to_ask: Sequence[str] = (),
) -> Estimate:
    """Estimate a first run; what is already up to date in a workspace would cost nothing."""
    good, bad = (_case(brief, sources, case) for case in (_LOW, _HIGH))
    lows, highs = _stages(good, settings.rounds), _stages(bad, settings.rounds)
    rows = [
        EstimateRow(
            stage=stage,
            model=settings.models[stage].id,
            low=_priced(settings, stage, lows[stage], cached=good.shared if stage == "critique" else 0),
            high=_priced(settings, stage, highs[stage], cached=None),
        )
        for stage in highs
    ]
    asked = [NO_PRICE_TO_ASK] if to_ask or any(not isinstance(source, str) for source in brief.sources) else []
    return Estimate(rows=rows, assumptions=[*ASSUMPTIONS, *asked], to_ask=list(to_ask))


def _case(brief: Brief, sources: Sequence[Source], case: int) -> _Case:
    words = brief.length or DEFAULT_WORDS
    extracted = sum(min(LONGEST_EXTRACTION[case], int(source.words * FACT_TOKENS_PER_WORD[case])) for source in sources)
    pairs = len(sources) * (len(sources) - 1) // 2
    return _Case(
        sources=len(sources),
        source_tokens=sum(len(source.text) for source in sources) // CHARACTERS_PER_TOKEN,
        extracted=extracted,
        shared=extracted + pairs * DISAGREEMENT_TOKENS[case],
        draft=int(words * TOKENS_PER_WORD[case]),
        claims=math.ceil(words / WORDS_PER_CLAIM[case]),
        case=case,
    )


def _stages(of: _Case, rounds: int) -> Mapping[str, Amount]:
    """Calls and tokens of every stage, without prices."""
    verdicts = of.claims * TOKENS_PER_VERDICT[of.case]
    read = of.source_tokens * (of.batches if of.case == _HIGH else 1) + of.extracted // 2
    stages = {
        "extraction": _calls(of, of.sources, of.source_tokens, of.extracted),
        "drafting": _calls(of, 1, of.shared, of.draft),
        "critique": _calls(of, 1, of.shared + of.draft, CRITIQUE_TOKENS[of.case]),
        "verification": _calls(of, of.batches, read, verdicts),
    }
    if rounds:
        again = 1 if of.case == _HIGH else 0
        stages["revision"] = _times(_calls(of, 1, of.shared + 2 * of.draft, of.draft), again)
        # A revision changes about half of the sentences.
        stages["verification"] = _plus(stages["verification"], _times(stages["verification"], again / 2))
    return stages


def _calls(of: _Case, number: int, tokens_in: int, tokens_out: int) -> Amount:
    again = SENT_BACK if of.case == _HIGH else 0.0
    tokens_in += number * PROMPT_TOKENS
    return Amount(
        calls=math.ceil(number * (1 + again)),
        input_tokens=round(tokens_in + again * (tokens_in + tokens_out)),
        output_tokens=round(tokens_out * (1 + again)),
    )


def _times(one: Amount, times: float) -> Amount:
    return Amount(
        calls=math.ceil(one.calls * times),
        input_tokens=round(one.input_tokens * times),
        output_tokens=round(one.output_tokens * times),
    )


def _plus(one: Amount, other: Amount) -> Amount:
    return Amount(
        calls=one.calls + other.calls,
        input_tokens=one.input_tokens + other.input_tokens,
        output_tokens=one.output_tokens + other.output_tokens,
    )


def _priced(settings: Settings, stage: str, amount: Amount, *, cached: int | None) -> Amount:
    """The amount with its price: so many tokens read from cache, or, with None, all of them written to it."""
    each = amount.input_tokens / amount.calls if amount.calls else 0.0
    prices = prices_of(settings.models[stage].canonical, each, settings.call(stage))
    if prices is None:
        return amount.model_copy(update={"usd": None})
    usage = Usage(
        input_tokens=amount.input_tokens,
        output_tokens=amount.output_tokens,
        cache_read_tokens=cached or 0,
        cache_write_tokens=amount.input_tokens if cached is None else 0,
    )
    return amount.model_copy(update={"usd": round(prices.of(usage), 6)})
