"""``python -m tests.chaos FIRST COUNT``: a longer run, its seeds and its figures; Ctrl-C ends it with those so far."""

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path

from tests.chaos.figures import in_words
from tests.chaos.plan import plan
from tests.chaos.scenario import Outcome, carry_out, undisturbed

SOURCES = 12


def main(first: int, count: int) -> int:
    """Carry out ``count`` plans from seed ``first`` on; 1 if anything was wrong."""
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="chaos-") as name:
        folder = Path(name)
        peace = undisturbed(folder / "undisturbed", SOURCES)
        with contextlib.suppress(KeyboardInterrupt):  # the figures so far are worth having
            for seed in range(first, first + count):
                outcomes.append(carry_out(plan(seed, SOURCES), folder / str(seed), peace))
                if outcomes[-1].wrong:
                    print(in_words(outcomes[-1:]), flush=True)  # noqa: T201
                else:
                    shutil.rmtree(folder / str(seed))
    print(in_words(outcomes))  # noqa: T201
    return any(outcome.wrong for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
