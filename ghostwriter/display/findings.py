"""What ``check`` found in a text, as lines to read: each finding with its place, the words around it, and a mark beneath them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ghostwriter.artifacts import Flag
from ghostwriter.display.words import printable
from ghostwriter.unseen import printable as on_one_line

if TYPE_CHECKING:
    from ghostwriter.verification.check import Checked

_INDENT = "    "
_BEFORE = 0.4
"""Of the width: how much of a long line is shown before what was found."""
_LIKELY = 0.5


def findings(name: str, text: str, checked: "Checked", width: int) -> Iterator[tuple[str, Flag | None]]:
    """Lines of at most about ``width`` columns; the first of each finding comes with its flag, for whoever gives it a colour."""
    shown = _worth_showing(checked.flags)
    for flag in shown:
        yield f"{_place(name, text, flag)}: {'wrong' if flag.hard else 'look'}: {printable(flag.message)}", flag
        yield from ((f"{_INDENT}{line}", None) for line in _excerpt(text, flag, width - len(_INDENT)))
    if shown:
        yield "", None
    hard = sum(flag.hard for flag in shown)
    yield f"{_count(hard, 'thing')} proven wrong, {len(shown) - hard} to look at", None
    likely = "likely" if checked.score >= _LIKELY else "not likely"
    yield f"{checked.score:.0%}: it is {likely} that something is said that the sources do not support", None


def _worth_showing(flags: Sequence[Flag]) -> list[Flag]:
    """All but the hints on whole sentences in which something was found that can be pointed at."""
    pointed = [flag for flag in flags if flag.kind != "unsupported"]
    return [
        flag
        for flag in flags
        if flag.kind != "unsupported" or not any(flag.start <= one.start and one.end <= flag.end for one in pointed)
    ]


def _place(name: str, text: str, flag: Flag) -> str:
    line = text.count("\n", 0, flag.start) + 1
    return f"{on_one_line(name)}:{line}:{flag.start - text.rfind('\n', 0, flag.start)}"


def _excerpt(text: str, flag: Flag, width: int) -> Iterator[str]:
    """The line that the flag stands on, cut to fit, and what marks it there."""
    begin = text.rfind("\n", 0, flag.start) + 1
    end = text.find("\n", flag.start)
    end = len(text) if end < 0 else end
    first = max(begin, flag.start - int(width * _BEFORE)) if end - begin > width else begin
    last = min(end, first + width)
    before, said, after = (
        text[first : flag.start],
        text[flag.start : min(flag.end, last)],
        text[min(flag.end, last) : last],
    )
    cut, more = "…" if first > begin else "", "…" if last < end else ""
    before, said, after = (printable(piece) for piece in (before, said, after))
    yield f"{cut}{before}{said}{after}{more}".rstrip()
    yield " " * cell_len(cut + before) + "^" * max(1, cell_len(said))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
