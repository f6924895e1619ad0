"""Hostile texts for a pattern, made of its own parts: one that may repeat, repeated, and then something that does not fit."""

import importlib
import itertools
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

_parser: Any = importlib.import_module("re._parser")
_codes: Any = importlib.import_module("re._constants")

_CHARACTERS = " \t\n\u00a0aA1zZbé_-.,;:!?'\"()[]{}<>/\\|*#&%$@^~`=+0“”’–…\u0301字"
_ENDINGS = ("", "!", "\n", "x", "\0", " ;", "a ", "\n;")
_UNBOUNDED = 20
"""Repeats up to fewer than this are small enough, whatever they do."""
_ANYTHING = (_codes.NOT_LITERAL, _codes.ANY, _codes.GROUPREF)
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)

type Make = Callable[[int], str]


def hostile_texts(pattern: re.Pattern[str], count: int) -> Iterator[Make]:
    """``count`` ways of making a text of about so many characters; the same for the same pattern."""
    chooser = random.Random(repr(pattern.pattern))
    tree = _parser.parse(pattern.pattern, pattern.flags)
    repeats = _Sampler(chooser, 1, -1).count_repeats(tree)
    for _ in range(count):
        seed, target = chooser.random(), chooser.randint(1, repeats + 1)
        ending, whole = chooser.choice(_ENDINGS), chooser.random()
        yield lambda length, s=seed, t=target, e=ending, w=whole: _text(tree, length, s, t, w) + e  # type: ignore[misc]


def _text(tree: Any, length: int, seed: float, target: int, whole: float) -> str:
    """One part repeated, once and cut off; or a beginning of what the pattern matches, over and over."""
    chooser = random.Random(seed)
    if whole < 1 / 3:
        pumped = _Sampler(chooser, length, target).sample(tree)[: 2 * length]
        return pumped[: int(len(pumped) * chooser.choice((1, 1, 0.99, chooser.random()))) or 1]
    one = _Sampler(chooser, chooser.choice((1, 2, 6)), target).sample(tree) or "a"
    one = one if whole < 2 / 3 else one[: chooser.randint(1, len(one))]
    return (one * (length // len(one) + 1))[:length]


class _Sampler:
    """Writes what a pattern matches, as far as its parts tell; of those that may repeat, number ``target`` does, ``times``."""

    def __init__(self, chooser: random.Random, times: int, target: int) -> None:
        self._chooser = chooser
        self._times = times
        self._target = target
        self._number = 0

    def count_repeats(self, tree: Any) -> int:
        """How many parts of a pattern may repeat."""
        self.sample(tree)
        return self._number

    def sample(self, tree: Any) -> str:
        """What matches, or nearly does."""
        return "".join(self._part(code, value) for code, value in tree)

    def _part(self, code: Any, value: Any) -> str:
        if code is _codes.LITERAL:
            return chr(value)
        if code is _codes.IN:
            return self._one_of(value)
        if code in _REPEATS:
            return self._repeated(*value)
        inside = self._inside(code, value)
        if inside is not None:
            return self.sample(inside)
        return self._chooser.choice("a 1.:`") if code in _ANYTHING else ""

    def _inside(self, code: Any, value: Any) -> Any:
        """The pattern within a part; None if there is none, or it is only looked at."""
        if code is _codes.BRANCH:
            return self._chooser.choice(value[1])
        if code is _codes.ASSERT:
            return value[1] if value[0] > 0 and self._chooser.random() < 1 / 2 else None
        return {_codes.SUBPATTERN: lambda: value[3], _codes.ATOMIC_GROUP: lambda: value}.get(code, lambda: None)()

    def _repeated(self, least: int, most: int, tree: Any) -> str:
        self._number += 1
        most = min(int(most), 10**9)
        if self._number == self._target and most >= _UNBOUNDED:
            times = min(most, self._times)
            some = [self.sample(tree) for _ in range(min(times, self._chooser.choice((1, 8))))]
            return "".join(itertools.islice(itertools.cycle(some), times))
        return "".join(self.sample(tree) for _ in range(self._chooser.choice((least, min(most, least + 1)))))

    def _one_of(self, items: Any) -> str:
        negated = items[0][0] is _codes.NEGATE
        fitting = [one for one in _CHARACTERS if any(_is_in(one, *item) for item in items) != negated]
        first = next((value for code, value in items if code in {_codes.LITERAL, _codes.RANGE}), ord("x"))
        return self._chooser.choice(fitting) if fitting else chr(first if isinstance(first, int) else first[0])


def _is_in(character: str, code: Any, value: Any) -> bool:
    if code is _codes.LITERAL:
        return character == chr(value)
    if code is _codes.RANGE:
        return chr(value[0]) <= character <= chr(value[1])
    if code is not _codes.CATEGORY:
        return False
    name = str(value)
    kinds = {
        "DIGIT": character.isdigit(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum() or character == "_",
    }
    return kinds[name.rpartition("_")[2]] != ("NOT_" in name)
