"""A stream to a reader who may go away: a pipe that is closed, a terminal that vanishes.

A run that is being paid for does not stop because nobody reads of its progress. From the first write that fails on, the stream
leads nowhere, for everybody who holds it.
"""

import io
import os
from typing import TextIO


class Outlet(io.TextIOBase):
    """Passes text on for as long as somebody takes it; ``lost`` says that nobody does any more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.lost = False

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The stream's own."""
        return self._stream.encoding

    def fileno(self) -> int:
        """The stream's own."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()

    def write(self, text: str) -> int:
        """Write, or drop what nobody takes."""
        try:
            return self._stream.write(text)
        except OSError:
            self._lose()
            return len(text)

    def flush(self) -> None:
        """Flush, or drop what nobody takes."""
        try:
            self._stream.flush()
        except OSError:
            self._lose()

    def _lose(self) -> None:
        """Lead the descriptor nowhere: what is still in a buffer would fail again when the process ends."""
        self.lost = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)
