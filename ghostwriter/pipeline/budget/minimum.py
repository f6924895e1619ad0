"""The least budget with which a run can be expected to finish: facts from every source, a draft, and its verification."""

from collections.abc import Sequence

from ghostwriter.errors import BudgetReached
from ghostwriter.pipeline.budget.estimate import CHARACTERS_PER_TOKEN, PROMPT_TOKENS
from ghostwriter.pipeline.budget.plan import BudgetPlan
from ghostwriter.pipeline.material import Material
from ghostwriter.pipeline.tasks import TaskWriter
from ghostwriter.schema.estimate import Estimate, EstimateRow
from ghostwriter.schema.source import Source
from ghostwriter.schema.stages import DRAFTING, EXTRACTION, VERIFICATION
from ghostwriter.verification.batches import Batch

ALL = frozenset({EXTRACTION.name, DRAFTING.name, VERIFICATION.name})


def least_budget(
    expected: Estimate,
    sources: Sequence[Source],
    writer: TaskWriter,
    plan: BudgetPlan,
    *,
    unfinished: frozenset[str] = ALL,
) -> float | None:
    """US dollars that have to be left when a run begins; None where a price is not known.

    Every stage has to come after the good case of those before it, and has to leave room for the worst case of one of its
    calls, since that is reserved before the call is sent. ``unfinished`` are the stages that are still to be paid.
    """
    good = {row.stage: row.low.usd for row in expected.rows}
    bytes_read = {row.stage: _material_bytes(row) for row in expected.rows if row.stage in ALL}
    worst = {
        EXTRACTION.name: max((plan.worst_of(writer.extraction(source)) for source in sources), default=0.0),
        DRAFTING.name: plan.worst_of(writer.drafting(Material(sources)), bytes_read[DRAFTING.name]),
        VERIFICATION.name: plan.worst_of(writer.verification(1, 1, Batch((), (), ())), bytes_read[VERIFICATION.name]),
    }
    paid = least = 0.0
    for stage, dearest in worst.items():
        usd = good[stage]
        if usd is None:
            return None
        if stage in unfinished:
            least = max(least, paid + dearest, paid + usd)
            paid += usd
    return least


def _material_bytes(row: EstimateRow) -> int:
    """Bytes that one conversation reads besides its instructions: halfway between the good case and the bad one."""
    tokens = (row.low.input_tokens + row.high.input_tokens) / 2 / row.low.calls - PROMPT_TOKENS
    return max(0, round(tokens * CHARACTERS_PER_TOKEN))


def require_least(expected: Estimate, least: float | None, plan: BudgetPlan) -> None:
    """See that the budget can be expected to reach.

    Raises:
        BudgetReached: if not, with the estimate; nothing has been called then.
    """
    limit, spent = plan.budget.limit, plan.budget.spent
    if limit is None or not least or spent + least <= limit:
        return
    stages = ", ".join(f"{row.stage} ${row.low.usd or 0:.3f}" for row in expected.rows if row.stage in ALL)
    raise BudgetReached(
        f"the budget of ${limit:.2f} cannot pay the least that makes an article: ${spent:.3f} is spent in this workspace, and "
        f"about ${least:.3f} has to be left, since the worst case of each call is reserved before it is sent. Nothing was "
        f"called; run again with --budget {spent + least + 0.005:.2f} or more.\n"
        f"estimated, if all goes well: {stages}; see --dry-run"
    )
