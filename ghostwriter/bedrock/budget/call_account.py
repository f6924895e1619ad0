"""The account of one conversation: what it may send, what each try was reserved for, and what it came to.

Every try is noted before it is sent, so that one under way when the process dies counts at its worst case ever after.
"""

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.bedrock.call_settings import Caps
from ghostwriter.errors import CapReached
from ghostwriter.schema.events import CallLost, CallSent, Sink


@dataclass
class StageTally:
    """Use of one stage in this run; shared by its conversations."""

    stage: str
    caps: Caps
    clock: Callable[[], float] = time.monotonic
    calls: int = 0
    tokens: int = 0
    octets: int = 0
    _began: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def seconds_left(self) -> float:
        """Seconds that the stage may still take."""
        return self.caps.max_stage_seconds - (0.0 if self._began is None else self.clock() - self._began)

    def send(self, octets: int) -> None:
        """Count a try that is about to be sent.

        Raises:
            CapReached: if the stage has used up one of its caps.
        """
        with self._lock:
            self._began = self.clock() if self._began is None else self._began
            used = {
                "max_stage_calls": self.calls + 1,
                "max_stage_tokens": self.tokens,
                "max_stage_seconds": self.clock() - self._began,
                "max_stage_bytes": self.octets + octets,
            }
            for cap, amount in used.items():
                if amount > getattr(self.caps, cap) or (
                    cap == "max_stage_tokens" and amount == self.caps.max_stage_tokens
                ):
                    raise cap_reached(self.stage, cap, amount, getattr(self.caps, cap))
            self.calls += 1
            self.octets += octets

    def receive(self, octets: int, tokens: int = 0) -> None:
        """Count an answer."""
        with self._lock:
            self.octets += octets
            self.tokens += tokens


def cap_reached(who: str, cap: str, used: float, limit: float) -> CapReached:
    """The error of a cap, in one sentence and an advice."""
    return CapReached(
        f"the cap {cap} is reached: {used:,.10g} of {limit:,.10g}.",
        subject=who,
        advice=f"Finished work is kept; if so much is meant, raise {cap} in ghostwriter.toml or GHOSTWRITER_{cap.upper()} "
        "and run again.",
    )


@dataclass
class Payment:
    """One try under way: the US dollars reserved for it, and its number in the account."""

    call: str
    worst: float


class CallAccount:
    """The account of one conversation; its calls come one after another, those of others side by side."""

    def __init__(self, task: str, budget: Budget, tally: StageTally, note: Sink) -> None:
        self._task = task
        self._budget = budget
        self.tally = tally
        self._note = note
        self._turns = 0

    def turn(self) -> None:
        """Begin with another answer.

        Raises:
            CapReached: if the conversation has had all that it may.
        """
        most = self.tally.caps.max_turns
        if self._turns >= most:
            raise cap_reached(self._task, "max_turns", self._turns, most)
        self._turns += 1

    def deadline(self, wanted: float) -> float:
        """Seconds that an answer may take, all tries included: no more than the stage has left."""
        return max(0.0, min(wanted, self.tally.seconds_left))

    def send(self, model: str, octets: int, max_output_tokens: int | None, worst: float | None) -> Payment:
        """Reserve money for a try, and record it, before it is sent.

        Raises:
            CapReached: if the stage has used up one of its caps.
            BudgetReached: if the budget cannot pay its worst case.
            WorkspaceError: if it cannot be noted; nothing is sent then.
        """
        self.tally.send(octets)
        payment = Payment(uuid.uuid4().hex[:12], worst or 0.0)
        self._budget.reserve(payment.worst, self._task)
        try:
            self._note(
                CallSent(
                    task=self._task,
                    call=payment.call,
                    model=model,
                    max_output_tokens=max_output_tokens,
                    worst=payment.worst,
                )
            )
        except BaseException:  # unrecorded, it is not sent: the money is free again, and the error goes on
            self._budget.settle(payment.worst, 0.0)
            raise
        return payment

    def settle(self, payment: Payment, usd: float, tokens: int, octets: int) -> None:
        """Settle a try that got its response and cost ``usd``; its observer has recorded that under the payment's number."""
        self.tally.receive(octets, tokens)
        self._budget.settle(payment.worst, usd)

    def lost(self, payment: Payment, *, billed: bool) -> None:
        """Settle a try that failed; one that may have been billed all the same counts at its worst case."""
        usd = payment.worst if billed else 0.0
        try:
            # Recorded before the money is free for others: a run that dies in between spends it once only.
            self._note(CallLost(task=self._task, call=payment.call, usd=usd))
        finally:
            self._budget.settle(payment.worst, usd)
