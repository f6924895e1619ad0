"""What the account of a workspace no longer has, as when a failing disk has torn it, and the record still knows of."""

from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.usage import MOST
from ghostwriter.workspace.event_log import Spending

_ROUNDING = 1e-9
"""US dollars."""


def lost_spending(before: Spending, record: RunRecord, *, offline: bool) -> float:
    """US dollars that were spent and are not in the account any more; a budget must not be promised twice.

    The account has every answer, so it has lost some where the record knows of more, or of more that answers came to. What
    runs came to that ended stands in the record's budget, what the latest has paid since then in its stages.
    """
    same_kind = record.offline == offline or record.budget is None
    budget = record.budget if same_kind else record.other_budget
    stages = record.stages.values() if same_kind else ()
    in_stages = sum(stage.calls for stage in stages)
    confirmed = budget.spent - budget.assumed if budget is not None else 0.0
    if (
        before.answered.calls >= max(record.totals.calls, in_stages)
        and before.usd - before.assumed >= confirmed - _ROUNDING
    ):
        return 0.0
    known = max(sum(stage.usd for stage in stages), budget.spent if budget is not None else 0.0)
    return min(max(0.0, known - before.usd), MOST)
