"""Lines of ``check`` on a terminal: each flag with its place, the words around it, and a mark beneath them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ghostwriter.cli.progress.draft_preview import only_visible
from ghostwriter.schema.artifacts import Flag
from ghostwriter.text.invisible import printable

if TYPE_CHECKING:
    from ghostwriter.verification.check import Checked

_INDENT = "    "
_BEFORE = 0.4
"""Of the width: how much of a long line is shown before what was found."""


def findings(name: str, text: str, checked: "Checked", width: int) -> Iterator[tuple[str, Flag | None]]:
    """Lines of at most about ``width`` columns; the first of each finding comes with its flag, for whoever gives it a colour."""
    shown = _worth_showing(checked.flags)
    lines = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    for flag in shown:
        number = bisect_right(lines, flag.start)
        begin, end = lines[number - 1], lines[number] - 1
        place = f"{printable(name)}:{number}:{flag.start - begin + 1}"
        yield f"{place}: {'wrong' if flag.hard else 'look'}: {only_visible(flag.message)}", flag
        yield from ((f"{_INDENT}{line}", None) for line in _excerpt(text, flag, (begin, end), width - len(_INDENT)))
    if shown:
        yield "", None
    hard = sum(flag.hard for flag in shown)
    look = f", {len(shown) - hard} to look at" if len(shown) > hard else ""
    yield f"{hard or 'no'} thing{'' if hard == 1 else 's'} proven wrong{look}", None
    yield f"the text says something that its sources do not support: {checked.score:.0%} likely", None


def _worth_showing(flags: Sequence[Flag]) -> list[Flag]:
    """All but the hints on whole sentences in which something was found that can be pointed at."""
    pointed = sorted((flag.start, flag.end) for flag in flags if flag.kind != "unsupported")
    first_to_end = [*accumulate((end for _, end in reversed(pointed)), min)][::-1]  # from each of them on

    def holds_one(flag: Flag) -> bool:
        place = bisect_left(pointed, (flag.start, 0))
        return place < len(pointed) and first_to_end[place] <= flag.end

    return [flag for flag in flags if flag.kind != "unsupported" or not holds_one(flag)]


def _excerpt(text: str, flag: Flag, line: tuple[int, int], width: int) -> Iterator[str]:
    """The line that the flag stands on, cut to fit, and what marks it there."""
    begin, end = line
    first = max(begin, flag.start - int(width * _BEFORE)) if end - begin > width else begin
    last = min(end, first + width)
    before, said, after = (
        text[first : flag.start],
        text[flag.start : min(flag.end, last)],
        text[min(flag.end, last) : last],
    )
    cut, more = "…" if first > begin else "", "…" if last < end else ""
    before, said, after = (only_visible(piece) for piece in (before, said, after))
    yield f"{cut}{before}{said}{after}{more}".rstrip()
    yield " " * cell_len(cut + before) + "^" * max(1, cell_len(said))
