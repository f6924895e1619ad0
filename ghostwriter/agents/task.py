"""What the build asks of whoever holds its conversations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ghostwriter.pipeline.tasks import Task
from ghostwriter.schema.usage import Answered


@dataclass(frozen=True)
class Held:
    """A conversation that is over: the model that wrote the artifact, and the attempts it took."""

    model: str
    attempts: int


class Conversations(Protocol):
    """Whoever holds the conversations."""

    def prepare(self) -> None:
        """Get ready for the first one; raises ConfigurationError before anything has been paid for."""

    def converse(self, task: Task, answered: Callable[[Answered], None]) -> Held:
        """Hold one, report each answer, and return how it went."""
