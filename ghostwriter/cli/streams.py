"""The standard streams: what they may hold, what they do with a character that they lack, and a reader who goes away."""

import codecs
import io
import os
import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

import typer

from ghostwriter.text.invisible import printable

if TYPE_CHECKING:
    from ghostwriter.security.secrets.scanner import SecretScanner

SPELT_OUT = "ghostwriter.spelt_out"
_OBEYED = (
    "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_ON_A_TERMINAL = re.compile(rf"{_OBEYED}|\x1b(?!\[[0-9;?]*[A-Za-z])")
_ELSEWHERE = re.compile(rf"{_OBEYED}|\x1b|\r(?!\n)")


def widen(stream: TextIO) -> None:
    """Let a stream take characters that its character set lacks, spelt as JSON spells them: a line of JSON stays one.

    Python would raise at the first of them, in the middle of a run or with the results at its end. What an environment asked
    for explicitly, other than to fail, stays.
    """
    if isinstance(stream, io.TextIOWrapper) and stream.errors in {"strict", "surrogateescape"}:
        codecs.register_error(SPELT_OUT, _spelt_out)
        stream.reconfigure(errors=SPELT_OUT)


def _spelt_out(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    spelt = (f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
    return "".join(spelt), error.end


def harmless(text: str, *, painted: bool) -> str:
    """The text with what a terminal obeys spelt out; ``painted`` lets colours and movements of the cursor be.

    Text of others is freed of it where it becomes part of a line (``printable``); this is for what was forgotten.
    """
    found = _ON_A_TERMINAL if painted else _ELSEWHERE
    return found.sub(lambda character: character[0].encode("unicode_escape").decode(), text)


def say(text: str) -> None:
    """Print text line by line, each freed of what a terminal obeys."""
    typer.echo("\n".join(printable(line) for line in text.split("\n")))


class _Wrapped(io.TextIOBase):
    """A stream around another."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        return self._stream.errors

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def flush(self) -> None:
        self._stream.flush()


class Withholding(_Wrapped):
    """Passes on what holds no secret that the scanner knows, and nothing that a terminal obeys, whichever command writes.

    The scanner is made when there is something to look at.
    """

    def __init__(self, stream: TextIO, scanner: "Callable[[], SecretScanner]") -> None:
        super().__init__(stream)
        self._make = scanner
        self._painted = stream.isatty() or bool(os.environ.get("FORCE_COLOR"))

    @cached_property
    def _scanner(self) -> "SecretScanner":
        return self._make()

    def write(self, text: str) -> int:
        """Write it, or that it is withheld; raises what the stream raises."""
        shown = harmless(self._scanner.redacted(text), painted=self._painted)
        end = "\n" if text.endswith("\n") and not shown.endswith("\n") else ""
        self._stream.write(shown + end)
        return len(text)


class Outlet(_Wrapped):
    """Passes text on until its reader is gone; ``lost`` says that it is.

    A run that is being paid for does not stop because a pipe is closed or a terminal vanishes. From the first write that fails
    on, the stream leads nowhere, for everybody who holds it.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.lost = False

    def write(self, text: str) -> int:
        """Write, or drop if the reader is gone."""
        try:
            return self._stream.write(text)
        except OSError:
            self._lose()
            return len(text)

    def flush(self) -> None:
        """Flush, or drop if the reader is gone."""
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
