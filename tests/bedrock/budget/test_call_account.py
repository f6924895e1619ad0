"""What a try may cost is set aside until it is noted what it did: no moment at which the money is promised twice."""

from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.bedrock.budget.call_account import CallAccount, StageTally
from ghostwriter.bedrock.call_settings import Caps
from ghostwriter.schema.events import CallLost, Event


def test_a_try_that_is_lost_is_noted_before_its_money_is_free() -> None:
    budget = Budget(1.0)
    left: list[float] = []

    def note(event: Event) -> None:
        if isinstance(event, CallLost):
            left.append(budget.left_for("drafting"))

    account = CallAccount("drafting/draft", budget, StageTally("drafting", Caps()), note)
    payment = account.send("haiku", 100, 100, worst=0.75)

    account.lost(payment, billed=False)

    assert left == [0.25]
    assert budget.left_for("drafting") == 1.0
