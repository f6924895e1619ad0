"""No display."""

from types import TracebackType
from typing import Self

from ghostwriter.events import Event


class Silent:
    """Shows nothing; errors and results are printed by others."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Nothing to close."""

    def __call__(self, event: Event) -> None:
        """Let an event pass."""
