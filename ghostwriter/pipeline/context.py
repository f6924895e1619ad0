"""Context that every step of a run shares."""

from dataclasses import dataclass

from ghostwriter.brief.brief import Brief
from ghostwriter.config.settings import Settings
from ghostwriter.pipeline.budget.plan import BudgetPlan
from ghostwriter.pipeline.build import Build
from ghostwriter.pipeline.tasks import TaskWriter
from ghostwriter.schema.events import Sink
from ghostwriter.workspace.artifact_store import ArtifactStore
from ghostwriter.workspace.workspace import Workspace


@dataclass(frozen=True)
class RunContext:
    """The brief and the settings of one run, and where its work is asked for, written and told of."""

    brief: Brief
    settings: Settings
    workspace: Workspace
    store: ArtifactStore
    build: Build
    writer: TaskWriter
    plan: BudgetPlan
    emit: Sink
