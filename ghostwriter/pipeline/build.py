"""Order of conversations: the workspace is a build directory, and tasks are its targets.

A task's key is the hash of what it reads. Same key and an unchanged artifact: nothing to do. An artifact that differs from
what the model wrote was edited by hand: it is kept, and because what reads it hashes its text, that is rebuilt. An artifact
beside its own pending key was finished by a run that died before it could record it: it is recorded, not paid for twice.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from ghostwriter.agents.task import Conversations, Task
from ghostwriter.config.settings import Settings
from ghostwriter.errors import BudgetReached
from ghostwriter.pipeline.budget.plan import BudgetPlan
from ghostwriter.pipeline.concurrency import run_concurrently
from ghostwriter.schema.events import ModelCalled, Sink, TaskFinished, TaskStarted
from ghostwriter.schema.record_parts import TaskRecord
from ghostwriter.schema.usage import ModelResponse, Usage
from ghostwriter.workspace.artifact_store import ArtifactStore, invalid_edit
from ghostwriter.workspace.event_log import conversation_spending
from ghostwriter.workspace.layout import EVENTS, ORIGINALS

type State = Literal["up-to-date", "kept", "recovered", "stale"]


class Build:
    """Makes the artifacts of tasks in one workspace."""

    def __init__(
        self, store: ArtifactStore, settings: Settings, conversations: Conversations, emit: Sink, plan: BudgetPlan
    ) -> None:
        self._store = store
        self._workspace = store.workspace
        self._settings = settings
        self._conversations = conversations
        self._emit = emit
        self._plan = plan

    def make(self, tasks: Sequence[Task], optional: Mapping[str, float] = MappingProxyType({})) -> frozenset[str]:
        """Make the artifact of every task; the conversations that this takes are run side by side.

        ``optional`` names the tasks that a run near its budget can do without, each with the US dollars that have to be left when
        it begins. Returns those that could not be paid; they have no artifact.

        Raises:
            BudgetReached: if another task cannot be paid.
        """
        stale = [task for task in tasks if not self._is_made(task)]
        unpaid = {
            task.name for task in stale if task.name in optional and not self._plan.affords(task, optional[task.name])
        }
        for task in stale:
            if task.name in unpaid:
                self._store.discard(task.artifact)
        begun = [task for task in stale if task.name not in unpaid]
        if begun:
            self._begin(begun)
            run_concurrently([lambda task=task: self._run_if_paid(task, optional, unpaid) for task in begun])  # type: ignore[misc]
        return frozenset(unpaid)

    def is_stale(self, task: Task) -> bool:
        """Check that a conversation would have to be run."""
        return self._state(task) == "stale"

    def _begin(self, stale: Sequence[Task]) -> None:
        self._plan.check()
        self._conversations.prepare()
        self._store.changed = True
        # An old artifact goes before its new key is recorded: beside a pending key there is only what that key's run wrote.
        for task in stale:
            self._store.discard(task.artifact)
            self._workspace.remove(f"{ORIGINALS}/{task.artifact}")
        keys = {task.name: self._key(task) for task in stale}
        self._workspace.update(lambda record: record.changed(status="running", pending=record.pending | keys))

    def _run_if_paid(self, task: Task, optional: Mapping[str, float], unpaid: set[str]) -> None:
        try:
            self._run(task)
        except BudgetReached:
            if task.name not in optional:
                raise
            self._workspace.remove(task.artifact)  # a file that still had to be corrected is no artifact
            unpaid.add(task.name)

    def _key(self, task: Task) -> str:
        stage = task.stage.name
        shaping = self._settings.call(stage).shaping()
        return task.key(self._settings.models[stage].id, offline=self._settings.offline, shaping=shaping)

    def _is_made(self, task: Task) -> bool:
        state = self._state(task)
        match state:
            case "stale":
                return False
            case "recovered":
                self._record_recovered(task)
            case "kept":
                self._record_kept(task)
        self._emit(TaskFinished(stage=task.stage.name, task=task.name, artifact=task.artifact, how=state))
        return True

    def _state(self, task: Task) -> State:
        self._store.repair(task.artifact)
        record = self._workspace.record
        if not (self._workspace.read_bytes(task.artifact) or b"").strip(b"\0"):
            return "stale"
        if (pending := record.pending.get(task.name)) is not None:
            return "recovered" if pending == self._key(task) and self._problem(task) is None else "stale"
        before = record.task(task.name)
        if before is not None and before.sha256 == self._workspace.sha256(task.artifact):
            return "up-to-date" if before.key == self._key(task) else "stale"
        if (problem := self._problem(task)) is not None:
            raise invalid_edit(task.artifact, problem) from problem
        return "kept"

    def _problem(self, task: Task) -> ValueError | None:
        try:
            task.check(self._workspace.read(task.artifact))
        except ValueError as error:
            return error
        return None

    def _record_recovered(self, task: Task) -> None:
        """Record an artifact of a run that died before it could; the event log has what was paid, and who answered."""
        paid = conversation_spending(self._workspace.path(EVENTS), self._key(task))
        model = paid.model or self._settings.models[task.stage.name].id
        sha256, findings = self._workspace.sha256(task.artifact), list(paid.findings)
        self._record(task, how="recovered", model=model, sha256=sha256, usage=paid.usage, findings=findings)

    def _record_kept(self, task: Task) -> None:
        """Record an artifact that was edited by hand, with the digest of what the model wrote: it has to stay known as edited."""
        before = self._workspace.record.task(task.name)
        if before is None:
            self._record(task, how="kept", model="kept by hand", sha256="", usage=Usage())
        elif before.how != "kept":
            usage, attempts = before.usage, before.attempts
            self._record(task, how="kept", model="kept by hand", sha256=before.sha256, usage=usage, attempts=attempts)

    def _record(self, task: Task, **found: Any) -> None:
        """Record that a task is done; ``found`` are the fields of its record that are not the task's own."""
        finished = TaskRecord(key=self._key(task), artifact=task.artifact, **{"attempts": 1, **found})
        self._store.changed = True
        self._workspace.update(lambda record: record.with_task(task.name, finished))

    def _run(self, task: Task) -> None:
        stage, key = task.stage.name, self._key(task)
        responses: list[ModelResponse] = []

        def on_response(response: ModelResponse) -> None:
            responses.append(response)
            self._emit(ModelCalled(stage=stage, task=task.name, key=key, **vars(response)))

        self._emit(TaskStarted(stage=stage, task=task.name, model=self._settings.models[stage].id, key=key))
        result = self._conversations.converse(task, on_response)
        self._record(
            task,
            how="done",
            model=result.model,
            sha256=self._workspace.sha256(task.artifact),
            attempts=result.attempts,
            usage=sum((response.usage for response in responses), Usage()),
            findings=list(dict.fromkeys(finding for response in responses for finding in response.findings)),
        )
        self._emit(TaskFinished(stage=stage, task=task.name, artifact=task.artifact, how="done"))
