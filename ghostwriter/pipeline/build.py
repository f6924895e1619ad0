"""The workspace as a build directory: what is up to date, what a hand has edited, and what has to be made.

A task's key is the hash of what it reads. Same key and an untouched artifact: nothing to do. An artifact that differs from
what the model left is the user's: it is kept, and because what reads it hashes its text, its downstream is made anew. An
artifact beside its own pending key was finished by a run that died before it could say so: it is recorded, not paid twice.
One that was torn, by a power cut or a disk that is failing, is put back from its original.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from ghostwriter.agents.task import Conversations, Task
from ghostwriter.config.settings import Settings
from ghostwriter.errors import BudgetReached, WorkspaceError
from ghostwriter.pipeline.budget.plan import BudgetPlan
from ghostwriter.pipeline.concurrency import side_by_side
from ghostwriter.pipeline.task_records import found_finished, kept_by_hand, written
from ghostwriter.pipeline.tasks import parse
from ghostwriter.schema.artifacts import Artifact
from ghostwriter.schema.events import ModelCalled, Sink, TaskFinished, TaskStarted
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.usage import ModelResponse
from ghostwriter.workspace.derived_files import DerivedFiles
from ghostwriter.workspace.event_log import account_of
from ghostwriter.workspace.layout import EVENTS, ORIGINALS
from ghostwriter.workspace.workspace import Workspace

type State = Literal["up-to-date", "kept", "recovered", "stale"]


class Build:
    """Makes tasks' artifacts and derived files in one workspace."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        conversations: Conversations,
        emit: Sink,
        allowance: BudgetPlan,
    ) -> None:
        self._workspace = workspace
        self._settings = settings
        self._conversations = conversations
        self._emit = emit
        self._allowance = allowance
        self._files = DerivedFiles(workspace, emit)
        self._changed = False
        self._read: dict[str, str] = {}

    @property
    def changed(self) -> bool:
        """Whether this run has written anything."""
        return self._changed or self._files.changed

    def make(self, tasks: Sequence[Task], without: Mapping[str, float] = MappingProxyType({})) -> frozenset[str]:
        """See to it that every task's artifact stands; conversations that have to be held are held side by side.

        ``without`` names the tasks that a run near its budget can do without, each with the US dollars that have to be left when
        it begins. Returns those that could not be paid; they have no artifact.

        Raises:
            BudgetReached: if a task that is not among those cannot be paid.
        """
        stale = [task for task in tasks if not self._stands(task)]
        unpaid = {
            task.name
            for task in stale
            if task.name in without and not self._allowance.affords(task, without[task.name])
        }
        for task in stale:
            if task.name in unpaid:
                self._files.discard(task.artifact)
        held = [task for task in stale if task.name not in unpaid]
        if held:
            self._begin(held)
            side_by_side([lambda task=task: self._hold_if_paid(task, without, unpaid) for task in held])  # type: ignore[misc]
        return frozenset(unpaid)

    def is_stale(self, task: Task) -> bool:
        """Whether a conversation would have to be held."""
        return self._state(task) == "stale"

    def _begin(self, stale: Sequence[Task]) -> None:
        self._allowance.check()
        self._conversations.prepare()
        self._changed = True
        # An old artifact goes before its new key is noted: beside a pending key there is only what that key's run wrote.
        for task in stale:
            self._read.pop(task.artifact, None)
            self._files.discard(task.artifact)
            self._workspace.remove(f"{ORIGINALS}/{task.artifact}")
        pending = {task.name: self._key(task) for task in stale}
        self._workspace.update(
            lambda record: record.model_copy(update={"status": "running", "pending": record.pending | pending})
        )

    def _hold_if_paid(self, task: Task, without: Mapping[str, float], unpaid: set[str]) -> None:
        try:
            self._hold(task)
        except BudgetReached:
            if task.name not in without:
                raise
            self._workspace.remove(task.artifact)  # what could not be mended is no artifact
            unpaid.add(task.name)

    def read(self, name: str) -> str:
        """An artifact's text, which stays the same for the whole of a run: what is verified is what is printed.

        Raises:
            WorkspaceError: if it has changed since this run first read it.
        """
        text = self._workspace.read(name)
        if self._read.setdefault(name, text) != text:
            raise WorkspaceError(
                f"{name} was edited while the run went on; run the same command again to take the edit in."
            )
        return text

    def result[A: Artifact](self, kind: type[A], task: Task) -> A:
        """What a task's artifact says.

        Raises:
            WorkspaceError: if it was edited since it was checked, and does not validate any more.
        """
        try:
            return parse(kind, self.read(task.artifact))
        except ValueError as error:
            raise WorkspaceError(_objection(task.artifact, error)) from error

    def derive(self, name: str, text: str) -> str:
        """Write what code makes of the artifacts, unless a hand has edited it; returns the text that now stands."""
        return self._files.derive(name, text)

    def restore(self, texts: Mapping[str, str]) -> None:
        """Write what only code may write; what a hand has made of it is set aside."""
        self._files.restore(texts)

    def is_edited(self, name: str) -> bool:
        """Whether a file is there that is not as a run wrote it."""
        return self._workspace.exists(name) and not self._workspace.is_as_written(name)

    def _key(self, task: Task) -> str:
        stage = task.stage.name
        shaping = self._settings.call(stage).shaping()
        return task.key(self._settings.models[stage].id, offline=self._settings.offline, shaping=shaping)

    def _stands(self, task: Task) -> bool:
        state = self._state(task)
        if state == "stale":
            return False
        if state != "up-to-date":
            self._note(task, state)
        self._emit(TaskFinished(stage=task.stage.name, task=task.name, artifact=task.artifact, how=state))
        return True

    def _state(self, task: Task) -> State:
        self._files.repair(task.artifact)
        record = self._workspace.record
        if not (self._workspace.bytes(task.artifact) or b"").strip(b"\0"):
            return "stale"
        if task.name in record.pending:
            return "recovered" if record.pending[task.name] == self._key(task) and self._validates(task) else "stale"
        before = record.task(task.name)
        if before is not None and before.sha256 == self._workspace.sha256(task.artifact):
            return "up-to-date" if before.key == self._key(task) else "stale"
        try:
            task.check(self._workspace.read(task.artifact))
        except ValueError as error:
            raise WorkspaceError(_objection(task.artifact, error)) from error
        return "kept"

    def _validates(self, task: Task) -> bool:
        try:
            task.check(self._workspace.read(task.artifact))
        except ValueError:
            return False
        return True

    def _note(self, task: Task, how: State) -> None:
        """Record an artifact that no conversation of this run wrote."""
        before = self._workspace.record.task(task.name)
        if how == "recovered":
            key, sha256 = self._key(task), self._workspace.sha256(task.artifact)
            account = account_of(self._workspace.path(EVENTS), key)
            noted = found_finished(key, task.artifact, sha256, account, self._settings.models[task.stage.name].id)
        elif before is not None and before.how == "kept":
            return
        else:
            noted = kept_by_hand(self._key(task), task.artifact, before)
        self._changed = True
        self._workspace.update(lambda record: record.with_task(task.name, noted))

    def _hold(self, task: Task) -> None:
        stage, key = task.stage.name, self._key(task)
        heard: list[ModelResponse] = []

        def answered(answer: ModelResponse) -> None:
            heard.append(answer)
            self._emit(
                ModelCalled(
                    stage=stage,
                    task=task.name,
                    model=answer.model,
                    key=key,
                    usage=answer.usage,
                    stop_reason=answer.stop_reason,
                    findings=list(answer.findings),
                    call=answer.call,
                )
            )

        self._emit(TaskStarted(stage=stage, task=task.name, model=self._settings.models[stage].id, key=key))
        held = self._conversations.converse(task, answered)
        sha256 = self._workspace.sha256(task.artifact)
        finished = written(key, task.artifact, sha256, held.model, held.attempts, heard)

        def note(record: RunRecord) -> RunRecord:
            return record.with_task(task.name, finished)

        self._workspace.update(note)
        self._emit(TaskFinished(stage=stage, task=task.name, artifact=task.artifact, how="done"))


def _objection(name: str, error: ValueError) -> str:
    return f"{name} was edited by hand and does not validate: {error}. Mend it, or delete it."
