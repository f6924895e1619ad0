"""Tasks for conversations, and their results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ghostwriter.schema.run_record import digest
from ghostwriter.schema.stages import Stage
from ghostwriter.schema.usage import ModelResponse


@dataclass(frozen=True)
class Task:
    """One conversation to run.

    ``shared`` is the beginning of its first message where other stages' messages begin with the same; ``user`` is the rest.
    ``check`` raises ValueError, with a message the model can act on, for a file that is not the artifact it should be.
    ``reads`` names the sources it holds, largest first.
    """

    stage: Stage
    name: str
    artifact: str
    system: str
    shared: str
    user: str
    check: Callable[[str], object]
    max_output_tokens: int
    reads: tuple[str, ...] = ()

    def key(self, model: str, *, offline: bool, shaping: Mapping[str, Any]) -> str:
        """The content key: what the conversation reads, who answers, and with which settings (``CallSettings.shaping``)."""
        return digest(
            {
                "task": self.name,
                "artifact": self.artifact,
                "system": self.system,
                "shared": self.shared,
                "user": self.user,
                "model": model,
                "temperature": self.stage.temperature,
                "max_output_tokens": self.max_output_tokens,
                "settings": dict(shaping),
                "offline": offline,
            }
        )


@dataclass(frozen=True)
class ConversationResult:
    """A conversation that is over: the model that wrote the artifact, and the attempts it took."""

    model: str
    attempts: int


class Conversations(Protocol):
    """Runner of conversations."""

    def prepare(self) -> None:
        """Get ready for the first one; raises ConfigurationError before anything has been paid for."""

    def converse(self, task: Task, on_response: Callable[[ModelResponse], None]) -> ConversationResult:
        """Hold one, report each answer, and return how it went."""
