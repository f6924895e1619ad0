"""What came of many plans, in a few lines."""

from collections import Counter
from collections.abc import Sequence

from tests.chaos.scenario import Outcome


def in_words(outcomes: Sequence[Outcome]) -> str:
    """The figures, and what must not have been, by seed."""
    struck = sum((outcome.struck for outcome in outcomes), Counter[str]())
    blows = ", ".join(f"{count} {kind}" for kind, count in sorted(struck.items()))
    torn = sum(len(outcome.torn) for outcome in outcomes)
    finished = sum(not outcome.wrong for outcome in outcomes)
    lines = [
        f"chaos: {len(outcomes)} plans, seeds {outcomes[0].seed} to {outcomes[-1].seed}; struck: {blows}; files torn: {torn}",
        f"chaos: {finished} of {len(outcomes)} finished on repeating the command, article and verdicts as undisturbed",
        (
            f"chaos: finished stages paid twice: {sum(outcome.paid_twice for outcome in outcomes)}; "
            f"written and not yet noted, paid twice: {sum(outcome.written_paid_twice for outcome in outcomes)}; "
            f"extra calls: {sum(outcome.extra for outcome in outcomes)}, "
            f"in flight when struck: {sum(outcome.in_flight for outcome in outcomes)}, "
            f"answers cut on their way: {sum(outcome.cut for outcome in outcomes)}"
        ),
    ]
    lines += [f"chaos: seed {one.seed}, torn {one.torn}: {wrong}" for one in outcomes for wrong in one.wrong]
    return "\n".join(lines)
