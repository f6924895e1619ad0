"""What a run would cost, before it is paid for: ``--dry-run``, and the measure that a real run is held against.

Extraction's input is counted from the sources themselves; what models will write is estimated from the length that the
brief asks for and the words of the sources. The constants are what the example's runs show.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ghostwriter.bedrock.prices import prices_of
from ghostwriter.brief import Brief
from ghostwriter.config import Settings
from ghostwriter.estimated import Amount, Estimate, EstimateRow
from ghostwriter.sources.source import Source

CHARACTERS_PER_TOKEN = 4
PROMPT_TOKENS = 2_200
"""System prompt, tool and brief."""
WORDS_PER_FACT = (50, 15)
MOST_FACTS = 40
TOKENS_PER_FACT = (55, 130)
"""In a source's own file; to the writing stages a fact costs about as much."""
DEFAULT_WORDS = 800
TOKENS_PER_WORD = (1.3, 3.0)
"""Of a draft, its citations and JSON escapes included."""
WORDS_PER_CLAIM = 18
CLAIMS_PER_BATCH = 20
TOKENS_PER_VERDICT = (50, 150)
CRITIQUE_TOKENS = (150, 1_500)
SENT_BACK = 0.25
"""How many conversations take another answer, in the bad case; it reads all that went before."""

ASSUMPTIONS = (
    "a first run: what a workspace already holds costs nothing",
    "LiteLLM's list prices; a token is four characters; what stages share may be read from cache, which is not counted",
    "high: answers are long, a quarter of them are sent back once, and every round of revision is asked for",
    "thinking, guardrails and tries that fail are not counted",
)
NO_PRICE_TO_ASK = "knowledge bases and agents have no price in LiteLLM's map: what asking them costs is not counted"

_LOW, _HIGH = 0, 1


@dataclass(frozen=True)
class _Case:
    """Sizes in tokens, in a good case (0) or a bad one (1)."""

    sources: int
    source_tokens: int
    facts: int
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
    good, bad = (_stages(_case(brief, sources, case), settings.rounds) for case in (_LOW, _HIGH))
    rows = [
        EstimateRow(
            stage=stage,
            model=settings.models[stage],
            low=_priced(settings, stage, good[stage], cached=False),
            high=_priced(settings, stage, bad[stage], cached=True),
        )
        for stage in bad
    ]
    asked = [NO_PRICE_TO_ASK] if to_ask or any(not isinstance(source, str) for source in brief.sources) else []
    return Estimate(rows=rows, assumptions=[*ASSUMPTIONS, *asked], to_ask=list(to_ask))


def _case(brief: Brief, sources: Sequence[Source], case: int) -> _Case:
    words = brief.length or DEFAULT_WORDS
    facts = sum(min(MOST_FACTS, source.words // WORDS_PER_FACT[case] + 1) for source in sources)
    return _Case(
        sources=len(sources),
        source_tokens=sum(len(source.text) for source in sources) // CHARACTERS_PER_TOKEN,
        facts=facts * TOKENS_PER_FACT[case],
        draft=int(words * TOKENS_PER_WORD[case]),
        claims=math.ceil(words / WORDS_PER_CLAIM),
        case=case,
    )


def _stages(of: _Case, rounds: int) -> Mapping[str, Amount]:
    """Calls and tokens of every stage, without prices; ``usd`` stays nought."""
    verdicts = of.claims * TOKENS_PER_VERDICT[of.case]
    read = of.source_tokens * (of.batches if of.case == _HIGH else 1) + of.facts // 2
    stages = {
        "extraction": _calls(of, of.sources, of.source_tokens, of.facts),
        "drafting": _calls(of, 1, of.facts, of.draft),
        "critique": _calls(of, 1, of.facts + of.draft, CRITIQUE_TOKENS[of.case]),
        "verification": _calls(of, of.batches, read, verdicts),
    }
    if rounds:
        again = rounds if of.case == _HIGH else 0
        one = _calls(of, 1, of.facts + 2 * of.draft, of.draft)
        stages["revision"] = _times(one, again)
        # A revision changes about half of the sentences.
        stages["verification"] = _plus(stages["verification"], _times(stages["verification"], again / 2))
    return MappingProxyType(stages)


def _calls(of: _Case, number: int, tokens_in: int, tokens_out: int) -> Amount:
    sent_back = math.ceil(number * SENT_BACK) if of.case == _HIGH else 0
    share = sent_back / number if number else 0.0
    tokens_in += number * PROMPT_TOKENS
    return Amount(
        calls=number + sent_back,
        input_tokens=round(tokens_in + share * (tokens_in + tokens_out)),
        output_tokens=round(tokens_out * (1 + share)),
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


def _priced(settings: Settings, stage: str, amount: Amount, *, cached: bool) -> Amount:
    """The amount with its price; ``cached`` takes all of its input for the dearest kind, written to the cache."""
    each = amount.input_tokens / amount.calls if amount.calls else 0.0
    prices = prices_of(settings.behind(stage), each, settings.call(stage))
    usd = None
    if prices is not None:
        usd = amount.input_tokens * (prices.dearest if cached else prices.input) + amount.output_tokens * prices.output
    return amount.model_copy(update={"usd": usd})
