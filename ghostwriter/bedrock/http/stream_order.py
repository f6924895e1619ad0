"""The pieces of a streamed answer stay in the order in which they came.

LiteLLM puts an answer together by the time on the wall clock at which each piece came. A clock that is set back in the middle,
as network time does, would shuffle the words of a draft, and the result may still look like one.
"""

import itertools
from collections.abc import Callable
from typing import Any


def in_order_of_arrival(on_token: Callable[[Any], None]) -> Callable[[Any], None]:
    """The same listener, which numbers the pieces before they are put together."""
    numbers = itertools.count(1)

    def numbered(piece: Any) -> None:
        piece._hidden_params = {**(piece._hidden_params or {}), "created_at": next(numbers)}  # noqa: SLF001  (LiteLLM's own)
        on_token(piece)

    return numbered
