"""Growth, measured without a limit on the clock: one long text against many short ones that are as long together.

Work that grows with the length of a text takes as long for both; work that grows with its square takes as many times longer for
the long one as it is longer. Processor time of this thread is compared, and the least of several measurements counts, so
that a busy machine changes nothing.
"""

import gc
import itertools
import math
import time
from collections.abc import Callable, Iterator

LONGER = 8
"""Times that the long text is longer than each of the short ones: three doublings."""
MOST_A_DOUBLING = 2.6
"""Linear work takes twice as long for twice the text; n log n a little more; the square four times."""
NEGLIGIBLE = 0.08
"""Seconds: what takes no longer for the long text is not worth comparing."""
_TRIES = 20
_numbers = itertools.count()

type Make = Callable[[int], str]
"""A text of about so many characters."""


def repeated(unit: str) -> Make:
    """Texts of one unit, over and over."""
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def growth(work: Callable[[str], object], make: Make, length: int) -> float:
    """By what factor the work grows with each doubling of the text, up to ``length`` characters; 2 where that is negligible."""
    long = short = factor = float("inf")
    for _ in range(_TRIES):
        long = min(long, _seconds(work, _salted(make, length, 1)))
        if long < NEGLIGIBLE:
            return 2.0
        short = min(short, _seconds(work, _salted(make, length // LONGER, LONGER)))
        factor = 2.0 * math.cbrt(long / max(short, NEGLIGIBLE))
        if factor <= MOST_A_DOUBLING:
            return factor
    return factor


def _salted(make: Make, length: int, times: int) -> list[str]:
    """Texts of which nothing can be remembered from one to the next."""
    return [f"{next(_numbers)} {make(length)}" for _ in range(times)]


def _seconds(work: Callable[[str], object], texts: list[str]) -> float:
    gc.disable()
    try:
        began = time.thread_time()
        for text in texts:
            work(text)
        return time.thread_time() - began
    finally:
        gc.enable()


def offenders(work: Callable[[str], object], texts: Iterator[tuple[str, Make]], length: int) -> dict[str, float]:
    """The texts with which the work grows too fast, by name, with the factor."""
    found = ((name, growth(work, make, length)) for name, make in texts)
    return {name: round(factor, 1) for name, factor in found if factor > MOST_A_DOUBLING}
