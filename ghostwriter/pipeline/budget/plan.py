"""Budget plan: what is left for the rest of a run, and whether the next step can be paid.

The least that makes an article that can be signed is: facts from every source, a draft, and its verification. Everything
else goes, near the cap, in this order: the critique; revisions, the last first, each with the verification of what it changed;
a fallback model that costs more than is left. Then claims stay unverified; and without any verification the run stops.
"""

import json
from collections.abc import Sequence

from ghostwriter.agents.task import Task
from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.bedrock.budget.prices import require_price, worst_case
from ghostwriter.config.settings import Settings
from ghostwriter.errors import BudgetReached
from ghostwriter.pipeline.task_settings import for_task
from ghostwriter.schema.stages import VERIFICATION

_TOOL_BYTES = 6_000
"""What the editor's description and the roles of messages add to a prompt, and some."""


class BudgetPlan:
    """The purse of one run, in terms of its tasks; without a budget everything may be begun."""

    def __init__(self, settings: Settings, budget: Budget) -> None:
        self._settings = settings
        self.budget = budget

    def check(self) -> None:
        """See that a budget can be kept with every model that may be called.

        Raises:
            ConfigurationError: naming the model without a known price.
        """
        if self.budget.limit is None:
            return
        for stage in self._settings.models:
            require_price(self._settings.models[stage].canonical, self._settings.call(stage))
            for model in self._settings.fallbacks.get(stage, ()):
                require_price(model.canonical, self._settings.call(stage))

    def worst_of(self, task: Task, more_bytes: int = 0) -> float:
        """The most that a task's first call can cost, in US dollars, if its prompt were so much longer; 0 if unknown."""
        stage = task.stage.name
        call = for_task(self._settings.call(stage), task, self._settings.models[stage], first=True)
        words = json.dumps([task.system, task.shared, task.user], ensure_ascii=False)
        worst = worst_case(
            self._settings.models[stage].canonical,
            len(words.encode()) + more_bytes + _TOOL_BYTES,
            call.max_output_tokens or 0,
            call,
        )
        return worst or 0.0

    def worst_of_all(self, tasks: Sequence[Task]) -> float:
        """The most that the first calls of tasks can cost together."""
        return sum(self.worst_of(task) for task in tasks) if self.budget.limit is not None else 0.0

    def affords(self, task: Task, leaving: float = 0.0) -> bool:
        """Check that a task's first call can be paid so that ``leaving`` US dollars are left."""
        return self.budget.limit is None or self.worst_of(task) + leaving <= self.budget.left_for(task.name)

    def keep_for_verification(self, tasks: Sequence[Task]) -> None:
        """Keep the reserve to finish: nothing but verification may be paid with what these tasks can cost."""
        self.budget.keep(f"{VERIFICATION.name}/", self.worst_of_all(tasks))

    def reached(self, task: Task) -> BudgetReached:
        """The error of a task that cannot be paid."""
        return BudgetReached(self.budget.explain(self.worst_of(task)))
