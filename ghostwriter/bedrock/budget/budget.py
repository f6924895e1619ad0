"""The budget: each call's worst case is reserved before it is sent, so that spending never passes the cap."""

import threading

from ghostwriter.errors import BudgetReached


class Budget:
    """Holds the budget of one run, in US dollars; shared by its conversations.

    ``limit`` is None where there is no budget; ``spent`` is what counts against it from before. Of what is left, some can be
    kept for conversations that have yet to come: the reserve to finish.
    """

    def __init__(self, limit: float | None, spent: float = 0.0) -> None:
        self.limit = limit
        self._spent = spent
        self._under_way = 0.0
        self._keeper, self._kept = "", 0.0
        self._changed = threading.Condition()

    @property
    def spent(self) -> float:
        """US dollars spent, calls under way not included."""
        with self._changed:
            return self._spent

    def left_for(self, conversation: str) -> float:
        """US dollars that a conversation may use now: not spent, reserved or kept for others; infinite without a budget."""
        with self._changed:
            return self._free(conversation) - self._under_way

    def keep(self, keeper: str, dollars: float) -> None:
        """Keep money for the conversations whose names begin with ``keeper``, in place of what was kept before.

        Others leave it alone; the conversations themselves use it up as they begin.
        """
        with self._changed:
            self._keeper, self._kept = keeper, dollars
            self._changed.notify_all()

    def reserve(self, worst: float, conversation: str = "") -> None:
        """Set ``worst`` aside for a call that is about to be sent; waits while others under way may give money back.

        Raises:
            BudgetReached: if it does not fit into the budget whatever they give back.
        """
        with self._changed:
            while worst > (free := self._free(conversation)) - self._under_way:
                if worst > free:
                    raise BudgetReached(self.explain(worst))
                self._changed.wait()
            self._under_way += worst
            if self._keeps_for(conversation):
                self._kept = max(0.0, self._kept - worst)

    def settle(self, worst: float, actual: float) -> None:
        """A call that ``worst`` was reserved for is over, and counts as ``actual``."""
        with self._changed:
            self._under_way -= worst
            self._spent += actual
            self._changed.notify_all()

    def explain(self, worst: float) -> str:
        """Explain that a call that may cost ``worst`` cannot be paid, and what to do."""
        kept = f", ${self._kept:.3f} is kept to finish" if self._kept else ""
        return (
            f"the budget of ${self.limit or 0:.2f} is reached: ${self._spent:.3f} is spent in this workspace{kept}, and the "
            f"next call could cost ${worst:.3f}. Finished work is kept; run again with a larger --budget to go on."
        )

    def _keeps_for(self, conversation: str) -> bool:
        return bool(self._keeper) and conversation.startswith(self._keeper)

    def _free(self, conversation: str) -> float:
        """US dollars that a conversation could use if all calls under way cost nothing."""
        if self.limit is None:
            return float("inf")
        return self.limit - self._spent - (0.0 if self._keeps_for(conversation) else self._kept)
