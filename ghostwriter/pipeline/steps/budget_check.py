"""Before the first call of a run: what it is expected to cost, and whether the budget can be expected to reach."""

from collections.abc import Sequence

from ghostwriter.pipeline.budget.estimate import estimate
from ghostwriter.pipeline.budget.minimum import least_budget, require_least
from ghostwriter.pipeline.context import RunContext
from ghostwriter.schema.source import Source
from ghostwriter.schema.stages import DRAFTING, EXTRACTION, VERIFICATION


def expect(context: RunContext, sources: Sequence[Source]) -> None:
    """Put the estimate into the record.

    Raises:
        BudgetReached: if the budget cannot pay what the least path still needs; nothing has been called then.
    """
    expected = estimate(context.brief, sources, context.settings)
    unfinished = _unfinished(context, sources)
    least = least_budget(expected, sources, context.writer, context.plan, unfinished=unfinished)
    if context.workspace.record.estimate != expected:
        context.workspace.update(lambda record: record.changed(estimate=expected))
    require_least(expected, least, context.plan)


def _unfinished(context: RunContext, sources: Sequence[Source]) -> frozenset[str]:
    """The stages of the least path of which nothing stands: what stands in part is known to be cheaper, not how much."""
    extracted = [not context.build.is_stale(context.writer.extraction(source)) for source in sources]
    stages = context.workspace.record.stages
    drafted = context.workspace.exists("drafting/draft.md") and DRAFTING.name in stages
    standing = {
        EXTRACTION.name: any(extracted),
        DRAFTING.name: drafted,
        VERIFICATION.name: drafted and VERIFICATION.name in stages,
    }
    return frozenset(stage for stage, stands in standing.items() if not stands)
