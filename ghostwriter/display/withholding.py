"""A stream that lets no secret through, and nothing that a terminal obeys: whichever command writes, and whatever it repeats."""

import io
import os
from collections.abc import Callable
from functools import cached_property
from typing import TextIO

from ghostwriter.display.harmless import harmless
from ghostwriter.secrecy.watch import Watch


class Withholding(io.TextIOBase):
    """Passes on what holds no secret that the watch knows; the watch is made when there is something to look at."""

    def __init__(self, stream: TextIO, watch: Callable[[], Watch]) -> None:
        self._stream = stream
        self._make = watch
        self._painted = stream.isatty() or bool(os.environ.get("FORCE_COLOR"))

    @cached_property
    def _watch(self) -> Watch:
        return self._make()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The stream's own."""
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """The stream's own."""
        return self._stream.errors

    def fileno(self) -> int:
        """The stream's own."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()

    def write(self, text: str) -> int:
        """Write it, or that it is withheld; raises what the stream raises."""
        shown = harmless(self._watch.redacted(text), painted=self._painted)
        end = "\n" if text.endswith("\n") and not shown.endswith("\n") else ""
        self._stream.write(shown + end)
        return len(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()
