"""Ranges of values, sorted once, so that those which overlap another range are found without going through all of them."""

from collections.abc import Iterable, Iterator

type NumberedRange = tuple[float, float, int]
"""Least, most, and the number of what it is the range of."""


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
