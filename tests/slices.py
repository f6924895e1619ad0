"""Which of the long tests a slice takes."""

import zlib
from collections import defaultdict
from collections.abc import Iterable


def in_slice(names: Iterable[str], one_in: int, seed: int) -> frozenset[str]:
    """The names of the cases, as pytest has them, that are in the slice of a seed.

    Of each test's cases one in ``one_in`` is, and at least one; a test of one case is for one seed in so many. So each case is in
    one of ``one_in`` slices in a row.
    """
    tests = defaultdict[str, list[str]](list)
    for name in names:
        tests[name.partition("[")[0]].append(name)
    return frozenset(
        case
        for test, cases in tests.items()
        for place, case in enumerate(cases, zlib.crc32(test.encode()))
        if (place - seed) % (min(one_in, len(cases)) if len(cases) > 1 else one_in) == 0
    )
