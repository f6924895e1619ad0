"""Which of the long tests a slice takes."""

import zlib
from collections import defaultdict
from collections.abc import Mapping


def in_slice(cases: Mapping[str, str], one_in: int, seed: int) -> frozenset[str]:
    """The names of the cases that are in the slice of a seed; each case comes with what is marked long, a test or a module.

    Of the cases of each such test or module one in ``one_in`` is, and at least one; a single case is for one seed in so many.
    So each case is in one of ``one_in`` slices in a row.
    """
    marked = defaultdict[str, list[str]](list)
    for case, what in cases.items():
        marked[what].append(case)
    return frozenset(
        case
        for what, its_cases in marked.items()
        for place, case in enumerate(its_cases, zlib.crc32(what.encode()))
        if (place - seed) % (min(one_in, len(its_cases)) if len(its_cases) > 1 else one_in) == 0
    )
