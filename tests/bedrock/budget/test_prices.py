import pytest

from ghostwriter.bedrock.budget.prices import prices_of, require_price, worst_case
from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.bedrock.models.catalog import HAIKU, SONNET
from ghostwriter.errors import ConfigurationError
from ghostwriter.schema.usage import Usage

MODEL = f"bedrock/us.{HAIKU}"


def test_the_worst_case_counts_the_whole_output_limit() -> None:
    assert (worst_case(MODEL, 0, 1_000_000) or 0) > 5.5


def test_the_worst_case_takes_every_byte_for_a_token_that_is_written_to_the_cache() -> None:
    prices = prices_of(MODEL)

    assert prices is not None
    assert prices.cache_write > prices.input
    assert (worst_case(MODEL, 100_000, 0) or 0) >= 100_000 * prices.cache_write


def test_an_hour_of_cache_costs_more_than_five_minutes() -> None:
    hour = CallSettings(cache_ttl="1h")

    assert (worst_case(MODEL, 100_000, 1, hour) or 0) > (worst_case(MODEL, 100_000, 1) or 0)


def test_a_long_prompt_costs_what_the_map_asks_for_long_prompts() -> None:
    short, long = prices_of(SONNET, 100_000), prices_of(SONNET, 300_000)

    assert short is not None
    assert long is not None
    assert (long.input, long.output, long.cache_write) == (2 * short.input, 1.5 * short.output, 2 * short.cache_write)


def test_priority_costs_what_the_map_asks_for_it() -> None:
    model, priority = "openai.gpt-oss-120b-1:0", CallSettings(service_tier="priority")

    assert (worst_case(model, 1_000, 1_000, priority) or 0) > (worst_case(model, 1_000, 1_000) or 1)


def test_what_is_read_from_cache_costs_its_own_price() -> None:
    prices = prices_of(MODEL)

    assert prices is not None
    read = prices.of(Usage(input_tokens=1_000, cache_read_tokens=1_000))
    assert read == pytest.approx(1_000 * prices.cache_read)


@pytest.mark.parametrize(
    ("model", "call", "said"),
    [
        ("bedrock/vendor.unknown", CallSettings(), "no known price"),
        (MODEL, CallSettings(latency="optimized"), "latency = 'optimized'"),
        (MODEL, CallSettings(service_tier="priority"), "service_tier = 'priority'"),
    ],
)
def test_without_a_price_there_is_no_budget(model: str, call: CallSettings, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        require_price(model, call)
