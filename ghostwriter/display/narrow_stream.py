"""A stream whose character set lacks some characters: those are spelt as JSON spells them, so that a line of JSON stays one.

Python would raise at the first of them, in the middle of a run or with the results at its end.
"""

import codecs
import io
from typing import TextIO

SPELT_OUT = "ghostwriter.spelt_out"


def widen(stream: TextIO) -> None:
    """Let a stream take every character; what an environment asked for explicitly, other than to fail, stays."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors in {"strict", "surrogateescape"}:
        codecs.register_error(SPELT_OUT, _spelt_out)
        stream.reconfigure(errors=SPELT_OUT)


def _spelt_out(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    spelt = (f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
    return "".join(spelt), error.end
