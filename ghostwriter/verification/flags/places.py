"""Stretches of a text, sorted once, so that each of many places is looked up among them without going through all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


class Places:
    """Stretches ``[start, end)``, which may overlap, in the order of their starts."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._stretches = sorted(stretches)
        self._starts = [start for start, _ in self._stretches]
        self._furthest = list(accumulate((end for _, end in self._stretches), max))

    def around(self, start: int, end: int) -> bool:
        """Whether one of the stretches has all of ``[start, end)`` in it."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the stretches shares a character with ``[start, end)``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start

    def touching(self, start: int, end: int) -> Sequence[int]:
        """The numbers of a run of stretches in which all are that share a character with ``[start, end)``."""
        return range(bisect_right(self._furthest, start), bisect_left(self._starts, end))
