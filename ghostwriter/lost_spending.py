"""What the account of a workspace no longer has, as when a failing disk has torn it, and the record still knows of."""

from ghostwriter.ledger import Spending
from ghostwriter.record import RunRecord


def lost_spending(before: Spending, record: RunRecord, *, offline: bool) -> float:
    """US dollars that were spent and are not in the account any more; a budget must not be promised twice.

    The account has every answer, so it has lost some where the record knows of more. What runs came to that ended stands in
    the record's budget, what the latest has paid since then in its stages.
    """
    in_stages = sum(stage.calls for stage in record.stages.values())
    if before.answered.calls >= max(record.totals.calls, in_stages):
        return 0.0
    known = sum(stage.usd for stage in record.stages.values())
    if record.budget is not None:
        if record.offline != offline:
            return 0.0
        known = max(known, record.budget.spent)
    return max(0.0, known - before.usd)
