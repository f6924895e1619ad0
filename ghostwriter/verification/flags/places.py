"""Intervals of places or of values, sorted once, so that each lookup passes most of them over."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

type NumberedRange = tuple[float, float, int]
"""Least, most, and the number of what it is the range of."""


class Places:
    """Stretches ``[start, end)``, which may overlap, in the order of their starts."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._stretches = sorted(stretches)
        self._starts = [start for start, _ in self._stretches]
        self._furthest = list(accumulate((end for _, end in self._stretches), max))

    def around(self, start: int, end: int) -> bool:
        """Tell whether one of the stretches has all of ``[start, end)`` in it."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end

    def touch(self, start: int, end: int) -> bool:
        """Tell whether one of the stretches shares a character with ``[start, end)``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start

    def touching(self, start: int, end: int) -> Sequence[int]:
        """The numbers of a run of stretches in which all are that share a character with ``[start, end)``."""
        return range(bisect_right(self._furthest, start), bisect_left(self._starts, end))


class RangeIndex:
    """A search tree in one list: the middle of a stretch is its root, the halves beside it are the root's branches."""

    def __init__(self, ranges: Iterable[NumberedRange]) -> None:
        self._ranges = sorted(ranges)
        self._highest = [most for _, most, _ in self._ranges]
        self._raise(0, len(self._ranges))

    def overlapping(self, least: float, most: float) -> Iterator[int]:
        """The numbers of the ranges that share a value with the one from ``least`` to ``most``."""
        stretches = [(0, len(self._ranges))]
        while stretches:
            first, last = stretches.pop()
            root = (first + last) // 2
            if first == last or self._highest[root] < least:
                continue
            low, high, number = self._ranges[root]
            stretches.append((first, root))
            if low <= most:
                stretches.append((root + 1, last))
                if high >= least:
                    yield number

    def _raise(self, first: int, last: int) -> float:
        """Note at the root of a stretch, and return, how high any of its ranges goes."""
        if first == last:
            return float("-inf")
        root = (first + last) // 2
        self._highest[root] = max(self._highest[root], self._raise(first, root), self._raise(root + 1, last))
        return self._highest[root]
