from typing import Any

import pytest

from ghostwriter.emulator.caching import InputTokens, PromptCache
from ghostwriter.emulator.models import Called, find_model
from ghostwriter.emulator.tokens import count
from tests.emulator.conftest import HAIKU

SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
INSTRUCTIONS = "Be brief. " * 600
TOKENS = count({"text": INSTRUCTIONS})


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(clock: Clock) -> PromptCache:
    return PromptCache(clock)


@pytest.fixture
def sonnet() -> Called:
    return find_model(SONNET)


def point(ttl: str | None = None) -> dict[str, Any]:
    return {"cachePoint": {"type": "default"} | ({"ttl": ttl} if ttl else {})}


def request(*messages: str, ttl: str | None = None, at_the_end: bool = False) -> dict[str, Any]:
    """Long instructions with a cache point, and turns; the last turn may end with one too."""
    turns: list[dict[str, Any]] = [
        {"role": "user" if number % 2 == 0 else "assistant", "content": [{"text": text}]}
        for number, text in enumerate(messages)
    ]
    if at_the_end:
        turns[-1]["content"].append(point(ttl))
    return {"system": [{"text": INSTRUCTIONS}, point(ttl)], "messages": turns}


def test_a_prefix_is_written_once_and_read_after(cache: PromptCache, sonnet: Called) -> None:
    first = cache.read_and_write(sonnet, request("Hello?"))
    second = cache.read_and_write(sonnet, request("Another question"))

    assert (first.read, first.written) == (0, TOKENS)
    assert (second.read, second.written) == (TOKENS, 0)
    assert first.fresh == first.total - TOKENS


def test_a_prefix_lives_five_minutes_after_its_last_use(cache: PromptCache, clock: Clock, sonnet: Called) -> None:
    cache.read_and_write(sonnet, request("Hello?"))
    clock.now = 299
    assert cache.read_and_write(sonnet, request("Hello?")).read == TOKENS
    clock.now = 299 + 299
    assert cache.read_and_write(sonnet, request("Hello?")).read == TOKENS
    clock.now = 299 + 299 + 301

    assert cache.read_and_write(sonnet, request("Hello?")).read == 0


def test_a_prefix_may_live_an_hour(cache: PromptCache, clock: Clock, sonnet: Called) -> None:
    written = cache.read_and_write(sonnet, request("Hello?", ttl="1h"))
    clock.now = 3_599

    assert written.details == {"1h": TOKENS}
    assert cache.read_and_write(sonnet, request("Hello?", ttl="1h")).read == TOKENS


def test_each_model_has_its_own_cache(cache: PromptCache, sonnet: Called) -> None:
    cache.read_and_write(sonnet, request("Hello?"))

    assert cache.read_and_write(find_model(f"global.{SONNET.removeprefix('us.')}"), request("Hello?")).read == 0


def test_a_prefix_below_the_models_minimum_is_not_kept(cache: PromptCache) -> None:
    haiku = find_model(HAIKU)
    cache.read_and_write(haiku, request("Hello?"))

    assert cache.read_and_write(haiku, request("Hello?")) == InputTokens(fresh=TOKENS + count("user") + count("Hello?"))


def test_a_growing_conversation_reads_what_its_last_turn_wrote(cache: PromptCache, sonnet: Called) -> None:
    first = cache.read_and_write(sonnet, request("Hello?", at_the_end=True))

    second = cache.read_and_write(sonnet, request("Hello?", "Hello.", "And now?", at_the_end=True))

    assert second.read == first.written
    assert second.written == second.total - first.written
    assert second.fresh == 0


def test_another_beginning_reads_nothing(cache: PromptCache, sonnet: Called) -> None:
    cache.read_and_write(sonnet, request("Hello?"))
    other = request("Hello?")
    other["system"][0]["text"] = INSTRUCTIONS.replace("brief", "quick", 1)

    assert cache.read_and_write(sonnet, other).read == 0


def test_without_a_cache_point_nothing_is_cached(cache: PromptCache, sonnet: Called) -> None:
    plain = {"messages": request("Hello?")["messages"]}

    assert cache.read_and_write(sonnet, plain) == InputTokens(fresh=count("user") + count("Hello?"))
