"""Errors put into texts that a person found faithful, one a text, by a seeded hand."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.flags.name_forms import COMMON
from ghostwriter.verification.flags.source_index import fold
from ghostwriter.verification.numbers import PlacedFigure, is_held, placed_figures
from ghostwriter.verification.quotations import placed_quotations

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|could|would|should)\b(?! not)")
_OTHERS = ("Marlowe", "Castellan", "Ferrand", "Okonkwo", "Lindqvist", "Tessaly", "Bruckner", "Valdoria")
_WORD = re.compile(r"\b[a-z]{4,}\b")


@dataclass(frozen=True)
class Injected:
    """A text with an error at ``[start, end)``."""

    text: str
    start: int
    end: int


def number(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """Another figure, which no source holds."""
    places = [one for one in _held(text, sources) if re.fullmatch(r"\d{1,6}", text[one.start : one.end])]
    if not places:
        return None
    place = hand.choice(places)
    for _ in range(20):
        other = str(int(text[place.start : place.end]) + hand.randint(2, 60))
        if not re.search(rf"(?<!\d){other}(?!\d)", sources.together):
            return _put(text, place.start, place.end, other)
    return None


def date(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """Another year, which no source holds."""
    places = list(_YEAR.finditer(text))
    if not places:
        return None
    place = hand.choice(places)
    others = [str(year) for year in range(1900, 2030) if str(year) not in sources.together and str(year) not in text]
    return _put(text, place.start(), place.end(), hand.choice(others)) if others else None


def name(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """Another name in the place of one that the sources hold."""
    places = [one for one in _NAME.finditer(text) if one[0] in sources.together and fold(one[0]) not in COMMON]
    if not places:
        return None
    place = hand.choice(places)
    return _put(text, place.start(), place.end(), hand.choice([one for one in _OTHERS if one not in sources.together]))


def quotation(text: str, _sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A word of a quotation changed."""
    places = placed_quotations(text)
    if not places:
        return None
    start, end = hand.choice(places)
    words = list(_WORD.finditer(text, start, end))
    if not words:
        return None
    word = hand.choice(words)
    changed = _put(text, word.start(), word.end(), hand.choice(["hardly", "gladly", "seven", "window"]))
    return Injected(changed.text, start, end)


def swapped(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A figure of the source in the place of another one."""
    places = [one for one in _held(text, sources) if one.figure.ranges]
    if not places:
        return None
    place = hand.choice(places)
    others = [
        one.figure.shown
        for one in placed_figures(sources.together)
        if one.figure.ranges and not set(one.figure.ranges) & set(place.figure.ranges)
    ]
    return _put(text, place.start, place.end, hand.choice(others)) if others else None


def negation(text: str, _sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A sentence denied."""
    places = list(_AUXILIARY.finditer(text))
    if not places:
        return None
    place = hand.choice(places)
    changed = text[: place.end()] + " not" + text[place.end() :]
    return Injected(changed, place.start(), place.end() + 4)


KINDS: Mapping[str, Callable[[str, SourceIndex, random.Random], Injected | None]] = {
    "number": number,
    "date": date,
    "name": name,
    "quotation": quotation,
    "number swapped with another": swapped,
    "negation": negation,
}


def _held(text: str, sources: SourceIndex) -> list[PlacedFigure]:
    """The figures that the text has from its sources; others count the text itself, or its lists."""
    before = re.compile(r"(?i)(?:passage|step|source)s?\s*$")
    return [
        one
        for one in placed_figures(text)
        if is_held(one.figure, sources.together) and not before.search(text[max(0, one.start - 12) : one.start])
    ]


def _put(text: str, start: int, end: int, other: str) -> Injected:
    return Injected(text[:start] + other + text[end:], start, start + len(other))
