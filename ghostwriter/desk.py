"""What every step of a run has at hand."""

from dataclasses import dataclass

from ghostwriter.allowance import Allowance
from ghostwriter.brief import Brief
from ghostwriter.build import Build
from ghostwriter.config import Settings
from ghostwriter.events import Sink
from ghostwriter.tasks import TaskWriter
from ghostwriter.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """The brief and the settings of one run, and where its work is asked for, written and told of."""

    brief: Brief
    settings: Settings
    workspace: Workspace
    build: Build
    writer: TaskWriter
    allowance: Allowance
    emit: Sink
