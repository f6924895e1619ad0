"""The budget: each call's worst case is set aside before it is sent, so that spending never passes the cap."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ghostwriter.bedrock.models.catalogue import ModelCard, card
from ghostwriter.errors import BudgetReached, ConfigurationError

BYTES_PER_TOKEN = 2
"""No tokenizer of the families on Bedrock makes more tokens than this of prose or JSON."""
TOOL_SPEC_TOKENS = 2_000
DEFAULT_OUTPUT_TOKENS = 8_000


@dataclass
class Payment:
    """What a call was expected to cost at most, and what it did cost, in US dollars."""

    reserved: float
    actual: float = 0.0


class Purse:
    """Holds the budget of one run, in US dollars; shared by its conversations."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._committed = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def reserve(self, worst: float) -> Iterator[Payment]:
        """Set ``worst`` aside while a call is under way; what it did not cost goes back.

        Raises:
            BudgetReached: if the rest of the budget is smaller than ``worst``.
        """
        with self._lock:
            if self._committed + worst > self._limit:
                raise BudgetReached(
                    f"the budget of ${self._limit:.2f} is reached: ${self._committed:.3f} is spent or set aside, and the next "
                    f"call could cost ${worst:.3f}. Finished work is kept; run again with a larger --budget to go on."
                )
            self._committed += worst
        payment = Payment(reserved=worst)
        try:
            yield payment
        finally:
            with self._lock:
                self._committed += payment.actual - payment.reserved


def worst_case(model: str, request_bytes: int, max_output_tokens: int | None, cache_ttl: str = "5m") -> float:
    """The most that one call can cost, in US dollars, cache writes included.

    Raises:
        ConfigurationError: for a model without a known price: no budget can be kept with it.
    """
    known, per_input, per_output = priced(model)
    hour = known.cache_creation_input_token_cost_above_1hr if cache_ttl == "1h" else None
    per_input = max(per_input, known.cache_creation_input_token_cost or 0.0, hour or 0.0)
    tokens_in = request_bytes / BYTES_PER_TOKEN + TOOL_SPEC_TOKENS
    tokens_out = max_output_tokens or known.max_output_tokens or DEFAULT_OUTPUT_TOKENS
    return tokens_in * per_input + tokens_out * per_output


def priced(model: str) -> tuple[ModelCard, float, float]:
    """What the map says of a model, and its prices for a token of input and of output.

    Raises:
        ConfigurationError: for a model without a known price.
    """
    known = card(model)
    if known is None or known.input_cost_per_token is None or known.output_cost_per_token is None:
        raise ConfigurationError(
            f"model {model!r} has no known price, so --budget cannot be kept; leave it out, or set canonical_model to the "
            "model behind that name."
        )
    return known, known.input_cost_per_token, known.output_cost_per_token
