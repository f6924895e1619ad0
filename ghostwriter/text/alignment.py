"""Rewriting that remembers: where each stretch of a changed text stands in the text that it was made from."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """Characters ``[start, end)`` of a text are to be replaced by ``new``; empty, if they are to go."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True)
class _Pass:
    """One pass of edits, as stretches: where each begins after it and before it, and how much it replaced (0: a copy)."""

    after: tuple[int, ...]
    before: tuple[int, ...]
    replaced: tuple[int, ...]

    def start(self, at: int) -> int:
        stretch = bisect_right(self.after, at) - 1
        return self.before[stretch] + (0 if self.replaced[stretch] else at - self.after[stretch])

    def end(self, at: int) -> int:
        stretch = bisect_right(self.after, at - 1) - 1
        return self.before[stretch] + (self.replaced[stretch] or at - self.after[stretch])


@dataclass(frozen=True)
class AlignedText:
    """A text after any number of passes of edits, each of which can be followed back."""

    text: str
    passes: tuple[_Pass, ...] = ()

    def edited(self, edits: Iterable[Edit]) -> "AlignedText":
        """The text after ``edits``, which have to be in order and must not overlap."""
        pieces: list[str] = []
        stretches = [(0, 0, 0)]
        at = length = 0
        for edit in edits:
            pieces += [self.text[at : edit.start], edit.new]
            length += edit.start - at
            at = edit.end
            if edit.new:
                stretches.append((length, edit.start, edit.end - edit.start))
                length += len(edit.new)
            stretches.append((length, edit.end, 0))
        if at == 0:
            return self
        after, before, replaced = zip(*stretches, strict=True)
        return AlignedText("".join([*pieces, self.text[at:]]), (*self.passes, _Pass(after, before, replaced)))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Place in the first text of the characters ``[start, end)`` of this one, which are at least one."""
        for one in reversed(self.passes):
            start, end = one.start(start), one.end(end)
        return start, end
